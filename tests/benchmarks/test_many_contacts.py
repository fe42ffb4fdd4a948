"""Two million contacts linked in bounded memory, beside polars that only reads them.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_many_contacts.py`; docs/performance.md has the
figures. Nothing here is a failure but memory that grows past all bounds.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import polars
import pytest

from tests.benchmarks.many_contacts import COLUMNS, write_contacts

pytestmark = pytest.mark.benchmark

CONTACTS = 2_000_000
MOST_MEGABYTES = 1000


def test_two_million_contacts(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    write_contacts(path, CONTACTS)
    floor = _processor_of(_read, path)
    exact = _processor_of(_joined_exactly, path)
    ours = json.loads(_linked(path))
    sys.stdout.write(
        f"\n{CONTACTS:,} contacts: polars reads them in {floor:.1f} s of the processor, and joins "
        f"what is alike to the letter in {exact:.1f} s; linked in {ours['processor']:.0f} s, "
        f"{ours['processor'] / floor:.0f} and {ours['processor'] / exact:.0f} times that\n{ours}\n"
    )
    assert ours["peak_mb"] < MOST_MEGABYTES


def _read(path: Path) -> polars.DataFrame:
    return polars.read_csv(path)


def _joined_exactly(path: Path) -> polars.DataFrame:
    return _read(path).group_by(list(COLUMNS[1:])).agg(polars.len())


def _processor_of(work: object, path: Path) -> float:
    assert callable(work)
    begun = time.process_time()
    work(path)
    return time.process_time() - begun


def _linked(path: Path) -> str:
    module = ["-m", "tests.benchmarks.many_contacts", str(path)]
    return subprocess.run(
        [sys.executable, *module], capture_output=True, text=True, check=True
    ).stdout
