"""People who ask a server over connections that stay open, in a process of their own.

`python -m tests.benchmarks.askers` reads what to do as JSON and prints the seconds of each answer.
It reads and writes the line itself: a client library would cost more than what is measured.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
ENTRY = re.compile(r'data-entry="([^"]+)"')
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


class Asker:
    """One person with one connection."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self._host, self._port = host, port
        self._head = f"Host: {host}:{port}\r\nCookie: understory={token}\r\n"

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)

    async def get(self, path: str) -> str:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n")

    async def post(self, path: str, form: dict[str, str]) -> str:
        body = urlencode(form)
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        head = f"POST {path} HTTP/1.1\r\n{self._head}{kind}Content-Length: {len(body)}\r\n\r\n"
        return await self._ask(head + body)

    async def listen(self, path: str) -> None:
        """Hold a stream open and read what comes, until it ends or this is cancelled."""
        self._writer.write(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        while await self._reader.read(65536):
            pass

    async def _ask(self, request: str) -> str:
        self._writer.write(request.encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = _LENGTH.search(head)
        assert length
        return (await self._reader.readexactly(int(length[1]))).decode()


async def _pages(asker: Asker, task: dict[str, Any]) -> list[float]:
    seconds = []
    for _ in range(task["times"]):
        began = time.perf_counter()
        await asker.get(task["path"])
        seconds.append(time.perf_counter() - began)
    return seconds


async def _messages(asker: Asker, task: dict[str, Any]) -> list[float]:
    """Send so many texts, one after another, each as the page's script does."""
    page = await asker.get("/")
    found = CSRF.search(page)
    assert found
    after, seconds, texts = ENTRY.findall(page)[-1], [], task["texts"]
    for number in range(task["times"]):
        token = f"{time.time_ns():024x}{number:08x}.text"
        form = {
            "csrf": found[1],
            "token": token,
            "after": after,
            "text": texts[number % len(texts)],
        }
        began = time.perf_counter()
        new = await asker.post("/say", form)
        seconds.append(time.perf_counter() - began)
        after = ENTRY.findall(new)[-1]
    return seconds


async def ask_all(task: dict[str, Any]) -> dict[str, Any]:
    """Return every answer's seconds, and how long all of it took."""
    askers = [Asker(task["host"], task["port"], token) for token in task["tokens"]]
    await asyncio.gather(*(asker.open() for asker in askers))
    ask = _messages if task["texts"] else _pages
    began = time.perf_counter()
    found: Sequence[list[float]] = await asyncio.gather(*(ask(one, task) for one in askers))
    return {"seconds": [one for each in found for one in each], "all": time.perf_counter() - began}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(ask_all(json.load(sys.stdin)))))
