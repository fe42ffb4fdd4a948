"""/settings: the devices a person is signed in with, and signing each of them out."""

from datetime import datetime

from bot import devices
from bot.messages import Button, Link
from bot.update import UpdateContext, command_button
from practice.calendar import london_day
from prompts.days import day_words
from prompts.phrases import phrase
from storage import absences, people
from storage import devices as known_devices
from storage.devices import Device


def run(update: UpdateContext, argument: str) -> None:
    """List the devices; sign one out ("end:ID"), or all ("all", which is asked about once more)."""
    what, _, device_id = argument.partition(":")
    if what == "end":
        _end(update, device_id)
    elif what == "all":
        sure = command_button(phrase("devices.buttons.all_sure"), "settings", "sure")
        update.say(phrase("devices.sure"), [sure], [_button("keep")])
    elif what == "sure":
        _end_all(update)
    else:
        _list(update)


def _list(update: UpdateContext, lead: str = "") -> None:
    found = known_devices.known(update.session, update.person.id, update.now)
    lines = [lead, phrase("devices.title")]
    lines += [f"{number}  {_line(update, one)}" for number, one in enumerate(found, start=1)]
    lines.append(phrase("devices.lost"))
    until = absences.until(update.session, update.person.id, update.today)
    lines += [phrase("away.you_are", day=day_words(until))] if until else []
    buttons = [
        command_button(phrase("devices.buttons.end", number=number), "settings", f"end:{one.id}")
        for number, one in enumerate(found, start=1)
    ]
    rows = [[button] for button in buttons]
    page = [Link(phrase("devices.page"), "/settings")]
    text = "\n".join(line for line in lines if line)
    update.say(text, *rows, [_button("all")], links=page)


def _button(name: str) -> Button:
    return command_button(
        phrase(f"devices.buttons.{name}"), "settings", "" if name == "keep" else name
    )


def _line(update: UpdateContext, one: Device) -> str:
    said = phrase("devices.line", device=devices.name_of(one), day=_day(one.since))
    if one.seen_at is not None:
        return f"{said}, {phrase('devices.seen', day=_day(one.seen_at))}"
    return f"{said} {phrase('devices.here')}" if _is_here(update, one) else said


def _day(moment: datetime) -> str:
    return day_words(london_day(moment))


def _is_here(update: UpdateContext, one: Device) -> bool:
    return (one.channel, one.address) == (update.incoming.channel, update.incoming.address)


def _end(update: UpdateContext, device_id: str) -> None:
    ended = known_devices.end(update.session, update.person.id, {device_id}, update.now)
    update.messages += devices.signed_out(ended)
    if any(_is_here(update, one) for one in ended):
        return
    names = ", ".join(devices.name_of(one) for one in ended)
    _list(update, phrase("devices.signed_out", devices=names) if ended else "")


def _end_all(update: UpdateContext) -> None:
    ended = known_devices.known(update.session, update.person.id, update.now)
    people.stop_person(update.session, update.person.id, update.now)
    update.messages += devices.signed_out(ended)
