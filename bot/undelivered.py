"""Tells whoever told something to a colleague what became of it: that it arrived, or did not."""

from datetime import datetime, timedelta

from bot.messages import Outgoing, to_json
from bot.update import TONIGHT, first_name, starts_on
from practice.calendar import london, london_day
from prompts.phrases import phrase
from storage import audit, outbox, people, presence, reach, undelivered
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.tables import Person
from storage.undelivered import Fate, Telling

_NOT_DELIVERED = "not delivered"
_A_NIGHT = timedelta(hours=12)


def tell_senders(session: Session, now: datetime) -> int:
    """Tell senders what became of what they told; return how many were told.

    At once, and it may interrupt: a sender who believes that a colleague knows must not stay in
    that belief. Of *tonight* they hear as well that it arrived, and that it takes long; where it
    cannot arrive, the next person up the line is told.
    """
    found = undelivered.to_be_heard(session, now, urgent={TONIGHT})
    for telling in found:
        about = _tonight if telling.told == TONIGHT else _said
        text = about(session, telling, now)
        _tell(session, telling.sender_id, text, now, urgent=telling.told == TONIGHT)
        undelivered.note_heard(session, telling, now)
    return len(found)


def tick(store: Store, now: datetime) -> None:
    """Tell senders what became of what they told, as where an administrator ended a way in."""
    with store.reading() as session:
        found = undelivered.is_any_open(session, now, urgent={TONIGHT})
    if found:
        with store.writing() as session:
            tell_senders(session, now)


def _said(session: Session, telling: Telling, now: datetime) -> str:
    person = session.get_one(Person, telling.person_id)
    name = first_name(person)
    if starts := starts_on(person, london_day(now)):
        return phrase("telling.starts", name=name, day=starts)
    if not presence.is_here(person, london_day(now)):
        return phrase("telling.gone", name=name)
    if telling.fate is Fate.ON_A_PAGE:
        return phrase("telling.only_on_a_page", name=name)
    return phrase(f"telling.not_delivered.{telling.told}", name=name)


def _tonight(session: Session, telling: Telling, now: datetime) -> str:
    name = first_name(people.person(session, telling.person_id))
    if telling.fate is Fate.ARRIVED and telling.settled_at is not None:
        return phrase("tonight.arrived", name=name, time=f"{london(telling.settled_at):%H:%M}")
    if telling.fate is Fate.LATE:
        return phrase("tonight.takes_long", name=name)
    following = _tell_the_next(session, telling, now)
    if following:
        return phrase("tonight.next", name=name, next=following)
    return phrase("tonight.not_arrived", name=name)


def _tell_the_next(session: Session, telling: Telling, now: datetime) -> str:
    """Tell the next person up the line who is reached now, and was not tried; return their name.

    "" where there is none, or the night in which it was told is over.
    """
    tried = undelivered.failed_within(session, telling.sender_id, TONIGHT, now, _A_NIGHT)
    if telling.person_id not in tried:
        return ""
    up = reach.up_the_line(session, telling.sender_id, london_day(now), but=tried)
    body = undelivered.body_of(session, telling.ids[0])
    if up.first is None or body is None:
        return ""
    person = up.first.person
    outbox.put(session, _to_all(up.first, body, telling.sender_id, TONIGHT), at=now)
    deed = "supervisor told tonight"
    audit.record(session, deed, "person", person.id, actor=telling.sender_id, at=now)
    return first_name(person)


def _to_all(reached: reach.Reach, body: str, sender_id: str, told: str) -> list[NewMessage]:
    """Return a message of somebody's to a colleague that goes at once, for every address of it."""
    return [
        NewMessage(
            reached.person.id,
            channel,
            address,
            body,
            sender_id=sender_id,
            told=told,
            urgent=told == TONIGHT,
        )
        for channel, address in reached.addresses
    ]


def _tell(session: Session, person_id: str, text: str, now: datetime, *, urgent: bool) -> None:
    body = to_json(Outgoing(text, urgent=urgent))
    reached = people.addresses(session, person_id, london_day(now))
    messages = [
        NewMessage(person_id, channel, address, body, now, told=_NOT_DELIVERED, urgent=urgent)
        for channel, address in reached
    ]
    outbox.put(session, messages, at=now)
