"""The two answers to a second device: it is mine, and it was not me."""

import logging

from bot import devices
from bot.messages import Outgoing, to_json
from bot.update import UpdateContext, first_name
from practice.access import Role
from prompts.kinds import named_together
from prompts.phrases import phrase
from storage import absences, device_requests, people, reach
from storage.outbox import NewMessage
from storage.tables import DeviceRequest, Person

log = logging.getLogger(__name__)


def run(update: UpdateContext, argument: str) -> None:
    """Let a device in ("yes:ID") or end it ("no:ID"); what is nobody's, or another's, is gone."""
    said, _, request_id = argument.partition(":")
    asked = device_requests.of_person(update.session, request_id, update.person.id)
    if asked is None or said not in {"yes", "no"}:
        update.say(phrase("devices.gone"))
    elif said == "yes":
        _let_in(update, asked)
    else:
        _end(update, asked)


def _let_in(update: UpdateContext, asked: DeviceRequest) -> None:
    if not device_requests.admit(update.session, asked, update.now):
        update.say(phrase("devices.gone"))
        return
    said = devices.was_let_in(asked, update.now)
    update.say(said, [devices.not_me(asked)])
    here = (update.incoming.channel, update.incoming.address)
    told = devices.to_all(update.session, asked, said, [devices.not_me(asked)], update.now)
    update.messages += [one for one in told if (one.channel, one.address) != here]
    if not asked.label:
        hello = to_json(Outgoing(devices.welcome(update.person)))
        update.messages.append(NewMessage(asked.person_id, asked.channel, asked.address, hello))


def _end(update: UpdateContext, asked: DeviceRequest) -> None:
    device_requests.refuse(update.session, asked, update.now)
    people.revoke_codes(update.session, update.person.id, update.now)
    log.warning("a device was not its person's: request %s was ended", asked.id)
    told = [one for one in _administrators(update) if _tell(update, one, asked)]
    update.say("\n".join([phrase("devices.ended"), *_who_is_told(update, told)]))


def _who_is_told(update: UpdateContext, told: list[Person]) -> list[str]:
    """Return the sentences that say which administrators are told, and who sees it on a page."""
    rings = {one.id: reach.reach(update.session, one.id, update.today).rings for one in told}
    lines = []
    for key, is_rung in (("devices.telling", True), ("devices.on_a_page", False)):
        names = [first_name(one) for one in told if rings[one.id] is is_rung]
        lines += [phrase(key, names=named_together(names))] if names else []
    return lines or [phrase("devices.nobody_told")]


def _tell(update: UpdateContext, administrator: Person, asked: DeviceRequest) -> bool:
    """Put the word to an administrator into the outbox, at any hour; False where none is reached.

    Where it cannot be delivered, whoever said that it was not them hears of it.
    """
    body = to_json(Outgoing(devices.told_to_administrator(asked, update.person)))
    reached = people.addresses(update.session, administrator.id, update.today)
    update.messages += [
        NewMessage(administrator.id, *place, body, sender_id=update.person.id, told="device")
        for place in reached
    ]
    return bool(reached)


def _administrators(update: UpdateContext) -> list[Person]:
    """Return those who are not away; everybody where all are: a stolen way in waits for nobody."""
    known = people.with_role(update.session, Role.ADMINISTRATOR, update.today)
    away = absences.away_on(update.session, update.today)
    return [one for one in known if one.id not in away] or known
