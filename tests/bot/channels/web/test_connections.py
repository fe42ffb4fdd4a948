"""Clients that send half a request, or none: the rest are served meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress

import httpx
import pytest

from bot.channels.web import connections
from bot.channels.web.connections import MOST_HEADER_BYTES, MOST_WAITING
from storage.session import Session, Store
from tests.bot.channels.web.contexts import Council, serving

HALF_A_HEAD = b"GET /enter HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_A_BODY = b"POST /enter HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\ncode="


@contextmanager
def sent(address: str, half: bytes, times: int) -> Iterator[list[socket.socket]]:
    """Yield connections on which half a request was sent."""
    host, _, port = address.removeprefix("http://").partition(":")
    with ExitStack() as opened:
        found = []
        for _ in range(times):
            one = opened.enter_context(socket.create_connection((host, int(port))))
            one.sendall(half)
            found.append(one)
        yield found


@pytest.mark.long
@pytest.mark.parametrize("half", [b"", HALF_A_HEAD, HALF_A_BODY], ids=["none", "head", "body"])
def test_a_thousand_half_sent_requests_leave_the_rest_served(
    council: Council, half: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(council.context) as server, sent(server.address, half, 1000) as slow:
        for path in ("/health", "/enter"):
            assert httpx.get(f"{server.address}{path}", timeout=20).status_code == 200
        with httpx.Client(timeout=20) as kept_open:
            answers = [kept_open.get(f"{server.address}/health") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert sum(is_open(one) for one in slow) <= MOST_WAITING
    assert len(caplog.records) < 20


def is_open(one: socket.socket) -> bool:
    """Say whether the server still holds a connection, once what it sent is read."""
    one.setblocking(False)
    try:
        while one.recv(65_536):
            pass
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False


def test_a_request_that_never_comes_is_waited_for_no_longer_than_is_said(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.3)
    with serving(council.context) as server, sent(server.address, HALF_A_HEAD, 1) as (slow,):
        slow.settimeout(20)
        slow.sendall(b"a letter, and then no more")
        with suppress(ConnectionError):
            assert slow.recv(1) == b""


def test_headers_without_end_are_refused(council: Council) -> None:
    endless = b"GET / HTTP/1.1\r\nX: " + b"a" * (2 * MOST_HEADER_BYTES)
    with serving(council.context) as server, sent(server.address, endless, 1) as (one,):
        one.settimeout(20)
        assert one.recv(100).startswith(b"HTTP/1.1 400")


def test_health_answers_while_every_page_waits(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever watches the server is told the truth, however many pages are stuck."""
    stuck, asked = threading.Event(), []
    reading = Store.reading

    def waits(store: Store) -> AbstractContextManager[Session]:
        if threading.current_thread().name.startswith("health"):
            return reading(store)
        asked.append(1)
        stuck.wait(60)
        return reading(store)

    monkeypatch.setattr(Store, "reading", waits)
    page = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: understory=x\r\n\r\n"
    try:
        with serving(council.context) as server, sent(server.address, page, 60):
            while len(asked) < 40:
                time.sleep(0.05)
            status = httpx.get(f"{server.address}/health", timeout=20).status_code
            stuck.set()
        assert status == 200
    finally:
        stuck.set()
