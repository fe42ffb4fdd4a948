"""What waits in hand for another to be sent is authorised again right before it is sent."""

import asyncio
from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.delivery import Delivery
from storage import people
from storage.session import Session, Store
from storage.tables import AuditEvent, OutboxMessage, Person
from tests.bot.delivery.deliveries import FakeChannel, StillClock, put, row
from tests.bot.served import A_TUESDAY, PRIYA, SUNIL

Change = Callable[[Session, Person], object]


def leaves(session: Session, person: Person) -> None:
    person.left_on = A_TUESDAY.date()
    session.add(person)


def is_stopped(session: Session, person: Person) -> None:
    people.stop_person(session, person.id, A_TUESDAY)


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(Person.name == name)).one()


async def sent_while(
    store: Store,
    clock: StillClock,
    channel: FakeChannel,
    delivery: Delivery,
    change: Change | None,
    *,
    seconds: float = 1.0,
) -> list[str]:
    """Return the ids of two messages to Sunil; a change comes while the first is being sent."""
    held = asyncio.Event()
    channel.plan["first"] = [held]
    ids = put(store, "first", "second", to=str(SUNIL))
    with store.writing() as session:
        first, second = (session.get_one(OutboxMessage, one) for one in ids)
        first.person_id = second.person_id = called(session, "Sunil Mehta").id
        second.sender_id, second.told = called(session, "Priya Shah").id, "note"
        session.add_all([first, second])
    await delivery.sweep()
    await channel.waiting.get()
    with store.writing() as session:
        if change is not None:
            change(session, called(session, "Sunil Mehta"))
    clock.forward(seconds)
    held.set()
    await delivery.settled()
    return ids


@pytest.mark.parametrize("change", [leaves, is_stopped])
async def test_what_was_claimed_before_somebody_went_is_not_sent_after(
    store: Store, clock: StillClock, channel: FakeChannel, delivery: Delivery, change: Change
) -> None:
    _, second = await sent_while(store, clock, channel, delivery, change)
    assert channel.texts == ["first"]
    assert row(store, second).failed_at is not None
    assert row(store, second).sent_at is None


async def test_its_sender_is_told(
    store: Store, clock: StillClock, channel: FakeChannel, delivery: Delivery
) -> None:
    _, second = await sent_while(store, clock, channel, delivery, leaves)
    assert row(store, second).sender_told_at is not None
    await delivery.sweep()
    await delivery.settled()
    told = [text for to, text in channel.sent if to == str(PRIYA)]
    assert told == ["Sunil is not here any more, so was not told. What you sent is saved."]
    with store.reading() as session:
        deeds = session.exec(select(AuditEvent.deed)).all()
    assert "message withheld" in deeds


async def test_what_may_go_is_sent_however_long_it_waited(
    store: Store, clock: StillClock, channel: FakeChannel, delivery: Delivery
) -> None:
    await sent_while(store, clock, channel, delivery, None, seconds=20)
    assert channel.texts == ["first", "second"]


async def test_a_message_of_no_moment_asks_the_records_nothing(
    store: Store,
    clock: StillClock,
    channel: FakeChannel,
    delivery: Delivery,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("storage.delivery_rights.why_no_longer", lambda *one: asked.append(one))
    await sent_while(store, clock, channel, delivery, None, seconds=0)
    assert channel.texts == ["first", "second"]
    assert asked == []
