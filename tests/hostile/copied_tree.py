"""A copy of the tree in which something is broken, and its tests run there, one process each.

Each run imports the copy anew. The libraries are loaded once, by a process that forks one for each
run (a fork server): they take longer than most tests.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.hostile.broken_rows import ROOT, Broken

_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
_HIDDEN = (".ci", ".env.example")
_SECONDS = 100
_LOADED = (
    *("pytest", "sqlmodel", "sqlcipher3.dbapi2", "psycopg", "alembic.command", "fastapi"),
    *("uvicorn", "httpx", "pydantic_settings", "telegram.ext", "openpyxl", "rapidfuzz.process"),
    *("typer", "jinja2", "holidays", "hypothesis"),
)
"""Libraries. Some bring a plugin of pytest's, which it would have liked to load itself."""
# Each line names a file for what is said, and the arguments of pytest; the answer is its code.
_SERVER = """
import gc, importlib, json, os, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
gc.freeze()
for line in sys.stdin:
    said, arguments = json.loads(line)
    child = os.fork()
    if child == 0:
        to = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(to, 1)
        os.dup2(to, 2)
        import pytest
        code = pytest.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Ran:
    """How a run of tests ended, as pytest says it (1: some failed), and all that it said."""

    code: int
    said: str


class CopiedTree:
    """A copy of the tree in `folder`. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.root = folder, folder / "understory"
        shutil.copytree(ROOT, self.root, ignore=_LEFT_OUT)
        for name in _HIDDEN:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.root / name)
        self._numbers = count(1)
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, *_LOADED],
            cwd=self.root,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, test: str, *, to_the_end: bool = False) -> Ran:
        """Run a test of the copy, named as pytest names it, up to its first variant that fails."""
        said = self._folder / "said.txt"
        arguments = [
            *("-q", "--maxfail", "0" if to_the_end else "1", "-n", "0", "--tb=short"),
            *("-m", "not kill and not benchmark"),
            f"--timeout={_SECONDS}",
            *("-p", "no:cacheprovider", "-p", "no:randomly"),
            *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
            f"--basetemp={self._folder / 'runs'}",
        ]
        return Ran(self._asked([str(said), [*arguments, test]]), said.read_text(errors="replace"))

    def imported_from(self) -> list[str]:
        """Return where a test of the copy, and what it tests, are imported from."""
        ask = "import bot, storage, tests.factories as t; print(bot.__file__, t.__file__)"
        ran = subprocess.run(
            [sys.executable, "-c", ask],
            cwd=self.root,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.split()

    @contextmanager
    def broken(self, row: Broken) -> Iterator[None]:
        """Break a file of the copy for as long as the block lasts.

        What was compiled of it is known by its time in seconds: no two edits have the same.
        """
        file = self.root / row.file
        whole, at = file.read_text(encoding="utf-8"), file.stat().st_mtime
        file.write_text(row.edited(whole), encoding="utf-8")
        os.utime(file, (at, at + next(self._numbers)))
        try:
            yield
        finally:
            file.write_text(whole, encoding="utf-8")
            os.utime(file, (at, at))

    def close(self) -> None:
        """End the process that runs tests, and remove the copy."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait(_SECONDS)
        self._server.stdout.close()
        shutil.rmtree(self._folder)

    def _asked(self, line: Any) -> int:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(line) + "\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())

    def _environment(self) -> dict[str, str]:
        """Return the environment of this process without what is said to it as a test."""
        kept = {name: of for name, of in os.environ.items() if not name.startswith("PYTEST_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        compiled = str(self._folder / "compiled")
        return kept | {"PYTHONPATH": str(self.root), "PYTHONPYCACHEPREFIX": compiled}
