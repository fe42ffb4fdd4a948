"""No chat falls silent: what a person is told next waits for nothing that went wrong before."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import MovableClock
from bot.delivery import LEASE as SHIPPED
from bot.delivery import Delivery
from practice.terms import DraftKind, StepKind
from storage import drafts, outbox
from storage.drafts import DraftRow, StepRow
from storage.session import Store
from storage.tables import OutboxMessage, Person
from tests.bot.delivery.deliveries import (
    LEASE,
    UNCLEAR,
    FakeChannel,
    StillClock,
    a_delivery,
    not_sent,
    put,
    row,
    swept,
)
from tests.bot.served import A_TUESDAY

DRAFT = "d" * 32
PATIENCE = 10.0
"""Seconds for what comes at once where nothing holds it up."""


@pytest.fixture
def person_id(store: Store) -> str:
    """Return a person who has a draft whose first step asks."""
    with store.writing() as session:
        found = session.exec(select(Person).where(Person.name == "Priya Shah")).one().id
        opened = DraftRow(
            DRAFT, DraftKind.GUIDE, "quick-reflection", 1, found, None, None, A_TUESDAY
        )
        drafts.add_draft(session, opened)
        drafts.add_steps(session, DRAFT, [a_step(1, found)])
    return found


def a_step(number: int, author: str) -> StepRow:
    return StepRow(number, StepKind.ASKED, None, 0, None, False, author, A_TUESDAY)


def add_step(store: Store, number: int, author: str) -> None:
    with store.writing() as session:
        drafts.add_steps(session, DRAFT, [a_step(number, author)])


async def put_and_fail(
    store: Store, delivery: Delivery, channel: FakeChannel, fault: Exception, person_id: str
) -> str:
    """Return a card that was tried once."""
    channel.plan["question"] = [fault]
    (card,) = put(store, "question", card=(DRAFT, 1))
    with store.writing() as session:
        session.get_one(OutboxMessage, card).person_id = person_id
    await swept(delivery)
    return card


def test_a_lease_is_over_within_three_seconds() -> None:
    assert timedelta(seconds=1) <= SHIPPED <= timedelta(seconds=3)


async def test_a_message_that_hangs_holds_up_its_own_batch_alone(
    store: Store, delivery: Delivery, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.OVERTAKES_AFTER", timedelta(seconds=0.01))
    held = asyncio.Event()
    channel.plan["one"] = [held]
    put(store, "one", "two")
    await delivery.sweep()
    await channel.waiting.get()
    settled = asyncio.create_task(delivery.settled())
    assert not (await asyncio.wait({settled}, timeout=0.1))[0]
    assert channel.texts == []
    held.set()
    await settled
    assert channel.texts == ["one", "two"]


async def test_what_is_said_later_goes_while_a_message_hangs(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    held = asyncio.Event()
    channel.plan["one"] = [held]
    (first,) = put(store, "one")
    await delivery.sweep()
    await channel.waiting.get()
    put(store, "two")
    clock.forward(2.1)
    await delivery.sweep()
    async with asyncio.timeout(PATIENCE):
        while channel.texts != ["two"]:  # noqa: ASYNC110 - the lane goes on by itself after two seconds
            await asyncio.sleep(0.01)
    held.set()
    await delivery.settled()
    assert channel.texts == ["two", "one"]
    assert row(store, first).sent_at is not None


async def test_the_duty_number_goes_at_once_whatever_hangs_or_waits(
    store: Store, delivery: Delivery, channel: FakeChannel
) -> None:
    held = asyncio.Event()
    channel.plan["one"] = [held]
    put(store, "one", "two")
    for number in range(60):
        put(store, "other", to=f"chat {number}")
    await delivery.sweep()
    await channel.waiting.get()
    put(store, "and then", "ring 999", urgent=True)
    await delivery.sweep()
    async with asyncio.timeout(PATIENCE):
        while "ring 999" not in channel.texts:  # noqa: ASYNC110 - the lanes are tasks of this loop
            await asyncio.sleep(0)
    assert "one" not in channel.texts
    assert channel.texts.index("and then") < channel.texts.index("ring 999")
    held.set()
    await delivery.settled()


async def test_the_duty_number_is_tried_again_within_two_seconds_however_often_it_failed(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    channel.plan["ring 999"] = [not_sent() for _ in range(12)]
    put(store, "ring 999", urgent=True)
    while not channel.sent:
        await swept(delivery)
        waits = await delivery.sweep()
        assert channel.sent or waits <= 2
        clock.forward(2)


@pytest.mark.parametrize("fault", [UNCLEAR, not_sent()])
async def test_a_question_that_was_answered_meanwhile_is_not_shown_again(
    store: Store,
    delivery: Delivery,
    channel: FakeChannel,
    clock: StillClock,
    person_id: str,
    fault: Exception,
) -> None:
    card = await put_and_fail(store, delivery, channel, fault, person_id)
    add_step(store, 2, person_id)
    put(store, "next question", card=(DRAFT, 2))
    clock.forward(2)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["next question"]
    # Perhaps it was shown, and its person went on from it; or it never was.
    shown = fault is UNCLEAR
    assert row(store, card).sent_at == (A_TUESDAY if shown else None)
    assert row(store, card).failure == (None if shown else "overtaken")


@pytest.mark.parametrize("fault", [UNCLEAR, not_sent()])
async def test_a_question_that_was_answered_on_another_channel_is_not_shown_again(
    store: Store,
    delivery: Delivery,
    channel: FakeChannel,
    clock: StillClock,
    person_id: str,
    fault: Exception,
) -> None:
    """The next one is shown where it was answered: nothing newer is put for this chat."""
    await put_and_fail(store, delivery, channel, fault, person_id)
    add_step(store, 2, person_id)
    clock.forward(2)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == []


async def test_a_question_that_was_shown_anew_meanwhile_is_not_shown_again(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock, person_id: str
) -> None:
    await put_and_fail(store, delivery, channel, not_sent(), person_id)
    put(store, "the question once more", card=(DRAFT, 1))
    clock.forward(2)
    await swept(delivery)
    assert channel.texts == ["the question once more"]


async def test_a_question_is_still_shown_where_its_person_asked_for_help_or_another_went_on(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock, person_id: str
) -> None:
    await put_and_fail(store, delivery, channel, not_sent(), person_id)
    with store.reading() as session:
        other = session.exec(select(Person).where(Person.id != person_id)).first()
        assert other is not None
    add_step(store, 2, other.id)
    put(store, "what I can do")
    clock.forward(2)
    await swept(delivery)
    await swept(delivery)
    assert sorted(channel.texts) == ["question", "what I can do"]


async def test_what_a_process_that_died_may_have_sent_waits_until_its_reader_was_heard(
    store: Store, clock: StillClock, channel: FakeChannel, person_id: str
) -> None:
    (plain,) = put(store, "plain")
    (card,) = put(store, "question", card=(DRAFT, 1), to="another chat")
    with store.writing() as session:
        session.get_one(OutboxMessage, card).person_id = person_id
        assert outbox.claim(session, "telegram", now=A_TUESDAY, lease=LEASE)
    clock.forward(31)
    delivery = Delivery(store, {"telegram": channel}, clock, LEASE, catches_up=True)
    put(store, "new")
    put(store, "ring 999", urgent=True)
    await swept(delivery)
    assert channel.texts == ["ring 999"]
    add_step(store, 2, person_id)
    delivery.caught_up()
    await swept(delivery)
    assert channel.texts == ["ring 999", "plain", "new"]
    assert (row(store, card).sent_at, row(store, card).failure) == (A_TUESDAY, None)
    assert row(store, plain).sent_at is not None


async def test_a_lease_is_renewed_as_long_as_its_message_is_being_sent(
    store: Store, channel: FakeChannel
) -> None:
    clock, lease = MovableClock(A_TUESDAY), timedelta(seconds=0.3)
    delivery = Delivery(store, {"telegram": channel}, clock, lease)
    held = asyncio.Event()
    channel.plan["one"] = [held]
    (first,) = put(store, "one")
    running = asyncio.create_task(delivery.run())
    await channel.waiting.get()
    begun = row(store, first).leased_until
    assert begun is not None
    async with asyncio.timeout(PATIENCE):
        while (until := row(store, first).leased_until) == begun:
            await asyncio.wait({running}, timeout=0.01)
    assert until is not None
    assert until > begun
    # Renewed, and not run out and claimed anew.
    assert row(store, first).attempts == 1
    assert await swept(a_delivery(store, StillClock(), channel)) > 0
    assert channel.texts == []
    held.set()
    delivery.stop()
    await running
    assert channel.texts == ["one"]
