"""getUpdates: what is confirmed, what is served again, and who may poll."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict

from tests.botapi import InThread, Person
from tests.botapi.conftest import bot_for

HOURS = 60 * 60


def numbers(updates: tuple[Update, ...]) -> list[int]:
    return [update.update_id for update in updates]


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_an_update_is_served_again_until_a_higher_offset_confirms_it(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    first, second = worker.say("one").update_id, worker.say("two").update_id
    assert first is not None
    assert numbers(await bot.get_updates()) == [first, second]
    assert numbers(await bot.get_updates(offset=first)) == [first, second]
    assert numbers(await bot.get_updates(offset=first + 1)) == [second]
    assert numbers(await bot.get_updates()) == [second]
    assert numbers(await bot.get_updates(offset=first + 2)) == []
    assert telegram.pending == []


async def test_waiting_for_confirmation_ends_with_the_offset_that_confirms(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    said = worker.say("one")
    assert said.update_id is not None
    waiting = asyncio.create_task(asyncio.to_thread(telegram.wait_until_confirmed))
    await bot.get_updates()
    assert not waiting.done()
    polling = asyncio.create_task(bot.get_updates(offset=said.update_id + 1, timeout=50))
    await waiting
    worker.say("two")
    assert texts(await polling) == ["two"]


async def test_the_limit_leaves_the_rest_waiting(bot: Bot, worker: Person) -> None:
    for text in ("one", "two", "three"):
        worker.say(text)
    assert texts(await bot.get_updates(limit=2)) == ["one", "two"]


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, worker: Person) -> None:
    for text in ("one", "two", "three"):
        worker.say(text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_an_offset_far_in_the_future_confirms_nothing(bot: Bot, worker: Person) -> None:
    worker.say("one")
    assert texts(await bot.get_updates(offset=2_000_000_000)) == ["one"]


async def test_a_long_poll_answers_as_soon_as_something_comes(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(until_called, telegram, "getUpdates", 1)
    worker.say("at last")
    assert texts(await polling) == ["at last"]


async def test_a_long_poll_that_ends_in_silence_answers_nothing(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_long_poll_ends_the_first_with_a_conflict(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    async with bot_for(telegram) as other:
        first = asyncio.create_task(bot.get_updates(timeout=50))
        await asyncio.to_thread(until_called, telegram, "getUpdates", 1)
        second = asyncio.create_task(other.get_updates(timeout=50))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        worker.say("for the second")
        assert texts(await second) == ["for the second"]


async def test_polling_while_a_webhook_is_set_is_a_conflict(bot: Bot, telegram: InThread) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(until_called, telegram, "getUpdates", 1)
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await waiting
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_poll_whose_client_died_loses_nothing(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(until_called, telegram, "getUpdates", 1)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    worker.say("answered to nobody")
    assert texts(await bot.get_updates()) == ["answered to nobody"]


async def test_only_kinds_asked_for_when_they_happened_are_served(bot: Bot, worker: Person) -> None:
    assert await bot.get_updates(allowed_updates=["callback_query"]) == ()
    unheard = worker.say("unheard")
    assert unheard.update_id is None
    assert await bot.get_updates(allowed_updates=[]) == ()
    worker.say("heard")
    assert texts(await bot.get_updates()) == ["heard"]


async def test_the_kinds_are_remembered_between_calls(bot: Bot, worker: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await bot.get_updates()
    assert worker.say("unheard").update_id is None


async def test_messages_wait_24_hours_and_taps_two_and_a_half_minutes(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="1:yes")]])
    await bot.send_message(worker.chat_id, "Well?", reply_markup=keyboard)
    worker.say("said")
    worker.tap("Yes")
    telegram.forward(151)
    assert [update.callback_query for update in await bot.get_updates()] == [None]
    telegram.forward(24 * HOURS)
    assert await bot.get_updates() == ()


async def test_a_repeated_update_arrives_again_though_it_was_confirmed(
    bot: Bot, worker: Person
) -> None:
    said = worker.say("once")
    assert said.update_id is not None
    await bot.get_updates()
    assert await bot.get_updates(offset=said.update_id + 1) == ()
    worker.repeat(said)
    assert numbers(await bot.get_updates(offset=said.update_id + 1)) == [said.update_id]
    assert await bot.get_updates(offset=said.update_id + 1) == ()


async def test_update_numbers_can_start_anywhere(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    assert worker.say("high", update_id=900).update_id == 900
    assert numbers(await bot.get_updates(offset=0)) == [900]
    assert await bot.get_updates(offset=901) == ()
    telegram.set_next_update_id(17)
    worker.say("after a quiet week")
    assert numbers(await bot.get_updates(offset=0)) == [17]


def until_called(telegram: InThread, method: str, count: int) -> None:
    """Return once a call was received; a long poll is not answered yet."""
    telegram.wait_for_received(method, count)
