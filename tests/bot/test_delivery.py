"""The outbox, delivered: each address in order, never lost, twice only where it must be."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select, update
from typing_extensions import override

from bot.channels.web.channel import WebChannel
from bot.clock import Clock, MovableClock
from bot.delivery import Delivery
from bot.messages import DeliveryError, Outgoing, Shown, to_json
from storage import outbox, reminders
from storage.outbox import NewMessage
from storage.reminders import Due
from storage.session import Store
from storage.tables import AuditEvent, Identity, OutboxMessage, Person
from tests.bot.served import A_TUESDAY, PRIYA, a_council

LEASE = timedelta(seconds=30)
TO = str(PRIYA)


class StillClock(Clock):
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = A_TUESDAY

    @override
    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class FakeChannel:
    """Keeps what it is given; goes wrong as planned, a text at a time."""

    name = "telegram"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.plan: dict[str, list[Exception | asyncio.Event]] = {}
        self.waiting: asyncio.Queue[str] = asyncio.Queue()

    async def send(self, address: str, message: Outgoing) -> Shown:
        planned = self.plan.get(message.text, [])
        step = planned.pop(0) if planned else None
        if isinstance(step, asyncio.Event):
            self.waiting.put_nowait(message.text)
            await step.wait()
        elif step is not None:
            raise step
        self.sent.append((address, message.text))
        return Shown(f"m{len(self.sent)}")

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


GONE = DeliveryError("blocked or left", permanent=True, gone=True)
REFUSED = DeliveryError("Telegram refuses the message", permanent=True)
UNCLEAR = DeliveryError("the answer was lost", permanent=False, perhaps_sent=True)


def not_sent(retry_after: float | None = None) -> DeliveryError:
    return DeliveryError("Telegram cannot be reached", permanent=False, retry_after=retry_after)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_council(tmp_path)
    yield made
    made.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def delivery(store: Store, clock: StillClock, channel: FakeChannel) -> Delivery:
    return a_delivery(store, clock, channel)


def a_delivery(store: Store, clock: Clock, channel: FakeChannel) -> Delivery:
    return Delivery(store, {"telegram": channel, "web": WebChannel()}, clock, LEASE)


def put(store: Store, *texts: str, to: str = TO, **fields: object) -> list[str]:
    channel = str(fields.pop("channel", "telegram"))
    letters = [
        NewMessage(None, channel, to, to_json(Outgoing(text)), **fields)  # type: ignore[arg-type]
        for text in texts
    ]
    with store.writing() as session:
        return outbox.put(session, letters, at=A_TUESDAY)


def row(store: Store, message_id: str) -> OutboxMessage:
    with store.reading() as session:
        return session.get_one(OutboxMessage, message_id)


async def swept(delivery: Delivery) -> float:
    """Sweep until nothing more is on its way; return the seconds until more is due."""
    seconds = await delivery.sweep()
    await delivery.settled()
    return seconds


async def test_what_was_put_is_sent_in_order_and_settled(
    store: Store, delivery: Delivery, channel: FakeChannel
) -> None:
    ids = put(store, "one", "two", "three")
    await swept(delivery)
    assert channel.texts == ["one", "two", "three"]
    assert [row(store, i).external_id for i in ids] == ["m1", "m2", "m3"]
    assert all(row(store, i).sent_at == A_TUESDAY for i in ids)
    await swept(delivery)
    assert channel.texts == ["one", "two", "three"]


async def test_no_transaction_is_open_while_a_message_is_on_its_way(
    store: Store, delivery: Delivery, channel: FakeChannel
) -> None:
    held = asyncio.Event()
    channel.plan["one"] = [held]
    put(store, "one")
    await delivery.sweep()
    await channel.waiting.get()
    await asyncio.to_thread(put, store, "another may write")
    held.set()
    await delivery.settled()
    assert channel.texts == ["one"]


async def test_a_message_waits_for_its_hour(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    put(store, "held", not_before=A_TUESDAY + timedelta(seconds=20))
    put(store, "now")
    assert await swept(delivery) == pytest.approx(20)
    assert channel.texts == ["now"]
    clock.forward(20)
    await swept(delivery)
    assert channel.texts == ["now", "held"]


@pytest.mark.parametrize(("retry_after", "waits"), [(None, 0.25), (7.0, 7.0)])
async def test_what_did_not_leave_goes_again_after_a_while_before_what_came_later(
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
    assert channel.texts == []
    clock.forward(waits)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["one", "two", "three"]


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


async def test_another_address_does_not_wait(
    store: Store, delivery: Delivery, channel: FakeChannel
) -> None:
    held = asyncio.Event()
    channel.plan["slow"] = [held]
    put(store, "slow", to="1")
    put(store, "quick", to="2")
    await delivery.sweep()
    await channel.waiting.get()
    while channel.texts != ["quick"]:  # noqa: ASYNC110 - the other lane is a task of this loop
        await asyncio.sleep(0)
    held.set()
    await delivery.settled()


async def test_what_may_have_arrived_is_sent_again_once_the_lease_is_over(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    channel.plan["one"] = [UNCLEAR]
    put(store, "one", "two")
    await swept(delivery)
    clock.forward(29)
    await swept(delivery)
    assert channel.texts == []
    clock.forward(2)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["one", "two"]


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


async def test_a_claim_of_a_process_that_died_is_taken_over_after_its_lease(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    put(store, "one")
    with store.writing() as session:
        assert outbox.claim(session, "telegram", now=A_TUESDAY, lease=LEASE)
    put(store, "two")
    assert await swept(delivery) == pytest.approx(30)
    assert channel.texts == []
    clock.forward(31)
    await swept(delivery)
    await swept(delivery)
    assert channel.texts == ["one", "two"]


async def test_two_processes_send_each_message_once(
    store: Store, clock: StillClock, channel: FakeChannel
) -> None:
    put(store, *map(str, range(30)))
    both = [a_delivery(store, clock, channel) for _ in range(2)]
    while len(channel.sent) < 30:
        await asyncio.gather(*map(swept, both))
    assert channel.texts == [str(number) for number in range(30)]


async def test_a_clock_that_jumps_sends_nothing_twice(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    held = asyncio.Event()
    channel.plan["one"] = [held]
    put(store, "one", "two")
    await delivery.sweep()
    await channel.waiting.get()
    clock.forward(7 * 24 * 3600)
    put(store, "three")
    await delivery.sweep()
    held.set()
    for _ in range(3):
        await swept(delivery)
    assert channel.texts == ["one", "two", "three"]


async def test_the_web_is_delivered_to_by_being_stored(store: Store, delivery: Delivery) -> None:
    ids = put(store, "a reminder", channel="web", to="person")
    await swept(delivery)
    assert row(store, ids[0]).sent_at == A_TUESDAY


async def test_reminders_stand_behind_what_people_wait_for(
    store: Store, clock: StillClock, channel: FakeChannel
) -> None:
    with store.writing() as session:
        person = session.exec(select(Person)).first()
        assert person is not None
        due = Due(
            kind="agreement",
            subject="subject",
            due_on=A_TUESDAY.date(),
            person_id=person.id,
            practitioner_id=person.id,
            count=1,
            since=A_TUESDAY.date(),
        )
        digest_id = reminders.add_digest(session, person.id, due.due_on)
    for number in range(60):
        put(store, "reminder", to=f"chat {number}", digest_id=digest_id)
    put(store, "answer", to="chat 7")
    await a_delivery(store, clock, channel).sweep()
    await asyncio.sleep(0)
    while not channel.sent:  # noqa: ASYNC110 - the lanes are tasks of this loop
        await asyncio.sleep(0)
    assert channel.texts[0] == "answer"


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


async def run_until(delivery: Delivery, condition: Callable[[], bool]) -> None:
    """Run a delivery until a condition holds, then stop it."""
    running = asyncio.create_task(delivery.run())
    while not condition() and not running.done():  # noqa: ASYNC110 - see the docstring
        await asyncio.sleep(0.001)
    delivery.stop()
    await running


async def test_it_sends_at_once_what_is_stored_while_it_runs(
    store: Store, channel: FakeChannel
) -> None:
    delivery = a_delivery(store, MovableClock(A_TUESDAY), channel)

    async def say() -> None:
        for number in range(3):
            await asyncio.to_thread(put, store, str(number))
            delivery.deliver_now()

    running = asyncio.create_task(run_until(delivery, lambda: len(channel.sent) == 3))
    await say()
    await running
    assert channel.texts == ["0", "1", "2"]


async def test_stopping_lets_what_is_on_its_way_arrive_and_gives_the_rest_back(
    store: Store, delivery: Delivery, channel: FakeChannel, clock: StillClock
) -> None:
    held = asyncio.Event()
    channel.plan["one"] = [held]
    _, second = put(store, "one", "two")
    running = asyncio.create_task(delivery.run())
    await channel.waiting.get()
    delivery.stop()
    held.set()
    await running
    assert channel.texts == ["one"]
    assert row(store, second).leased_until is None
    await swept(a_delivery(store, clock, channel))
    assert channel.texts == ["one", "two"]


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
