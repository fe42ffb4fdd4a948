"""Faults: what the caller sees, and what Telegram did all the same."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.botapi import ANY_METHOD, FaultKind, InThread, NotPossibleError, Person


async def test_a_connection_dropped_looks_the_same_before_and_after_acceptance(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    seen = []
    for kind in (FaultKind.DROP, FaultKind.DROP_ACCEPTED):
        telegram.fault("sendMessage", kind)
        with pytest.raises(NetworkError) as failed:
            await bot.send_message(worker.chat_id, kind.value)
        seen.append((type(failed.value), failed.value.message))
    assert seen[0] == seen[1]
    assert [shown.text for shown in worker.screen()] == [FaultKind.DROP_ACCEPTED.value]
    assert [call.accepted for call in telegram.calls_of("sendMessage")] == [False, True]
    await bot.send_message(worker.chat_id, "well again")


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        (FaultKind.SERVER_ERROR, False),
        (FaultKind.BAD_GATEWAY, False),
        (FaultKind.BAD_GATEWAY_ACCEPTED, True),
    ],
)
async def test_a_server_error_is_a_network_error(
    bot: Bot, telegram: InThread, worker: Person, kind: FaultKind, accepted: bool
) -> None:
    telegram.fault("sendMessage", kind)
    with pytest.raises(NetworkError):
        await bot.send_message(worker.chat_id, "x")
    assert len(worker.screen()) == accepted


async def test_too_many_requests_say_how_long_to_wait(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.fault(ANY_METHOD, FaultKind.RETRY_AFTER, retry_after=7)
    with pytest.raises(RetryAfter) as asked:
        await bot.send_message(worker.chat_id, "x")
    assert asked.value.retry_after == timedelta(seconds=7)
    assert telegram.calls[-1].code == 429
    await bot.send_message(worker.chat_id, "x")
    assert [shown.text for shown in worker.screen()] == ["x"]


async def test_a_fault_counts_calls_and_skips_those_before_it(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.fault("sendMessage", FaultKind.BAD_GATEWAY, times=2, skip=1)
    went_well = []
    for text in ("a", "b", "c", "d"):
        try:
            await bot.send_message(worker.chat_id, text)
            went_well.append(text)
        except NetworkError:
            pass
    assert went_well == ["a", "d"]


async def test_faults_can_be_taken_back(bot: Bot, telegram: InThread, worker: Person) -> None:
    telegram.fault("sendMessage", FaultKind.DROP, times=9)
    telegram.clear_faults()
    await bot.send_message(worker.chat_id, "x")
    assert [shown.text for shown in worker.screen()] == ["x"]


@pytest.mark.parametrize(
    ("kind", "seen_meanwhile"), [(FaultKind.HOLD, 0), (FaultKind.HOLD_ACCEPTED, 1)]
)
async def test_a_held_call_goes_on_when_it_is_released(
    bot: Bot, telegram: InThread, worker: Person, kind: FaultKind, seen_meanwhile: int
) -> None:
    telegram.fault("sendMessage", kind)
    sending = asyncio.create_task(bot.send_message(worker.chat_id, "x"))
    await asyncio.to_thread(telegram.wait_for_held)
    assert len(worker.screen()) == seen_meanwhile
    telegram.release()
    assert (await sending).text == "x"
    assert len(worker.screen()) == 1


async def test_a_caller_that_gives_up_on_a_held_call_times_out(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.fault("sendMessage", FaultKind.HOLD_ACCEPTED)
    with pytest.raises(TimedOut):
        await bot.send_message(worker.chat_id, "x", read_timeout=0.05)
    assert len(worker.screen()) == 1


def test_releasing_when_nothing_is_held_is_an_error(telegram: InThread) -> None:
    with pytest.raises(NotPossibleError, match="no call is held"):
        telegram.release()


async def test_a_poll_dropped_after_acceptance_confirms_what_its_offset_says(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    said = worker.say("one")
    assert said.update_id is not None
    telegram.fault("getUpdates", FaultKind.DROP_ACCEPTED)
    with pytest.raises(NetworkError):
        await bot.get_updates(offset=said.update_id)
    assert len(await bot.get_updates(offset=said.update_id)) == 1
    telegram.fault("getUpdates", FaultKind.DROP)
    with pytest.raises(NetworkError):
        await bot.get_updates(offset=said.update_id + 1)
    assert len(telegram.pending) == 1
    telegram.fault("getUpdates", FaultKind.DROP_ACCEPTED)
    with pytest.raises(NetworkError):
        await bot.get_updates(offset=said.update_id + 1)
    assert telegram.pending == []


async def test_a_closed_door_refuses_connections_and_forgets_nothing(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    await bot.send_message(worker.chat_id, "before")
    telegram.close_door()
    with pytest.raises(NetworkError):
        await bot.send_message(worker.chat_id, "lost")
    worker.say("meanwhile")
    telegram.open_door()
    assert [update.message.text for update in await bot.get_updates() if update.message] == [
        "meanwhile"
    ]
    assert [shown.text for shown in worker.screen()] == ["before", "meanwhile"]


async def test_a_door_that_closes_cuts_a_waiting_poll(bot: Bot, telegram: InThread) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(telegram.wait_for_received, "getUpdates")
    telegram.close_door()
    with pytest.raises(NetworkError):
        await polling
