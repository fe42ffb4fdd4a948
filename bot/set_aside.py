"""What could not be read or handled: kept encrypted, answered with a sentence, acknowledged."""

import json
from datetime import datetime

from bot.arrivals import first_sight
from bot.conversations import tonight
from bot.hidden_codes import taken_out, without_codes
from bot.messages import Incoming, Outgoing, Unread, to_json
from bot.update import DutyNumbers
from practice.calendar import london_day
from prompts.phrases import phrase
from storage import outbox, people, seen
from storage.outbox import NewMessage
from storage.session import Session, cipher_of


def keep_failed(
    session: Session, incoming: Incoming, why: str, duty: DutyNumbers, now: datetime
) -> tuple[str, list[str]] | None:
    """Keep an update whose handling failed, and answer it; None where it was stored before.

    Returns the id that it is kept under, and those of the messages that answer it.
    """
    person = people.person_at(session, incoming.channel, incoming.address, london_day(now))
    incoming, _ = without_codes(session, incoming)
    if not first_sight(session, incoming, person, now):
        return None
    # In ASCII: half a surrogate pair can be written in no other way.
    payload = json.dumps(vars(incoming), default=str)
    kept = seen.set_aside(session, incoming.channel, incoming.update_key, payload, why, now)
    sorry = NewMessage(
        person.id if person else None, incoming.channel, incoming.address, _sorry(duty, now)
    )
    return kept, outbox.put(session, [sorry], at=now, sent=incoming.has_transcript)


def keep_unread(
    session: Session, unread: Unread, duty: DutyNumbers, now: datetime
) -> list[str] | None:
    """Keep an update that cannot be read, without codes, and answer it where its sender is known.

    Returns the ids of the messages that answer it; None where it was stored before.
    """
    address, channel = unread.address, unread.channel
    person = people.person_at(session, channel, address, london_day(now)) if address else None
    key = unread.update_key or f"unread {cipher_of(session).code_hash(unread.body)[:32]}"
    if not seen.first_sight(
        session, channel, key, person_id=person.id if person else None, said=None, at=now
    ):
        return None
    body, _ = taken_out(session, unread.body)
    seen.set_aside(session, channel, key, body, unread.why, now)
    if person is None or address is None:
        return []
    return outbox.put(session, [NewMessage(person.id, channel, address, _sorry(duty, now))], at=now)


def _sorry(duty: DutyNumbers, now: datetime) -> str:
    ring = tonight.from_settings(duty, now)
    return to_json(Outgoing(f"{phrase('help.set_aside')}\n{ring}"))
