"""/settings: the devices a person is signed in with, signing each out; how often summaries come."""

from datetime import datetime

from bot import devices
from bot.messages import Button, Link
from bot.permissions import request_summary
from bot.update import UpdateContext, command_button
from practice.calendar import london_day
from prompts.days import day_words
from prompts.phrases import phrase
from storage import absences, people, summary_rhythms
from storage import devices as known_devices
from storage.access import viewer_of
from storage.devices import Device

_WEEKLY, _MONTHLY = _RHYTHMS = ("weekly", "monthly")


def run(update: UpdateContext, argument: str) -> None:
    """List the devices; sign one out ("end:ID"), or all ("all", which is asked about once more).

    Whoever may see their team's summary says how often it comes ("weekly", "monthly").
    """
    what, _, device_id = argument.partition(":")
    if what == "end":
        _end(update, device_id)
    elif what == "all":
        sure = command_button(phrase("devices.buttons.all_sure"), "settings", "sure")
        update.say(phrase("devices.sure"), [sure], [_button("keep")])
    elif what == "sure":
        _end_all(update)
    elif what in _RHYTHMS and _has_summaries(update):
        is_weekly = what == _WEEKLY
        summary_rhythms.say(update.session, update.person.id, is_weekly=is_weekly, at=update.now)
        _list(update)
    else:
        _list(update)


def _list(update: UpdateContext, lead: str = "") -> None:
    found = known_devices.known(update.session, update.person.id, update.now)
    lines = [lead, phrase("devices.title")]
    lines += [f"{number}  {_line(update, one)}" for number, one in enumerate(found, start=1)]
    lines.append(phrase("devices.lost"))
    until = absences.until(update.session, update.person.id, update.today)
    lines += [phrase("away.you_are", day=day_words(until))] if until else []
    if _has_summaries(update):
        lines.append(phrase(f"devices.summary.{_rhythm(update)}"))
    buttons = [
        command_button(phrase("devices.buttons.end", number=number), "settings", f"end:{one.id}")
        for number, one in enumerate(found, start=1)
    ]
    rows = [[button] for button in buttons]
    page = [Link(phrase("devices.page"), "/settings")]
    text = "\n".join(line for line in lines if line)
    update.say(text, *rows, [_button("all")], *_rhythms(update), links=page)


def _has_summaries(update: UpdateContext) -> bool:
    viewer, team_id = viewer_of(update.session, update.person), update.person.team_id
    return request_summary(update.session, viewer, team_id).allowed


def _rhythm(update: UpdateContext) -> str:
    weekly = summary_rhythms.is_weekly(update.session, update.person.id)
    return _WEEKLY if weekly else _MONTHLY


def _rhythms(update: UpdateContext) -> list[list[Button]]:
    """Return the way to the other rhythm, for whoever is sent summaries."""
    if not _has_summaries(update):
        return []
    return [[_button(_MONTHLY if _rhythm(update) == _WEEKLY else _WEEKLY)]]


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
