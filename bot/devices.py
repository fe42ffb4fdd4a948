"""What is said of devices: a second one that asks to be let in, one that ended, the first words."""

from collections.abc import Iterable
from datetime import datetime

from bot.messages import Button, Outgoing, to_json
from bot.update import command_button, first_name
from practice.access import Role
from practice.calendar import london, london_day
from prompts.days import day_words
from prompts.phrases import phrase
from storage import outbox, people
from storage.devices import Device
from storage.outbox import NewMessage
from storage.session import Session
from storage.tables import DeviceRequest, Person

_BY_ROLE = {
    Role.PRACTITIONER: "help.welcome_practitioner",
    Role.PRACTICE_LEAD: "help.welcome_practitioner",
    Role.SUPERVISOR: "help.welcome_supervisor",
    Role.MANAGER: "help.welcome_manager",
    Role.ADMINISTRATOR: "help.welcome_administrator",
}


def welcome(person: Person) -> str:
    """Return the first words to a person on a new device."""
    by_role = phrase(_BY_ROLE[Role(person.role)])
    hello = phrase("help.welcome", name=first_name(person))
    return "\n".join([hello, by_role, phrase("help.references"), phrase("help.tonight")])


def announce(session: Session, asked: DeviceRequest, now: datetime) -> None:
    """Tell all devices of a person at once that another one asks to be let in."""
    text = phrase("devices.asked", device=_named(asked), time=clock(now))
    yes = command_button(phrase("devices.buttons.yes"), "device", f"yes:{asked.id}")
    outbox.put(session, to_all(session, asked, text, [yes, not_me(asked)], now), at=now)


def to_all(
    session: Session, asked: DeviceRequest, text: str, buttons: list[Button], now: datetime
) -> list[NewMessage]:
    """Return a message to every address of whose device it is, but that of the device itself."""
    body = to_json(Outgoing(text, tuple((button,) for button in buttons)))
    reached = people.addresses(session, asked.person_id, london_day(now))
    own = (asked.channel, asked.address)
    return [NewMessage(asked.person_id, *place, body) for place in reached if place != own]


def not_me(asked: DeviceRequest) -> Button:
    """Return the button that ends what was asked for, now and at any time later."""
    return command_button(phrase("devices.buttons.not_me"), "device", f"no:{asked.id}")


def was_let_in(asked: DeviceRequest, now: datetime) -> str:
    """Return the sentence that says a device was let in."""
    return phrase("devices.let_in", device=_named(asked), time=clock(now))


def told_to_administrator(asked: DeviceRequest, person: Person) -> str:
    """Return what an administrator hears of a device that its person says was not theirs."""
    at = london(asked.asked_at)
    when = {"day": day_words(at.date()), "time": clock(asked.asked_at)}
    return phrase("devices.administrator", name=person.name, device=_named(asked), **when)


def signed_out(ended: Iterable[Device]) -> list[NewMessage]:
    """Return a message to every chat that was ended: it is the last that goes there.

    It is nobody's: whoever holds the device now is not let in.
    """
    body = to_json(Outgoing(phrase("devices.ended_here")))
    return [NewMessage(None, one.channel, one.address, body) for one in ended if one.channel]


def name_of(device: Device) -> str:
    """Return what a person knows a device by: its browser, or the channel of its chat."""
    return device.label or phrase("devices.chat", channel=device.channel.capitalize())


def _named(asked: DeviceRequest) -> str:
    return asked.label or phrase("devices.chat", channel=asked.channel.capitalize())


def clock(moment: datetime) -> str:
    """Return the hour in London: "10:20"."""
    return f"{london(moment):%H:%M}"
