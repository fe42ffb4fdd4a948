"""How a summary's cost grows with the council; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_summaries.py`; see docs/performance.md.
"""

from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.demo.council import opening
from practice.access import Role, Viewer
from practice.calendar import Month
from reports import kept
from reports.summary import build
from storage import stale_marks
from storage.drafts import StepRow, add_steps, last_number
from storage.people import team_by_name
from storage.session import Store
from storage.tables import Record
from tests.benchmarks.copies import DAY, a_council, grow
from tests.benchmarks.growing import SIZES, growths, milliseconds
from tests.benchmarks.test_speed import say

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

NAMES = {"the council": "Hartwell", "one team": "Safeguarding East"}
NOW, MONTH = opening(DAY), Month(2026, 10)


def test_a_summary_of_a_team_and_of_the_council(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = []
    with closing(a_council(tmp_path / "records")) as store:
        for before, size in pairwise((1, *SIZES)):
            grow(store, range(before, size))
            with store.engine.begin() as on:
                stale_marks.make(on)
            measured.append(costs(store))
    say(capsys, *map(str, growths(measured, SIZES, "while the council grows")))


def costs(store: Store) -> dict[str, float]:
    found = {}
    for work, do in (
        ("every measure counted", summary),
        ("tallies made again after one change", change_and_make),
        ("read from tallies", summary),
    ):
        for whose, name in NAMES.items():
            found[f"{whose}, {work}"] = milliseconds(partial(do, store, name))
    return found


def summary(store: Store, name: str) -> None:
    with store.reading() as session:
        team = team_by_name(session, name)
        assert team is not None
        viewer = Viewer(person_id="", role=Role.MANAGER, team_ids=frozenset({team.id}))
        assert build(session, team, MONTH, NOW, viewer).figures


def make(store: Store, name: str) -> None:
    with store.reading() as session:
        team = team_by_name(session, name)
    assert team is not None
    kept.bring_up_to_date(store, team.id, MONTH, NOW)


def change_and_make(store: Store, name: str) -> None:
    """Let a record of the month of a team be agreed again, and make what that makes stale."""
    with store.writing() as session:
        team = team_by_name(session, "Safeguarding East")
        assert team is not None
        month = col(Record.held_on).between(MONTH.first, MONTH.last)
        of_team = select(Record).where(Record.team_id == team.id, month)
        record = session.scalars(of_team.limit(1)).one()
        last = last_number(session, record.draft_id)
        step = StepRow(last + 1, "agreed", None, 0, None, False, record.writer_id, NOW)
        add_steps(session, record.draft_id, [step])
    make(store, name)
