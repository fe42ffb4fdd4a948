"""Parts of the service that break are begun again, one by one."""

import asyncio
import logging

import pytest

from bot import parts
from bot.parts import Parts


@pytest.fixture(autouse=True)
def _steady_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "STEADY_SECONDS", 0.05)
    monkeypatch.setattr("bot.backoff.FIRST_SECONDS", 0.01)


async def test_one_that_breaks_is_down_until_it_has_run_steadily(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    kept, stop, begun = Parts(), asyncio.Event(), asyncio.Event()
    times = 0

    async def work() -> None:
        nonlocal times
        times += 1
        if times < 3:
            raise RuntimeError("with words")
        begun.set()
        await stop.wait()

    running = asyncio.create_task(kept.keep_running("delivery", work, stop))
    await begun.wait()
    assert kept.down() == ("delivery",)
    await asyncio.wait({running}, timeout=0.2)
    assert kept.down() == ()
    stop.set()
    await running
    assert "delivery broke" in caplog.text
    assert "with words" not in caplog.text


async def test_one_that_ends_by_itself_is_begun_again() -> None:
    kept, stop = Parts(), asyncio.Event()
    times = 0

    async def work() -> None:
        nonlocal times
        times += 1
        if times == 2:
            stop.set()

    await asyncio.wait_for(kept.keep_running("web", work, stop), 5)
    assert times == 2
    assert kept.down() == ("web",)


async def test_a_stop_ends_the_wait_before_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.backoff.FIRST_SECONDS", 60.0)
    kept, stop = Parts(), asyncio.Event()

    async def work() -> None:
        asyncio.get_running_loop().call_later(0.01, stop.set)
        raise RuntimeError

    await asyncio.wait_for(kept.keep_running("web", work, stop), 5)
