"""What an answer of a supervision costs beside its own statements: the floor of what it asks.

The processor's time of each update, and that of the same statements by the driver alone, one after
another, on a copy of the same encrypted file. No figure is a failure: `pytest -m benchmark -n 0 -s
tests/benchmarks/test_floor.py`; docs/performance.md has the figures.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.dialogue import Dialogue
from bot.messages import Incoming
from tests.benchmarks.figures import FIGURES, Figure
from tests.benchmarks.test_speed import say
from tests.conversations.council import council_records
from tests.conversations.deeds import act
from tests.conversations.play import LONDON, Stage
from tests.factories import make_store

pytestmark = pytest.mark.benchmark

SCRIPT = Path(__file__).parents[1] / "conversations" / "golden" / "supervision.txt"
UNTIL = "Sunil taps Open it"
BEGINS = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
ROUNDS = 3
Statement = tuple[str, Any, bool]


@dataclass
class Heard:
    """Every statement of a conversation, and those of each update: from where, to where."""

    statements: list[Statement] = field(default_factory=list)
    updates: list[tuple[str, float, range]] = field(default_factory=list)


def test_an_answer_of_a_supervision_beside_its_own_statements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _played(tmp_path, "warm")
    rounds = [_beside(tmp_path, number) for number in range(ROUNDS)]
    for kind in ("text", "tap"):
        ours, raw, count = (statistics.median(r[kind][part] for r in rounds) for part in range(3))
        work = "an answer typed" if kind == "text" else "a button tapped"
        say(
            capsys,
            f"{work} in a supervision: {ours:.2f} ms of the processor, {count:.0f} statements;"
            f" these alone: {raw:.2f} ms, ratio {ours / raw:.1f}",
        )
        FIGURES.append(
            Figure(
                f"{work} in a supervision",
                "its statements alone",
                ours / raw,
                floor=f"{raw:.2f} ms raw",
            )
        )


def _beside(folder: Path, number: int) -> dict[str, tuple[float, float, float]]:
    """Return, by kind of update, its milliseconds, those of its statements, and how many."""
    heard = _played(folder, f"round {number}")
    raw = _replayed(folder, f"raw {number}", heard)
    found = {}
    for kind in ("text", "tap"):
        theirs = [n for n, update in enumerate(heard.updates) if update[0] == kind]
        found[kind] = (
            statistics.median(heard.updates[n][1] for n in theirs),
            statistics.median(raw[n] for n in theirs),
            statistics.median(len(heard.updates[n][2]) for n in theirs),
        )
    return found


def _played(folder: Path, name: str) -> Heard:
    place, heard = folder / name, Heard()
    place.mkdir()
    stage = Stage(place, BEGINS)

    def hear(_c: object, _cur: object, sql: str, asked: object, _x: object, many: bool) -> None:
        heard.statements.append((sql, asked, many))

    event.listen(stage.store.engine, "before_cursor_execute", hear)
    stage.dialogue = _Timed(stage.dialogue, heard)  # type: ignore[assignment]
    for line in _lines():
        act(stage, line)
    stage.store.close()
    return heard


class _Timed:
    """A dialogue whose updates are timed."""

    def __init__(self, dialogue: Dialogue, heard: Heard) -> None:
        self._dialogue, self._heard = dialogue, heard

    def receive(self, incoming: Incoming, now: datetime) -> object:
        first, begun = len(self._heard.statements), time.process_time()
        receipt = self._dialogue.receive(incoming, now)
        ms = (time.process_time() - begun) * 1e3
        kind = "tap" if incoming.button else "text"
        self._heard.updates.append((kind, ms, range(first, len(self._heard.statements))))
        return receipt


def _lines() -> Iterator[str]:
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        if line == UNTIL:
            return
        if line.strip() and not line.startswith("  "):
            yield line


def _replayed(folder: Path, name: str, heard: Heard) -> list[float]:
    """Return the milliseconds of the statements of each update, each to its commit."""
    place = folder / name
    place.mkdir()
    records = council_records(BEGINS, 5)
    with (
        closing(make_store(place, records=records, waits_for_the_disk=False)) as store,
        closing(store.engine.raw_connection()) as pooled,
    ):
        driver: Any = pooled.driver_connection
        found, at = [], 0
        for _, _, places in heard.updates:
            _carried_out(driver, heard.statements[at : places.start])
            begun = time.process_time()
            _carried_out(driver, heard.statements[places.start : places.stop])
            found.append((time.process_time() - begun) * 1e3)
            at = places.stop
    return found


def _carried_out(driver: Any, statements: list[Statement]) -> None:
    for sql, asked, many in statements:
        if sql.startswith("BEGIN") and driver.in_transaction:
            driver.commit()
        cursor = driver.cursor()
        if many:
            cursor.executemany(sql, asked)
        else:
            cursor.execute(sql, asked).fetchall()
    driver.commit()
