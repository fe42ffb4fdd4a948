"""A process that is killed at random instants and started again, and never left behind."""

import os
import random
import select
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_TAIL = 2000


class VictimDiedError(AssertionError):
    """The process ended by itself, which no kill explains; carries the end of its log."""


class Victim:
    """One command under test, in a process group of its own so that its children die with it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        folder: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command = list(command)
        self._log = log
        self._folder = folder
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    @property
    def pid(self) -> int:
        """Return the process id of the current life; raises RuntimeError before the first."""
        return self._current().pid

    @property
    def alive(self) -> bool:
        """Return whether the current life goes on."""
        return self._process is not None and not self._ended(self._process)

    @property
    def log(self) -> str:
        """Return everything the process wrote, over all its lives."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start a life; raises RuntimeError while the last one goes on."""
        if self.alive:
            raise RuntimeError("still alive: kill() first")
        with self._log.open("ab") as written:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=None if self._environment is None else dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.starts += 1

    def kill(self) -> None:
        """End the life and those of its children with SIGKILL, and wait until it is gone.

        Raises VictimDiedError where it had already ended by itself.
        """
        died_alone = not self.alive
        self._end()
        if died_alone:
            raise VictimDiedError(f"ended by itself:\n{self.log[-_TAIL:]}")

    def kill_after(self, seconds: float) -> None:
        """Kill once so many seconds are over; raises VictimDiedError if it ended earlier."""
        watched = os.pidfd_open(self.pid)
        try:
            select.select([watched], [], [], seconds)
        finally:
            os.close(watched)
        self.kill()

    def __enter__(self) -> "Victim":
        """Start the first life."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no process behind, however the test ended."""
        self._end()

    def _current(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("never started")
        return self._process

    @staticmethod
    def _ended(process: subprocess.Popen[bytes]) -> bool:
        """Look without burying: only an unburied process surely still owns its number."""
        if process.returncode is not None:
            return True
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, process.pid, flags) is not None

    def _end(self) -> None:
        """Kill the whole group: the children of one that ended by itself may still be there."""
        if self._process is None or self._process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def kill_repeatedly(
    victim: Victim,
    *,
    seed: int,
    kills: int,
    longest: float,
    ready: Callable[[], None] | None = None,
) -> list[float]:
    """Return the lengths of the lives, in seconds from `ready` on, that `seed` led to.

    Each life is killed at an instant drawn evenly between 0 and `longest`. The victim is alive
    when this begins (its first life) and when it returns (a fresh life that is not killed).
    """
    draw = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    lives = []
    for _ in range(kills):
        if ready is not None:
            ready()
        length = draw.uniform(0, longest)
        victim.kill_after(length)
        victim.start()
        lives.append(length)
    return lives
