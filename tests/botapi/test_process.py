"""The stand-in as a process of its own: the same person's side, over HTTP."""

import asyncio
import json
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from tests.botapi import FaultKind, NotPossibleError, StandIn, running_apart
from tests.botapi.conftest import WORKER, bot_for

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="1:yes")]])


async def answer_once(bot: Bot, said: str) -> None:
    """Answer one update as a bot does: read, reply, confirm."""
    (update,) = await bot.get_updates(timeout=50)
    assert update.message is not None
    assert update.message.text == said
    await bot.send_message(WORKER, "Well?", reply_markup=KEYBOARD)
    await bot.get_updates(offset=update.update_id + 1)


async def test_a_person_and_a_bot_talk_through_it(tmp_path: Path) -> None:
    with running_apart(tmp_path / "state") as telegram:
        worker = telegram.person(WORKER)
        async with bot_for(telegram) as bot:
            worker.say("hello")
            answering = asyncio.create_task(answer_once(bot, "hello"))
            shown = await worker.seen("Well?")
            await answering
            assert shown.labels == [["Yes"]]
            assert worker.tap("Yes").update_id is not None
            with pytest.raises(NotPossibleError, match="no button 'No' on the screen"):
                worker.tap("No")
            (tapped,) = await bot.get_updates()
            assert tapped.callback_query is not None
            assert tapped.callback_query.data == "1:yes"
        written = (tmp_path / "state" / "calls.jsonl").read_text().splitlines()
        assert [json.loads(line)["method"] for line in written] == [
            call.method for call in telegram.calls
        ]


async def test_faults_and_clock_are_steered_from_outside(tmp_path: Path) -> None:
    with running_apart(tmp_path / "state") as telegram:
        telegram.person(WORKER).start_earlier()
        telegram.fault("sendMessage", FaultKind.DROP)
        async with bot_for(telegram) as bot:
            with pytest.raises(NetworkError):
                await bot.send_message(WORKER, "x")
        telegram.stop_clock()
        before = telegram.now()
        telegram.forward(60)
        assert telegram.now() == before + 60


def test_what_is_not_possible_says_why_over_http_too(tmp_path: Path) -> None:
    with running_apart(tmp_path / "state") as telegram:
        with pytest.raises(NotPossibleError, match="without text"):
            telegram.person(WORKER).say("  ")
        assert isinstance(telegram, StandIn)
        ready = json.loads((tmp_path / "state" / "ready.json").read_text())
        assert ready["port"] == telegram.port
