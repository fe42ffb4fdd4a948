import asyncio
import logging
import sys
from collections.abc import Iterator

import pytest

from bot import logs

WORDS = "Kayleigh hid behind the sofa"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.raiseExceptions = True


def fail_twice() -> None:
    try:
        int(WORDS)
    except ValueError as cause:
        raise KeyError(WORDS) from cause


def test_an_error_is_logged_by_kind_and_place_and_never_by_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.start()
    try:
        fail_twice()
    except KeyError:
        logging.getLogger("bot.dialogue").exception("update %s failed", "12ab")
    said = capsys.readouterr().err
    assert "ERROR bot.dialogue update 12ab failed" in said
    assert "KeyError at tests/bot/test_logs.py:" in said
    assert "ValueError at tests/bot/test_logs.py:" in said
    assert WORDS not in said


def test_starting_twice_logs_once(capsys: pytest.CaptureFixture[str]) -> None:
    logs.start()
    logs.start()
    logging.getLogger("bot").warning("once")
    assert capsys.readouterr().err.count("once") == 1


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11"])
def test_the_address_that_holds_the_bots_token_is_not_logged(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start(logging.DEBUG)
    logging.getLogger(name).info("HTTP Request: POST https://api.telegram.org/bot1:secret/getMe")
    assert capsys.readouterr().err == ""


def test_a_task_that_failed_unseen_is_logged_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fail() -> None:
        raise ValueError(WORDS)

    async def leave_it() -> None:
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        asyncio.get_running_loop().call_exception_handler(
            {
                "message": "Task exception was never retrieved",
                "exception": task.exception(),
                "future": task,
            }
        )

    logs.start()
    asyncio.run(leave_it())
    said = capsys.readouterr().err
    assert "Task exception was never retrieved" in said
    assert "ValueError at " in said
    assert WORDS not in said


def test_what_logging_itself_cannot_write_is_not_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.start()
    [handler] = [h for h in logging.getLogger().handlers if isinstance(h, logs.ToStandardError)]
    handler.emit(logging.LogRecord("bot", logging.WARNING, __file__, 1, "%d", (WORDS,), None))
    assert WORDS not in capsys.readouterr().err


def test_a_closed_standard_error_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    logs.start()
    monkeypatch.setattr(sys, "stderr", Closed())
    logging.getLogger("bot").warning("unheard")
