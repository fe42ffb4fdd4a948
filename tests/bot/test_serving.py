"""The whole program: starts in order, says what is wrong, stops at once."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from sqlmodel import col, select

from bot.channels.telegram.service import Telegram
from bot.channels.web.channel import WebIncoming
from bot.channels.web.server import PortInUseError
from bot.clock import MovableClock
from bot.config import load_served
from bot.delivery import Delivery
from bot.messages import Outgoing, to_json
from bot.serving import Runner, Services, open_services, telegram_settings
from bot.update import DutyNumbers
from prompts.loader import Guides, shipped
from reports.all_guides import note_guides
from storage import devices, outbox, seen, web_sessions
from storage.cipher import make_key
from storage.errors import GuideChangedError
from storage.outbox import NewMessage
from storage.session import Store
from storage.tables import GuideVersion, Person
from tests.bot.served import A_TUESDAY, DUTY, PRIYA, a_council, free_port, served, some_services
from tests.botapi import running

ROOT = Path(__file__).parents[2]
TOKEN = {"TELEGRAM_BOT_TOKEN": "1:x"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_council(tmp_path)
    yield made
    made.close()


async def get(address: str, path: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"{address}{path}")


async def test_the_web_serves_where_telegram_cannot_be_reached(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with running() as telegram:
        telegram.close_door()
        async with served(some_services(store, telegram)) as up:
            answer = await get(up.address, "/health")
            assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
            while "Telegram cannot be used" not in caplog.text:  # noqa: ASYNC110 - a line of the log
                await asyncio.sleep(0.001)
            await asyncio.sleep(0.6)
    assert caplog.text.count("Telegram cannot be used") == 1
    assert telegram.token not in caplog.text


async def test_without_a_token_there_is_no_telegram(store: Store) -> None:
    async with served(some_services(store)) as up:
        assert (await get(up.address, "/health")).status_code == 200
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.post(f"{up.address}/telegram/x")).status_code == 404


async def test_a_port_in_use_is_said_and_nothing_else_is_started(store: Store) -> None:
    with running() as telegram, socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with pytest.raises(PortInUseError, match="in use by another program"):
            async with served(some_services(store, telegram), port):
                pass
        assert telegram.calls == []


async def test_a_reminder_held_for_the_morning_goes_when_the_clock_gets_there(store: Store) -> None:
    clock = MovableClock(A_TUESDAY)
    with running() as telegram:
        phone = telegram.person(PRIYA)
        phone.start_earlier("Priya")
        with store.writing() as session:
            held = NewMessage(
                None,
                "telegram",
                str(PRIYA),
                to_json(Outgoing("Held until tomorrow")),
                not_before=A_TUESDAY + timedelta(hours=22),
            )
            outbox.put(session, [held], at=A_TUESDAY)
        async with served(some_services(store, telegram, clock=clock)) as up:
            await up.service.tick()
            assert telegram.count("sendMessage") == 0
            clock.forward(timedelta(hours=22))
            await up.service.tick()
            await phone.seen("Held until tomorrow")


async def test_a_guide_that_reads_differently_under_its_old_number_is_refused(
    store: Store,
) -> None:
    guides = shipped()
    note_guides(store, guides, A_TUESDAY)
    note_guides(store, guides, A_TUESDAY)
    place = next(iter(guides.digests()))
    changed = Guides({}, {**guides.digests(), place: "another"})
    with pytest.raises(GuideChangedError):
        Runner(Services(store, changed, DUTY))
    with store.reading() as session:
        noted = session.exec(select(GuideVersion)).all()
    assert len(noted) == len(guides.digests())


@pytest.mark.parametrize(
    ("duty", "warned"),
    [(DUTY, 0), (DutyNumbers(None, None), 1), (DutyNumbers("01632 960 100", None), 1)],
)
async def test_a_missing_duty_number_is_warned_of_at_start(
    store: Store, caplog: pytest.LogCaptureFixture, duty: DutyNumbers, warned: int
) -> None:
    caplog.set_level(logging.WARNING)
    async with served(Services(store, shipped(), duty)):
        pass
    assert caplog.text.count("a duty number is missing") == warned


BROKEN = RuntimeError("with words")


def breaking(of: type, method: str, monkeypatch: pytest.MonkeyPatch, times: int) -> asyncio.Event:
    """Let a method of a class break so many times; return what is set once it works."""
    whole, works = getattr(of, method), asyncio.Event()
    left = times

    async def breaks(*args: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left >= 0:
            raise BROKEN
        works.set()
        return await whole(*args, **named)

    monkeypatch.setattr(of, method, breaks)
    return works


@pytest.mark.parametrize(
    ("name", "of", "method"),
    [
        ("delivery", Delivery, "run"),
        ("telegram", Telegram, "run"),
        ("ticking", Runner, "_tick_on"),
        ("ticking", Runner, "tick"),
    ],
)
async def test_a_part_that_breaks_is_named_and_begun_again_while_the_others_work(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, of: type, method: str
) -> None:
    breaking(of, method, monkeypatch, times=1_000_000)
    with running() as telegram:
        async with served(some_services(store, telegram)) as up:
            answer = await get(up.address, "/health")
            while not answer.json().get("down"):
                answer = await get(up.address, "/health")
            assert (answer.status_code, answer.json()["down"]) == (503, [name])
            assert (await get(up.address, "/enter")).status_code == 200


@pytest.mark.parametrize(("of", "method"), [(Delivery, "run"), (Telegram, "run")])
async def test_a_part_that_broke_twice_works_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, of: type, method: str
) -> None:
    works = breaking(of, method, monkeypatch, times=2)
    with running() as telegram:
        phone = telegram.person(PRIYA)
        phone.start_earlier("Priya")
        async with served(some_services(store, telegram)):
            await works.wait()
            phone.say("/help")
            await phone.seen("/drafts shows")


async def test_a_server_that_breaks_listens_again_at_the_same_address(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers: list[uvicorn.Server] = []
    whole = uvicorn.Server.startup

    async def noted(server: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        servers.append(server)
        await whole(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "startup", noted)
    async with served(some_services(store)) as up:
        servers[0].should_exit = True
        while len(servers) < 2:  # noqa: ASYNC110 - the next server of the same part
            await asyncio.sleep(0.01)
        answer = await get(up.address, "/health")
        assert answer.json()["down"] == ["web"]


async def test_updates_that_were_set_aside_are_counted(store: Store) -> None:
    with store.writing() as session:
        seen.set_aside(session, "telegram", "1", "{}", "UnmappedError", A_TUESDAY)
    async with served(some_services(store)) as up:
        assert (await get(up.address, "/health")).json() == {"status": "ok", "set_aside": 1}


async def test_what_was_stored_by_the_web_reaches_telegram_at_once(store: Store) -> None:
    """The duty button, pressed in a browser, tells the supervisor on Telegram."""
    with running() as telegram:
        phone = telegram.person(502)
        phone.start_earlier("Sunil")
        with store.reading() as session:
            priya = session.exec(select(Person).where(col(Person.name) == "Priya Shah")).one()
        with store.writing() as session:
            devices.enrol(session, priya.id, "web", priya.id, A_TUESDAY)
        async with served(some_services(store, telegram)) as up:
            told = WebIncoming("web", priya.id, "a-token", button="!tell")
            await asyncio.to_thread(up.service.dialogue.receive, told, A_TUESDAY)
            await phone.seen("Priya Shah is ringing the duty team")


async def test_an_open_stream_does_not_hold_up_a_stop(store: Store) -> None:
    with store.writing() as session:
        priya = session.exec(select(Person).where(col(Person.name) == "Priya Shah")).one()
        token = web_sessions.start(session, priya.id, A_TUESDAY)
    async with (
        served(some_services(store)) as up,
        httpx.AsyncClient(trust_env=False, cookies={"understory": token}) as browser,
        browser.stream("GET", f"{up.address}/stream") as stream,
    ):
        assert stream.status_code == 200
        lines = stream.aiter_lines()
        assert await anext(lines) == ": still here"
        up.stop.set()
        with suppress(httpx.RemoteProtocolError):
            assert [line async for line in lines if line.startswith("event")] == []


def settings_in(folder: Path, **given: object) -> dict[str, object]:
    return {"UNDERSTORY_DATA": folder, "UNDERSTORY_KEY": make_key(), **given}


def test_the_settings_say_how_telegram_is_reached(tmp_path: Path, store: Store) -> None:
    plain = settings_in(tmp_path)
    assert telegram_settings(load_served(**plain), store) is None
    polled = telegram_settings(load_served(**plain, **TOKEN), store)
    assert polled is not None
    assert polled.webhook is None
    hooked = load_served(
        **plain,
        **TOKEN,
        UPDATE_MODE="webhook",
        PUBLIC_URL="https://example.org/",
    )
    hook = telegram_settings(hooked, store)
    assert hook is not None
    assert hook.webhook is not None
    assert hook.webhook.url.startswith("https://example.org/telegram/")


def test_a_house_opens_on_an_empty_folder(tmp_path: Path) -> None:
    services = open_services(load_served(**settings_in(tmp_path / "new")))
    services.store.check()
    services.store.close()


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_command_serves_until_a_signal_ends_it(
    tmp_path: Path, number: signal.Signals
) -> None:
    key = make_key()
    port = free_port()
    environment = {**os.environ, "UNDERSTORY_DATA": str(tmp_path), "UNDERSTORY_KEY": key}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        "--port",
        str(port),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line == f"Understory is running. Open http://127.0.0.1:{port}. Ctrl+C stops it.\n"
    ended = asyncio.create_task(process.communicate())
    # A terminal and what runs the program in it both tell it to end, and people do it again.
    while not ended.done():
        # `Process.send_signal` may find it ended, and then asyncio never learns how it ended.
        with suppress(ProcessLookupError):
            os.kill(process.pid, number)
        await asyncio.wait([ended], timeout=0.05)
    _, said = await ended
    assert process.returncode == 0, said.decode()
    assert b"ERROR" not in said
    assert b"a duty number is missing" in said


_LOADED = """
import sys
import bot.serving
slow = ("telegram", "httpx", "alembic", "openpyxl", "numpy", "onnxruntime", "pygments", "rich")
print(*(name for name in slow if name in sys.modules))
"""


@pytest.mark.long
def test_what_is_slow_to_load_is_loaded_where_it_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
