"""What each answer carries, how much is read, and how errors leave."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest

from bot.arrivals import Receipt
from bot.channels.web.app import create_app
from bot.channels.web.middleware import MOST_BYTES, POLICY
from bot.messages import Incoming
from tests.bot.channels.web.contexts import Council, form, over_asgi, signed_in

SENTINEL = "the-child-hid-behind-the-sofa"
SENT = {"token": "0123456789abcdef.text", "text": SENTINEL}


class Broken:
    """A dialogue that fails with the answer in its words, as a database or parser would."""

    def receive(self, incoming: Incoming, now: datetime) -> Receipt:
        raise ValueError(incoming.text, now)


async def test_every_answer_carries_the_headers_errors_too(council: Council) -> None:
    context = replace(council.context, dialogue=Broken())
    async with signed_in(council, council.supervisor) as greeted:
        await greeted.get("/")
    async with signed_in(council, council.supervisor, create_app(context)) as client:
        asked = await form(client)
        answers = [
            await client.get("/"),
            await client.get("/nowhere"),
            await client.get("/static/chat.js"),
            await client.get("/static/nothing.js"),
            await client.get("/health"),
            await client.delete("/say"),
            await client.post("/say"),
            await client.post("/say", data={**asked, **SENT}),
            await client.post("/say", content=b"x" * (MOST_BYTES + 1)),
            await client.get("/", headers={"host": "elsewhere.example"}),
        ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 404, 200, 404, 200, 405, 403, 500, 413, 421]
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        static = str(answer.url).endswith(".js") and answer.status_code == 200
        assert answer.headers["cache-control"] == ("no-cache" if static else "no-store")


async def test_scripts_and_style_are_served_as_what_they_are(council: Council) -> None:
    async with over_asgi(council.context) as client:
        types = {
            name: (await client.get(f"/static/{name}")).headers["content-type"].partition(";")[0]
            for name in ("chat.js", "kept.js", "enter.js", "understory.css", "understory.svg")
        }
    assert set(types.values()) == {"text/javascript", "text/css", "image/svg+xml"}


async def test_an_error_leaves_as_one_page_with_a_number_that_the_log_knows(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    context = replace(council.context, dialogue=Broken())
    async with signed_in(council, council.supervisor) as greeted:
        await greeted.get("/")
    caplog.set_level(logging.DEBUG)
    async with signed_in(council, council.supervisor, create_app(context)) as client:
        answer = await client.post("/say", data={**await form(client), **SENT})
    number = answer.text.partition("this number: ")[2].partition(".")[0]
    assert "Something went wrong here" in answer.text
    assert f"error {number}: ValueError at tests/bot/channels/web/test_middleware.py" in caplog.text
    for written in (answer.text, caplog.text):
        assert SENTINEL not in written
        assert "Traceback" not in written


async def test_too_large_a_body_is_refused_in_one_sentence_declared_or_not(
    council: Council,
) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1024 + 2):
            yield b"text=" + b"x" * 1024

    kind = {"content-type": "application/x-www-form-urlencoded"}
    async with signed_in(council, council.supervisor) as client:
        for content in (b"x" * (MOST_BYTES + 1), in_pieces()):
            answer = await client.post("/say", content=content, headers=kind)
            assert answer.status_code == 413
            assert "That was too long to send in one piece" in answer.text


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "[::2]"])
async def test_other_names_are_not_answered(council: Council, host: str) -> None:
    async with over_asgi(council.context) as client:
        answer = await client.get("/enter", headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("host", ["understory.example:8443", "Understory.Example", "localhost:1"])
async def test_its_own_names_are_answered(council: Council, host: str) -> None:
    context = replace(council.context, public_url="https://understory.example")
    async with over_asgi(context) as client:
        answer = await client.get("/enter", headers={"host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("application/x-www-form-urlencoded", b"csrf=%ff%fe&text=%00"),
    ],
)
async def test_a_body_that_no_page_sends_is_refused(
    council: Council, kind: str, body: bytes
) -> None:
    async with signed_in(council, council.supervisor) as client:
        answer = await client.post("/say", content=body, headers={"content-type": kind})
    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *("/%00", "/static/%00", "/static/understory.css%00", "/records/%00", "/a%00b/c"),
        *("/?reply=%00", "/stream?after=%00", "/records?team=a%00"),
    ],
)
async def test_an_address_with_nul_in_it_is_not_here(council: Council, path: str) -> None:
    async with signed_in(council, council.supervisor) as client:
        answer = await client.get(path)
    assert answer.status_code == 404
