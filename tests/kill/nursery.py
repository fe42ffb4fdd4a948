"""`python -m tests.kill.nursery`: imports the program once and forks a life of it when asked.

A line on standard input asks for a life; its process id is written back. The life runs what
`understory serve` runs, as `--data` and the other options say. With `--blind` it is broken on
purpose: it tells Telegram that an update arrived, and stores it afterwards.
"""

import argparse
import asyncio
import os
import queue
import signal
import sys
import threading
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from importlib import import_module
from pathlib import Path

from typing_extensions import override

import bot.serving
from bot import logs
from bot.arrivals import Receipt
from bot.channels.telegram.rate_limit import RateLimiter
from bot.clock import Clock, MovableClock
from bot.config import load_served
from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.serving import Runner, open_services, serve
from practice.calendar import next_working_moment
from prompts.loader import shipped
from tests.conversations import fixed_reader

_HOST = "127.0.0.1"
_LATE = ("bot.channels.telegram.service", "uvicorn.lifespan.on", "anyio._backends._asyncio")


def main() -> None:
    """Fork until standard input ends."""
    chosen = _options()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    if chosen.blind:
        vars(bot.serving)["Dialogue"] = Forgetful
    _read_beforehand()
    for _ in sys.stdin:
        life = os.fork()
        if life == 0:
            _live(chosen)
        sys.stdout.write(f"{life}\n")
        sys.stdout.flush()


def _read_beforehand() -> None:
    """Read what every life would read before it can do anything: most of its time would go there.

    A life that is killed while it reads has stored nothing.
    """
    for name in _LATE:
        import_module(name)
    shipped()
    next_working_moment(datetime.now(UTC))  # holidays are read at first need


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Forks lives of the program for kill tests.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--api-url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mode", choices=["polling", "webhook"], required=True)
    parser.add_argument("--clock", type=Path, required=True, help="By how much it is ahead.")
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--by-sentence", action="store_true", help="Loads no model to read with.")
    return parser.parse_args()


def _live(chosen: argparse.Namespace) -> None:
    try:
        logs.start()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        settings = load_served(
            UNDERSTORY_DATA=chosen.data,
            UNDERSTORY_KEY=chosen.key,
            TELEGRAM_BOT_TOKEN=chosen.token,
            TELEGRAM_API_URL=chosen.api_url,
            UPDATE_MODE=chosen.mode,
            PUBLIC_URL=f"http://{_HOST}:{chosen.port}" if chosen.mode == "webhook" else None,
            DUTY_PHONE="01632 960 100",
            DUTY_PHONE_OUT_OF_HOURS="01632 960 417",
        )
        services = open_services(settings)
        assert services.telegram is not None
        services = replace(
            services,
            clock=_clock(chosen.clock),
            telegram=replace(services.telegram, limiter=RateLimiter(burst=10_000)),
            reader=fixed_reader.at_once() if chosen.by_sentence else services.reader,
        )
        asyncio.run(serve(Runner(services), _HOST, chosen.port))
    except BaseException:  # noqa: BLE001 - a life never returns into the nursery
        traceback.print_exc()
    os._exit(1)


def _clock(file: Path) -> Clock:
    """Return the clock of a life: ahead by the seconds that the file holds."""
    return MovableClock(datetime.now(UTC) + timedelta(seconds=float(file.read_text())))


class Forgetful(Dialogue):
    """Says that an update is stored as soon as it has it, as a queue in memory does."""

    @cached_property
    def _later(self) -> "queue.Queue[tuple[Incoming, datetime]]":
        # Made at first need: what a dialogue is made of is the program's own affair.
        later: queue.Queue[tuple[Incoming, datetime]] = queue.Queue()
        threading.Thread(target=self._catch_up, args=(later,), daemon=True).start()
        return later

    @override
    def receive(self, incoming: Incoming, now: datetime) -> Receipt:
        self._later.put((incoming, now))
        return Receipt(fresh=True)

    def _catch_up(self, later: "queue.Queue[tuple[Incoming, datetime]]") -> None:
        while True:
            super().receive(*later.get())


main()
