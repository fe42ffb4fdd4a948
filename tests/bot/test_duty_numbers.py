"""Whom to ring stands on every error page and in every error sentence, from settings alone."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session

from bot.channels.web.starting import answering
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from bot.update import DutyNumbers
from prompts.loader import shipped
from storage.errors import (
    RecordsBusyError,
    RecordsDamagedError,
    RecordsFullError,
    RecordsMovedError,
    RecordsUnreachableError,
    StorageError,
)
from tests.bot.channels.web.contexts import Council, a_council, over_asgi, signed_in
from tests.bot.served import free_port
from tests.conversations.play import Stage

DUTY = DutyNumbers("01632 960 100", "01632 960 417")
NIGHT = timedelta(hours=14)
OUTAGES = (
    RecordsBusyError,
    RecordsDamagedError,
    RecordsFullError,
    RecordsMovedError,
    RecordsUnreachableError,
)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path, duty=DUTY, busy_seconds=0.05) as made:
        yield made


def breaks(kind: type[StorageError]) -> object:
    def broken(*_given: object) -> None:
        raise kind("the records")

    return broken


@pytest.mark.parametrize("kind", OUTAGES)
@pytest.mark.parametrize("way", ["a page", "tonight"])
async def test_a_page_says_whom_to_ring_whatever_the_records_do(
    council: Council, monkeypatch: pytest.MonkeyPatch, kind: type[StorageError], way: str
) -> None:
    browser = signed_in(council, council.practitioner)
    monkeypatch.setattr("storage.session.Store.reading", breaks(kind))
    monkeypatch.setattr("storage.session.Store.writing", breaks(kind))
    async with browser as client:
        if way == "a page":
            answer = await client.get("/")
        else:
            answer = await client.post("/say", data={"text": "tonight"})
    assert answer.status_code == 503
    assert "Duty team until 18:00: 01632 960 100." in answer.text
    assert "ring 999" in answer.text


async def test_tonight_is_answered_while_the_records_are_locked(council: Council) -> None:
    browser = signed_in(council, council.practitioner)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with council.context.store.writing():
            held.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    async with browser as client:
        said = await client.post("/say", data={"text": "tonight", "token": "x" * 20})
    done.set()
    holder.join()
    assert "Duty team until 18:00: 01632 960 100." in said.text.split("<footer")[0]


@pytest.mark.parametrize("path", ["/nothing-here", "/records/none", "/summary/none", "/now"])
async def test_every_error_page_has_the_number_of_this_hour(council: Council, path: str) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with over_asgi(council.context) as client:
        by_day = await client.get(path, headers={"accept": "*/*"})
        clock.forward(NIGHT)
        by_night = await client.get(path, headers={"accept": "*/*"})
        not_ours = await client.get(path, headers={"host": "elsewhere.example"})
    assert "Duty team until 18:00: 01632 960 100." in by_day.text
    assert "01632 960 417." in by_night.text.split("<footer")[0]
    assert "01632 960 417." in not_ours.text.split("<footer")[0]


async def test_a_page_that_stays_open_has_both_numbers(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await client.get("/")
    assert "from 8 to 18 on working days: 01632 960 100." in page.text
    assert "At all other times: 01632 960 417." in page.text


async def test_without_a_number_999_and_the_switchboard_are_said(tmp_path: Path) -> None:
    with a_council(tmp_path) as council:
        async with over_asgi(council.context) as client:
            page = await client.get("/nothing-here", headers={"accept": "*/*"})
    assert "No duty number is set here. Ring 999, or your council&#39;s switchboard." in page.text


def test_an_update_that_is_set_aside_is_answered_with_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path, datetime.fromisoformat("2026-11-24T23:00+00:00"))

    def fail(*_given: object) -> None:
        raise ValueError("an unforeseen thing")

    monkeypatch.setattr("bot.dialogue.answer", fail)
    stage.dialogue = Dialogue(stage.store, shipped(), DUTY)
    stage.receive("Priya", text="visited 0417")
    assert "Duty team until 8:00 tomorrow: 01632 960 417." in stage.shown["Priya"][-1].text


async def test_while_the_records_are_opened_every_address_says_whom_to_ring() -> None:
    port = free_port()
    clock = MovableClock(datetime.fromisoformat("2026-11-24T10:00+00:00"))
    with answering("127.0.0.1", port, DUTY, clock):
        async with httpx.AsyncClient(
            trust_env=False, base_url=f"http://127.0.0.1:{port}"
        ) as client:
            for path in ("/", "/now", "/records/x", "/static/understory.css"):
                page = await client.get(path)
                assert page.status_code == 503
                assert "01632 960 100" in page.text
                assert page.headers["cache-control"] == "no-store"
            sent = await client.post("/say", data={"text": "tonight"})
            assert "01632 960 100" in sent.text
            health = await client.get("/health")
            assert (health.status_code, health.json()["reason"]) == (503, "The server is starting.")
    with socket.create_server(("127.0.0.1", port)):
        pass  # the address is free for the server itself
    await asyncio.sleep(0)


def test_nothing_of_it_asks_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said while they are gone must not need them."""
    from bot.channels.web.pages import message_without_records  # noqa: PLC0415

    monkeypatch.setattr(Session, "__init__", breaks(RecordsUnreachableError))
    now = datetime.fromisoformat("2026-11-24T10:00+00:00")
    assert "01632 960 100" in message_without_records("busy", DUTY, now)
