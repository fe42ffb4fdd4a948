"""`python -m tests.botapi --port N --state DIR`: the stand-in as a process of its own."""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from tests.botapi.methods import METHODS
from tests.botapi.service import TOKEN, Service, Settings
from tests.botapi.serving import Serving


def main() -> None:
    """Serve until SIGTERM or SIGINT; DIR/ready.json and a line on stdout say where it listens."""
    parser = argparse.ArgumentParser(description="A strict stand-in for the Telegram Bot API.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--state", type=Path, required=True, help="a folder for its two files")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--webhook-unit", type=float, default=Settings.webhook_unit)
    chosen = parser.parse_args()
    chosen.state.mkdir(parents=True, exist_ok=True)
    settings = Settings(token=chosen.token, webhook_unit=chosen.webhook_unit, state=chosen.state)
    asyncio.run(_serve(settings, chosen.port, chosen.state))


async def _serve(settings: Settings, port: int, state: Path) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    service = Service(settings, METHODS)
    serving = Serving(service, port)
    await serving.open()
    _announce(state, {"port": serving.port, "pid": os.getpid()})
    await ended.wait()
    await service.close()
    await serving.close()


def _announce(state: Path, ready: dict[str, int]) -> None:
    """Write the file under another name first, so that whoever sees it can read it."""
    unfinished = state / "ready.json.part"
    unfinished.write_text(json.dumps(ready), encoding="utf-8")
    unfinished.rename(state / "ready.json")
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()


main()
