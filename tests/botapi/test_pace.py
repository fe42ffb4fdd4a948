"""Rate limits: a burst, then one a second for a chat, and 30 a second in all."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.botapi import InThread, Person


async def test_a_burst_passes_and_the_next_message_has_to_wait(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    telegram.limit(5)
    for number in range(5):
        await bot.send_message(worker.chat_id, str(number))
    with pytest.raises(RetryAfter) as asked:
        await bot.send_message(worker.chat_id, "too fast")
    assert asked.value.retry_after == timedelta(seconds=1)
    telegram.forward(1)
    await bot.send_message(worker.chat_id, "in time")
    assert len(worker.screen()) == 6


async def test_one_chat_does_not_slow_another(bot: Bot, telegram: InThread, worker: Person) -> None:
    telegram.stop_clock()
    telegram.person(502).start_earlier()
    telegram.limit(1)
    await bot.send_message(worker.chat_id, "x")
    await bot.send_message(502, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(502, "y")


async def test_edits_count_as_messages_do(bot: Bot, telegram: InThread, worker: Person) -> None:
    telegram.stop_clock()
    telegram.limit(1)
    sent = await bot.send_message(worker.chat_id, "x")
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("y", worker.chat_id, sent.id)
    assert worker.screen()[0].text == "x"


async def test_thirty_messages_a_second_is_all(bot: Bot, telegram: InThread) -> None:
    telegram.stop_clock()
    telegram.limit(5)
    people = range(1, 32)
    for number in people:
        telegram.person(number).start_earlier()
    for number in people[:30]:
        await bot.send_message(number, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30], "x")


async def test_without_a_limit_nothing_is_slowed(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.limit(1)
    telegram.limit(None)
    for number in range(8):
        await bot.send_message(worker.chat_id, str(number))
    assert len(worker.screen()) == 8
