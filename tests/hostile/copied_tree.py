"""A copy of the tree in which something is broken, and its tests run there, one process each.

Each run is forked by a process that has loaded already what takes longer than most tests (a fork
server): the libraries, and the copy as it is whole. The run forgets of the copy what is broken and
whatever imports it, and so imports that anew; where tables would be forgotten, which can be
declared but once, or where what is broken is no module, it is forked by one that has loaded the
libraries alone.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from grimp import ImportGraph, build_graph

from tests.hostile.broken_rows import ROOT, Broken

_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
_HIDDEN = (".ci", ".env.example")
_SECONDS = 100
_LIBRARIES = (
    *("pytest", "sqlmodel", "sqlcipher3.dbapi2", "psycopg", "alembic.command", "fastapi"),
    *("uvicorn", "httpx", "pydantic_settings", "telegram.ext", "openpyxl", "rapidfuzz.process"),
    *("typer", "jinja2", "holidays.countries", "hypothesis", "_hypothesis_pytestplugin"),
    *("pytest_asyncio.plugin", "anyio.pytest_plugin", "xdist.plugin", "execnet"),
    *("pytest_socket", "pytest_timeout", "dateutil.tz"),
)
"""Libraries. Some bring a plugin of pytest's, which it would have liked to load itself."""
_PACKAGES = ("bot", "reports", "prompts", "storage", "practice")
_RECORDS = "tests.factories"
"""Tests have much else, which pytest loads in a way of its own."""
_STARTED = ("bot.__main__", "storage.migrations")
"""What is run and not imported."""
_TABLES = "storage.tables"
# Each line names a file for what is said, what to forget, and the arguments of pytest; the answer
# is its code.
_SERVER = """
import gc, importlib, json, os, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
records = sys.modules.get("tests.factories")
if records:
    records._empty_records()
gc.freeze()
print("loaded", flush=True)
for line in sys.stdin:
    said, forgotten, arguments = json.loads(line)
    child = os.fork()
    if child == 0:
        to = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(to, 1)
        os.dup2(to, 2)
        for name in forgotten:
            package, _, module = name.rpartition(".")
            sys.modules.pop(name, None)
            if package in sys.modules:
                vars(sys.modules[package]).pop(module, None)
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
        self._graph = build_graph(*_PACKAGES, "tests", cache_dir=None)
        self._bare = self._server(_LIBRARIES)
        self._loaded = self._server((*_LIBRARIES, *_modules_of(self._graph), _RECORDS))
        # Nothing is broken before all is loaded: a row's edit would stay in every run after it.
        for server in (self._bare, self._loaded):
            assert server.stdout
            assert server.stdout.readline() == "loaded\n"

    def run(self, test: str, *, broken: str, to_the_end: bool = False) -> Ran:
        """Run a test of the copy, named as pytest names it, up to its first variant that fails.

        `broken` is the file of the copy that is not as it was when the copy was made.
        """
        said = self._folder / "said.txt"
        arguments = [
            *("-q", "--maxfail", "0" if to_the_end else "1", "-n", "0", "--tb=short"),
            *("-m", "not kill and not benchmark"),
            f"--timeout={_SECONDS}",
            *("-p", "no:cacheprovider", "-p", "no:randomly"),
            *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
            f"--basetemp={self._folder / 'runs'}",
        ]
        forgotten = self.forgotten_with(broken)
        server = self._bare if forgotten is None else self._loaded
        line = [str(said), forgotten or [], [*arguments, test]]
        return Ran(_asked(server, line), said.read_text(errors="replace"))

    def forgotten_with(self, broken: str) -> list[str] | None:
        """Return the module of a file and all that imports it, directly or not.

        None where that cannot be forgotten: it is no module, or tables are declared with it.
        """
        name = broken.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if name not in self._graph.modules:
            return None
        forgotten = {name, *self._graph.find_downstream_modules(name)}
        return None if any(one.startswith(_TABLES) for one in forgotten) else sorted(forgotten)

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
        """End the processes that run tests, and remove the copy."""
        for server in (self._bare, self._loaded):
            server.communicate(timeout=_SECONDS)
        shutil.rmtree(self._folder)

    def _server(self, loaded: Iterable[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", _SERVER, *loaded],
            cwd=self.root,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _environment(self) -> dict[str, str]:
        """Return the environment of this process without what is said to it as a test."""
        kept = {name: of for name, of in os.environ.items() if not name.startswith("PYTEST_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        compiled = str(self._folder / "compiled")
        return kept | {"PYTHONPATH": str(self.root), "PYTHONPYCACHEPREFIX": compiled}


def _modules_of(graph: ImportGraph) -> Iterator[str]:
    for name in sorted(graph.modules):
        if name.startswith(_PACKAGES) and not name.startswith(_STARTED):
            yield name


def _asked(server: "subprocess.Popen[str]", line: object) -> int:
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(line) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())
