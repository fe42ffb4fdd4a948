"""What does not arrive: sent again, given up or taken over, and twice only where it must be."""

import asyncio
import logging

import pytest
from sqlmodel import col, select, update

from bot.clock import MovableClock
from bot.delivery import Delivery
from storage import outbox
from storage.errors import RecordsBusyError
from storage.session import Store
from storage.tables import AuditEvent, Identity, OutboxMessage
from tests.bot.delivery.deliveries import (
    GONE,
    LEASE,
    REFUSED,
    TO,
    UNCLEAR,
    FakeChannel,
    StillClock,
    a_delivery,
    not_sent,
    put,
    row,
    run_until,
    swept,
)
from tests.bot.served import A_TUESDAY


@pytest.mark.parametrize(("retry_after", "waits"), [(None, 0.25), (7.0, 7.0)])
async def test_what_did_not_leave_goes_again_after_a_while_and_holds_up_nothing_later(
    store: Store,
    delivery: Delivery,
    channel: FakeChannel,
    clock: StillClock,
    retry_after: float | None,
    waits: float,
) -> None:
    channel.plan["one"] = [not_sent(retry_after)]
    put(store, "one", "two")
    await swept(delivery)
    put(store, "three")
    assert await swept(delivery) == pytest.approx(waits)
    assert channel.texts == ["three"]
    clock.forward(waits)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["three", "one", "two"]


async def test_the_waits_grow_while_telegram_cannot_be_reached(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    channel.plan["one"] = [not_sent() for _ in range(12)]
    put(store, "one")
    waits = []
    while not channel.sent:
        await swept(delivery)
        if not channel.sent:
            waits.append(await delivery.sweep())
            clock.forward(waits[-1])
    assert waits == sorted(waits)
    assert waits[0] < 1
    assert waits[-1] == 60


async def test_what_may_have_arrived_is_sent_again_after_a_second(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    channel.plan["one"] = [UNCLEAR]
    first, _ = put(store, "one", "two")
    await swept(delivery)
    assert row(store, first).perhaps_shown_at == A_TUESDAY
    clock.forward(0.9)
    await swept(delivery)
    assert channel.texts == []
    clock.forward(0.2)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["one", "two"]


async def test_what_is_sent_and_not_settled_is_settled_later_and_not_sent_again(
    store: Store,
    delivery: Delivery,
    channel: FakeChannel,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(*_: object) -> None:
        raise RecordsBusyError

    (first,) = put(store, "one")
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "settle_sent", locked)
        await swept(delivery)
    clock.forward(31)
    await swept(delivery)
    assert channel.texts == ["one"]
    assert row(store, first).external_id == "m1"


async def test_an_address_that_is_gone_gets_nothing_more_and_it_is_written_down(
    store: Store, delivery: Delivery, channel: FakeChannel, caplog: pytest.LogCaptureFixture
) -> None:
    channel.plan["one, with words"] = [GONE]
    first, second = put(store, "one, with words", "two")
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == []
    assert row(store, first).failure == "blocked or left"
    assert row(store, second).failed_at == A_TUESDAY
    with store.reading() as session:
        identity = session.exec(select(Identity).where(Identity.address == TO)).one()
        deeds = session.exec(select(AuditEvent.deed, AuditEvent.noun_id)).all()
    assert (identity.stopped_at, identity.unreachable_at) == (None, A_TUESDAY)
    assert ("message given up", first) in deeds
    assert first in caplog.text
    assert "with words" not in caplog.text


async def test_a_message_that_is_refused_is_given_up_and_the_next_one_goes(
    store: Store, delivery: Delivery, channel: FakeChannel
) -> None:
    channel.plan["one"] = [REFUSED]
    first, _ = put(store, "one", "two")
    await swept(delivery)
    assert channel.texts == ["two"]
    assert row(store, first).failure == "Telegram refuses the message"
    with store.reading() as session:
        lost = select(Identity).where(col(Identity.unreachable_at).is_not(None))
        assert session.exec(lost).all() == []


async def test_a_fault_in_the_program_is_tried_again_then_given_up_loudly(
    store: Store,
    delivery: Delivery,
    channel: FakeChannel,
    clock: StillClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    channel.plan["one"] = [ValueError("one") for _ in range(5)]
    (first,) = put(store, "one")
    for _ in range(5):
        await swept(delivery)
        clock.forward(31)
    put(store, "two")
    await swept(delivery)
    assert row(store, first).failure == "a fault in the program"
    assert channel.texts == ["two"]
    assert caplog.text.count(f"{first} was not sent: ValueError") == 5


async def test_a_claim_of_a_process_that_died_is_taken_over_after_its_lease_and_comes_first(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    put(store, "one")
    with store.writing() as session:
        assert outbox.claim(session, "telegram", now=A_TUESDAY, lease=LEASE)
    put(store, "two")
    put(store, "ring 999", urgent=True)
    await swept(delivery)
    assert channel.texts == ["ring 999"]
    clock.forward(31)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["ring 999", "one", "two"]


async def test_a_message_that_cannot_be_opened_holds_up_nobody(
    store: Store, delivery: Delivery, channel: FakeChannel, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = put(store, "one", "two")
    with store.writing() as session:
        moved = update(OutboxMessage).where(col(OutboxMessage.id) == first)
        session.connection().execute(moved.values(body=row(store, _).body))
    await swept(delivery)
    assert channel.texts == ["two"]
    assert row(store, first).failure == "cannot be read"
    assert f"{first} cannot be read" in caplog.text


async def test_records_that_cannot_be_reached_are_waited_for(
    store: Store, channel: FakeChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    put(store, "one")
    locked = Store(store.url, store.cipher, busy_seconds=0.01)
    delivery = a_delivery(locked, MovableClock(A_TUESDAY), channel)
    with store.writing():
        running = asyncio.create_task(run_until(delivery, lambda: bool(channel.sent)))
        while "cannot be reached" not in caplog.text:  # noqa: ASYNC110 - a line of the log
            await asyncio.sleep(0.001)
    await running
    locked.close()
    assert channel.texts == ["one"]
