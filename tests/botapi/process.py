"""Runs the stand-in as a process of its own, so that it outlives a bot that is killed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.botapi.service import TOKEN
from tests.botapi.stand_in import StandIn, remote

ROOT = Path(__file__).parents[2]


@contextmanager
def running_apart(
    state: Path, *, port: int = 0, token: str = TOKEN, webhook_unit: float = 0.02
) -> Iterator[StandIn]:
    """Give a stand-in that runs in another process and keeps its two files in `state`."""
    command = [sys.executable, "-m", "tests.botapi", "--port", str(port), "--token", token]
    command += ["--state", str(state), "--webhook-unit", str(webhook_unit)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield remote(_port(server), token)
        finally:
            server.terminate()


def _port(server: "subprocess.Popen[str]") -> int:
    """Return the port from the line it writes when it listens; raises RuntimeError if it ends."""
    line = server.stdout.readline() if server.stdout else ""
    if not line:
        raise RuntimeError("the stand-in did not start: see its messages above")
    return int(json.loads(line)["port"])
