"""`python -m tests.benchmarks.served_apart`: the whole program, whose ticks wait until told.

It writes its address on a line. Told `tick`, it ticks once and writes as JSON how long that took
and how many reminders were made; it ends with its standard input.
"""

import argparse
import asyncio
import base64
import json
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlmodel import func, select
from typing_extensions import override

from bot import logs
from bot.clock import MovableClock
from bot.memory import loading, share_arenas
from bot.serving import Runner, Services
from prompts.loader import shipped
from storage.cipher import Cipher
from storage.session import Store, embedded_url
from storage.tables import Reminder
from tests.bot.served import DUTY


class HeldRunner(Runner):
    """The program as it is served, but that ticks do nothing until one is let through."""

    ticks = False

    @override
    async def tick(self) -> None:
        if self.ticks:
            await super().tick()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description="Serves records on loopback for a benchmark.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    chosen = parser.parse_args()
    share_arenas()
    logs.start()
    with loading():
        store = Store(embedded_url(chosen.data), Cipher(base64.b64decode(chosen.key)))
        services = Services(store, shipped(), DUTY, MovableClock(chosen.now))
    with closing(store):
        asyncio.run(_serve(HeldRunner(services), store))


async def _serve(runner: HeldRunner, store: Store) -> None:
    stop = asyncio.Event()
    serving = asyncio.create_task(runner.run("127.0.0.1", 0, stop, _say))
    while await asyncio.to_thread(sys.stdin.readline):
        began, before = time.perf_counter(), _reminders(store)
        runner.ticks = True
        await runner.tick()
        runner.ticks = False
        seconds = time.perf_counter() - began
        _say(json.dumps({"seconds": seconds, "reminders": _reminders(store) - before}))
    stop.set()
    await serving


def _reminders(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Reminder)) or 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
