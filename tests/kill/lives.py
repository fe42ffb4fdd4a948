"""The test's side of the nursery: lives that are killed at random instants."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.botapi import VictimDiedError

ROOT = Path(__file__).parents[2]
_TAIL = 2000


class Lives:
    """A nursery and its current life; leaving the block ends both."""

    def __init__(self, options: Sequence[str], log: Path) -> None:
        self._options = list(options)
        self._log = log
        self._nursery: subprocess.Popen[str] | None = None
        self._life: int | None = None

    @property
    def log(self) -> str:
        """Return everything that was written, over all lives."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Begin a life."""
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write("a life\n")
        self._nursery.stdin.flush()
        number = self._nursery.stdout.readline()
        if not number:
            raise VictimDiedError(f"the nursery ended:\n{self.log[-_TAIL:]}")
        self._life = os.pidfd_open(int(number))

    def kill_after(self, seconds: float) -> None:
        """Kill the life once so many seconds are over, and wait until it is gone.

        Raises VictimDiedError where it ended by itself.
        """
        assert self._life is not None
        died_alone = bool(select.select([self._life], [], [], seconds)[0])
        self._end_life()
        if died_alone:
            raise VictimDiedError(f"ended by itself:\n{self.log[-_TAIL:]}")

    def _end_life(self) -> None:
        if self._life is None:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._life, signal.SIGKILL)
        select.select([self._life], [], [])
        os.close(self._life)
        self._life = None

    def __enter__(self) -> "Lives":
        """Start the nursery and the first life."""
        command = [sys.executable, "-m", "tests.kill.nursery", *self._options]
        with self._log.open("ab") as written:
            self._nursery = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
            )
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no process behind, however the test ended."""
        self._end_life()
        if self._nursery is not None:
            self._nursery.kill()
            with suppress(BrokenPipeError):
                self._nursery.communicate()
