"""The ticking: it goes on, one tick at a time, whatever a tick does."""

import asyncio
import logging
import time
from datetime import datetime, timedelta, tzinfo

import pytest
from typing_extensions import override

from bot.scheduler import Scheduler


class Ticks:
    def __init__(self, fails: int = 0) -> None:
        self.count = 0
        self.fails = fails
        self.at_once = 0
        self.most_at_once = 0
        self.heard: asyncio.Queue[int] = asyncio.Queue()
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self) -> None:
        self.count += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.heard.put_nowait(self.count)
        await self.gate.wait()
        self.at_once -= 1
        if self.count <= self.fails:
            raise ValueError("what somebody wrote")


async def test_it_ticks_again_and_again_until_it_is_stopped() -> None:
    ticks = Ticks()
    scheduler = Scheduler(ticks, every_seconds=0.01)
    scheduler.start()
    assert [await ticks.heard.get() for _ in range(3)] == [1, 2, 3]
    scheduler.stop()
    counted = ticks.count
    await asyncio.sleep(0.05)
    assert ticks.count == counted


async def test_a_tick_that_fails_ends_nothing_and_says_so_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    ticks = Ticks(fails=1)
    scheduler = Scheduler(ticks, every_seconds=0.01)
    scheduler.start()
    assert [await ticks.heard.get() for _ in range(2)] == [1, 2]
    scheduler.stop()
    assert "a tick failed: ValueError at" in caplog.text
    assert "somebody wrote" not in caplog.text


async def test_one_tick_at_a_time_and_a_late_one_still_comes() -> None:
    ticks = Ticks()
    ticks.gate.clear()
    scheduler = Scheduler(ticks, every_seconds=0.01)
    scheduler.start()
    await ticks.heard.get()
    await asyncio.sleep(0.05)
    assert ticks.heard.empty()
    ticks.gate.set()
    assert await ticks.heard.get() == 2
    scheduler.stop()
    assert ticks.most_at_once == 1


async def test_a_loop_that_was_held_up_ticks_once_for_all_it_missed() -> None:
    ticks = Ticks()
    scheduler = Scheduler(ticks, every_seconds=0.02)
    scheduler.start()
    await ticks.heard.get()
    _hold_up_the_loop(0.3)
    before = ticks.count
    await ticks.heard.get()
    scheduler.stop()
    assert ticks.count - before <= 2


def _hold_up_the_loop(seconds: float) -> None:
    time.sleep(seconds)


class SetBack(datetime):
    """The time of day after somebody set the clock back by two hours."""

    @override
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "SetBack":
        return super().now(tz) - timedelta(hours=2)


async def test_it_ticks_on_where_the_clock_was_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = Ticks()
    scheduler = Scheduler(ticks, every_seconds=0.05)
    scheduler.start()
    assert await ticks.heard.get() == 1
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetBack)
    monkeypatch.setattr("bot.scheduler.datetime", SetBack)
    counted = ticks.count
    while ticks.count < counted + 5:
        await ticks.heard.get()
    scheduler.stop()
