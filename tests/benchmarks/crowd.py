"""`python -m tests.benchmarks.crowd`: people who answer at a steady pace, until told to stop.

What they do is read as JSON from the first line of standard input; the next line stops them. Each
sends a text every few seconds, whenever the one before was answered; its seconds are counted from
when it was to be sent, so that a server which answers late is not asked less for it. Beside them
pages are held open, and somebody turns the pages of their list of records.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.askers import CSRF, ENTRY, Asker

_BETWEEN_PAGES_SECONDS = 0.3


@dataclass
class Crowd:
    """What is done, from a `task`; and the seconds that each answer and each page took."""

    task: dict[str, Any]
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    answers: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)

    async def run(self) -> None:
        """Do all of it until told to stop."""
        open_ = [asyncio.create_task(self._hold_open(token)) for token in self.task["open"]]
        doing = [self._turn_pages(token) for token in self.task["readers"]]
        doing += [
            self._answer(number, token) for number, token in enumerate(self.task["answering"])
        ]
        await asyncio.gather(self._told_to_stop(), *doing)
        for one in open_:
            one.cancel()
        await asyncio.gather(*open_, return_exceptions=True)

    async def _told_to_stop(self) -> None:
        await asyncio.to_thread(sys.stdin.readline)
        self.stop.set()

    async def _asker(self, token: str) -> Asker:
        asker = Asker(self.task["host"], self.task["port"], token)
        await asker.open()
        return asker

    async def _answer(self, number: int, token: str) -> None:
        asker = await self._asker(token)
        page = await asker.get("/")
        csrf, after = CSRF.findall(page)[0], ENTRY.findall(page)[-1]
        every, among = self.task["every_seconds"], len(self.task["answering"])
        due = time.perf_counter() + every * number / among
        for text in itertools.cycle(self.task["texts"]):
            if await self._stopped_by(due):
                return
            form = {"csrf": csrf, "token": f"{time.time_ns():024x}{number:08x}.text"}
            new = await asker.post("/say", {**form, "after": after, "text": text})
            self.answers.append(time.perf_counter() - due)
            after = ENTRY.findall(new)[-1]
            due += every

    async def _stopped_by(self, moment: float) -> bool:
        """Wait until a moment; say whether it was told to stop by then."""
        seconds = moment - time.perf_counter()
        if seconds > 0:
            await _within(self.stop.wait(), seconds)
        return self.stop.is_set()

    async def _turn_pages(self, token: str) -> None:
        asker = await self._asker(token)
        number = 1
        while True:
            began = time.perf_counter()
            page = await asker.get(f"/records?page={number}")
            self.pages.append(time.perf_counter() - began)
            number = number + 1 if f"page={number + 1}" in page else 1
            if await self._stopped_by(time.perf_counter() + _BETWEEN_PAGES_SECONDS):
                return

    async def _hold_open(self, token: str) -> None:
        asker = await self._asker(token)
        await asker.listen("/stream")


async def _within(waiting: Coroutine[Any, Any, object], seconds: float) -> None:
    try:
        await asyncio.wait_for(waiting, seconds)
    except TimeoutError:
        return


async def _main() -> None:
    crowd = Crowd(json.loads(await asyncio.to_thread(sys.stdin.readline)))
    await crowd.run()
    sys.stdout.write(json.dumps({"answers": crowd.answers, "pages": crowd.pages}))


if __name__ == "__main__":
    asyncio.run(_main())
