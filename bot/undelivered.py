"""Tells whoever sent something to a colleague that it could not be delivered, once."""

from datetime import datetime

from bot.messages import Outgoing, to_json
from bot.update import TONIGHT, first_name
from practice.calendar import london_day, next_working_moment
from prompts.phrases import phrase
from storage import outbox, people, undelivered
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.undelivered import Undelivered

_NOT_DELIVERED = "not delivered"


def tell_senders(session: Session, now: datetime) -> int:
    """Tell the senders of what was given up; return how many were told.

    In office hours; of *tonight* at once, as soon as one of the person's addresses failed. It may
    interrupt: a sender who believes that a colleague knows must not stay in that belief.
    """
    found = undelivered.undelivered(session, at_once={TONIGHT})
    for telling in found:
        messages = _messages(session, telling, now)
        outbox.put(session, messages, at=now)
        undelivered.note_told(session, telling, now)
    return len(found)


def tick(store: Store, now: datetime) -> None:
    """Tell the senders of what was given up elsewhere, as where an administrator ends a way in."""
    with store.reading() as session:
        found = undelivered.undelivered(session, at_once={TONIGHT})
    if found:
        with store.writing() as session:
            tell_senders(session, now)


def _messages(session: Session, telling: Undelivered, now: datetime) -> list[NewMessage]:
    name = first_name(people.person(session, telling.person_id))
    text, urgent = (
        phrase(f"telling.not_delivered.{telling.told}", name=name),
        telling.told == TONIGHT,
    )
    body = to_json(Outgoing(text, urgent=urgent))
    due = now if urgent else next_working_moment(now)
    reached = people.addresses(session, telling.sender_id, london_day(now))
    return [
        NewMessage(
            telling.sender_id, channel, address, body, due, told=_NOT_DELIVERED, urgent=urgent
        )
        for channel, address in reached
    ]
