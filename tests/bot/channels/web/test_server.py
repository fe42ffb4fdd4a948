"""Starting and stopping the server, and whether all is well."""

import asyncio
import shutil
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.web.app import create_app
from bot.channels.web.server import ListenError, PortInUseError, listen, serve
from storage import seen
from storage.session import embedded_url
from tests.bot.channels.web.contexts import HOST, Council, over_asgi, serving


def test_it_is_well_once_it_answers(council: Council) -> None:
    with serving(council.context) as server:
        answer = httpx.get(f"{server.address}/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "server" not in answer.headers


async def test_it_is_well_and_says_so_where_texts_are_read_less_well(council: Council) -> None:
    trouble = "linear: the model could not be loaded"
    context = replace(council.context, reader_trouble=lambda: trouble)
    async with over_asgi(context) as client:
        answer = await client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "evidence_reader": trouble}


async def test_it_says_so_where_rows_are_dated_in_the_future(council: Council) -> None:
    later = council.context.clock.now() + timedelta(hours=2)
    with council.context.store.writing() as session:
        seen.first_sight(session, "web", "a.b", person_id=None, said=None, at=later)
    async with over_asgi(council.context) as client:
        answer = await client.get("/health")
    said = "Updates and deeds dated in the future: 1. Check this server's clock."
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "clock": said})


async def test_a_port_in_use_is_said_in_one_sentence(council: Council) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError) as refused:
            await serve(create_app(council.context), HOST, port, None, asyncio.Event())
    assert f"Port {port} is in use by another program." in str(refused.value)


async def test_an_address_of_another_computer_is_refused(council: Council) -> None:
    with pytest.raises(ListenError, match=r"I cannot listen on 192\.0\.2\.1"):
        await serve(create_app(council.context), "192.0.2.1", 8000, None, asyncio.Event())


@pytest.mark.parametrize("host", [HOST, "::1"])
def test_no_part_of_an_answer_waits_for_the_client_to_say_that_it_has_the_rest(host: str) -> None:
    with listen(host, 0) as listening, socket.create_connection(listening.getsockname()[:2]):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


async def test_told_to_stop_before_it_began_it_stops(council: Council) -> None:
    stop = asyncio.Event()
    stop.set()
    await serve(create_app(council.context), HOST, 0, None, stop)


async def test_it_is_not_well_once_it_stops(council: Council) -> None:
    app = create_app(council.context)
    async with over_asgi(council.context, app) as client:
        app.state.watch.stop()
        stopping = await client.get("/health")
    assert (stopping.status_code, stopping.json()["reason"]) == (503, "The server is stopping.")


async def test_it_is_not_well_without_its_records(council: Council, tmp_path: Path) -> None:
    records = Path(embedded_url(tmp_path).split("///", 1)[1])
    async with over_asgi(council.context) as client:
        shutil.move(records, records.with_suffix(".away"))
        away = await client.get("/health")
        shutil.move(records.with_suffix(".away"), records)
        back = await client.get("/health")
    assert (away.status_code, away.json()["reason"]) == (503, "The records cannot be reached.")
    assert back.status_code == 200


async def test_telegrams_updates_are_passed_on_with_its_secret(council: Council) -> None:
    got: list[tuple[bytes, str]] = []

    async def take(body: bytes, secret: str) -> int:
        got.append((body, secret))
        return 200 if secret else 403

    context = replace(council.context, webhook=take)
    async with over_asgi(context) as client:
        headers = {"x-telegram-bot-api-secret-token": "right"}
        known = await client.post("/telegram/updates", content=b"{}", headers=headers)
        unknown = await client.post("/telegram/updates", content=b"{}")
    assert (known.status_code, unknown.status_code) == (200, 403)
    assert got == [(b"{}", "right"), (b"{}", "")]


async def test_without_telegram_there_is_no_such_address(council: Council) -> None:
    async with over_asgi(council.context) as client:
        assert (await client.post("/telegram/updates")).status_code == 404
