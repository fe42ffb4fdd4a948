"""Summaries of a million records and two million contacts, on both databases, each in a process.

Beside the same counted from every record and contact, and beside polars, which adds up a part of
it. `pytest -m benchmark -n 0 -s tests/benchmarks/test_big.py`; `UNDERSTORY_BIG` names the parts of
the whole that are made, such as "64 16": without it a sixteenth and the whole, where all is
measured. `UNDERSTORY_BIG_MADE` names a folder in which `python -m tests.benchmarks.big` made them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import stale_marks
from storage.cipher import Cipher
from storage.session import Store, embedded_url
from tests.benchmarks.big import fill
from tests.benchmarks.figures import FIGURES, Figure, exponent
from tests.benchmarks.summary_apart import AGAIN, FIRST, MADE, OF_FILES, POLARS, SCAN
from tests.benchmarks.test_speed import say
from tests.benchmarks.test_summaries import NAMES
from tests.factories import KEY, make_store
from tests.storage.conftest import Server, postgres

__all__ = ["postgres"]

pytestmark = [
    *(pytest.mark.benchmark, pytest.mark.timeout(0)),
    pytest.mark.skipif(
        os.environ.get("UNDERSTORY_BENCHMARKS") == "quick", reason="a million takes minutes"
    ),
]

PARTS = tuple(map(int, os.environ.get("UNDERSTORY_BIG", "16 1").split()))
WORKS = (SCAN, MADE, FIRST, AGAIN)
"""In this order: what is counted has no tallies yet, and what is read has them."""
MOST_MEGABYTES = 500
TIMES = 20

Measured = dict[str, dict[str, float]]


def test_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = os.environ.get("UNDERSTORY_BIG_MADE")

    def url(part: int, folder: Path) -> str:
        if made is not None:
            return _forgotten(embedded_url(Path(made) / str(part)))
        with closing(make_store(folder, waits_for_the_disk=False)) as store:
            fill(store, folder, part)
        return embedded_url(folder)

    told(capsys, "SQLite", [measured(url, part, tmp_path, capsys) for part in PARTS])


def _forgotten(url: str) -> str:
    """Throw away what a run before kept."""
    with closing(Store(url, Cipher(KEY))) as store, store.engine.begin() as on:
        stale_marks.make(on)
    return url


def test_a_server(postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def url(part: int, folder: Path) -> str:
        store = postgres.new_store()
        with closing(store):
            fill(store, folder, part)
            return store.engine.url.render_as_string(hide_password=False)

    told(capsys, "PostgreSQL", [measured(url, part, tmp_path, capsys) for part in PARTS])


def measured(
    url: Callable[[int, Path], str], part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Measured:
    """Return what each piece of work took on one part of the whole."""
    folder = tmp_path / str(part)
    folder.mkdir()
    at = url(part, folder)
    made = os.environ.get("UNDERSTORY_BIG_MADE")
    files = Path(made) / str(part) if made and at.startswith("sqlite") else folder
    every = [(f"{whose}, {work}", name, work) for whose, name in NAMES.items() for work in WORKS]
    every += [(work, "", work) for work in (POLARS, OF_FILES)]
    found = {}
    for named, name, work in every:
        found[named] = _apart(at, name, work, files)
        say(capsys, f"a {part}th: {named}: {found[named]}")
    return found


def _apart(url: str, team: str, work: str, folder: Path) -> dict[str, float]:
    module = [sys.executable, "-m", "tests.benchmarks.summary_apart", url, team, work, str(folder)]
    found: dict[str, float] = json.loads(subprocess.check_output(module))
    return found


def told(capsys: pytest.CaptureFixture[str], database: str, found: list[Measured]) -> None:
    """Print what was measured, and add it to the figures of this run."""
    sizes = [1 / part for part in PARTS]
    for work in found[0]:
        costs = [each[work]["ms"] for each in found]
        power = exponent(sizes, costs) if len(sizes) > 1 else None
        by_clock = " / ".join(f"{each[work]['clock_ms']:.0f}" for each in found)
        peaks = " / ".join(f"{each[work]['mb']:.0f}" for each in found)
        grows = "" if power is None else f", exponent {power:.2f}"
        spent = " / ".join(f"{one:.0f}" for one in costs)
        say(
            capsys,
            f"{database}: {work}: {spent} ms of the processor ({by_clock} by the clock)"
            f"{grows}, {peaks} MB at the peak",
        )
        FIGURES.append(
            Figure(f"{work}, {database}", exponent=power, floor=f"{spent} ms, {peaks} MB")
        )
    for whose in NAMES:
        last = found[-1]
        ours = last[f"{whose}, {AGAIN}"]["ms"]
        for beside, aim in ((f"{whose}, {SCAN}", 1 / TIMES), (POLARS, 1)):
            ratio = ours / last[beside]["ms"]
            FIGURES.append(Figure(f"{whose}, {database}", beside, ratio, floor=f"aim {aim:g}"))
        assert last[f"{whose}, {FIRST}"]["mb"] < MOST_MEGABYTES
