"""The outbox, delivered: each address in order, and at once."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import MovableClock
from bot.delivery import Delivery
from storage import reminders
from storage.reminders import Due
from storage.session import Store
from storage.tables import Person
from tests.bot.delivery.deliveries import (
    FakeChannel,
    StillClock,
    a_delivery,
    put,
    row,
    run_until,
    swept,
)
from tests.bot.served import A_TUESDAY


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
