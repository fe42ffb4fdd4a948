"""What is asked for most often, of one council's records and of a million.

The summaries of the council and of one of its teams, counted from every record and read from
tallies; a page of records, and what is due for a team. `python -m tests.benchmarks --full`, or
alone: `pytest -m benchmark -n 0 -s tests/benchmarks/test_million.py`. `UNDERSTORY_MILLION` names a
folder in which the records are made, or were made before.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.forecast import forecast
from practice.access import Role
from storage import stale_marks
from storage.people import team_and_descendants, team_by_name
from storage.record_list import listed
from storage.session import Session, Store
from storage.tables import Person
from tests.benchmarks.copies import DAY, a_council
from tests.benchmarks.figures import FIGURES, Figure, exponent
from tests.benchmarks.growing import milliseconds
from tests.benchmarks.million import COPIES, a_million, records
from tests.benchmarks.test_speed import say
from tests.benchmarks.test_summaries import NAMES, NOW, change_and_make, make, summary

pytestmark = [
    *(pytest.mark.benchmark, pytest.mark.timeout(0)),
    pytest.mark.skipif(
        os.environ.get("UNDERSTORY_BENCHMARKS") == "quick", reason="a million takes minutes"
    ),
]

AIMS = {"the council": 1000, "one team": 200}
"""Milliseconds for a summary."""
TIMES = 20
"""As many times as long takes the plain count at least."""
TEAM = "Safeguarding East"


def test_a_million_records_beside_one_council(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(a_council(tmp_path / "one")) as store:
        of_one = {**counted(store), **asked_often(store)}
    folder = Path(os.environ.get("UNDERSTORY_MILLION") or tmp_path / "million")
    with closing(a_million(folder)) as store:
        count = records(store)
        of_all = {**counted(store), **asked_often(store)}
    lines = [
        f"{work}: {of_one[work]:.3g} ms, {ms:.4g} ms of {count} records, exponent {power:.2f}"
        for work, ms in of_all.items()
        for power in [exponent((1, COPIES), (of_one[work], ms))]
    ]
    say(capsys, *lines)
    FIGURES.extend(figures(of_one, of_all))


def counted(store: Store) -> dict[str, float]:
    """Return the milliseconds of what reads every record, each done once."""
    with store.engine.begin() as on:
        # Whatever was kept of a run before is thrown away.
        stale_marks.make(on)
    found = {f"{whose}, counted": once(partial(summary, store, NAMES[whose])) for whose in NAMES}
    found["tallies of eighteen months"] = once(partial(make, store, NAMES["the council"]))
    return found


def once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


def asked_often(store: Store) -> dict[str, float]:
    """Return the milliseconds of what must not grow with the rest of the council."""
    found = {
        f"{whose}, from tallies": milliseconds(partial(summary, store, NAMES[whose]))
        for whose in NAMES
    }
    with store.reading() as session:
        team = team_by_name(session, TEAM)
        assert team is not None
        in_team = select(Person).where(Person.team_id == team.id, col(Person.left_on).is_(None))
        of_team = session.exec(in_team.order_by(Person.id)).all()
        worker = next(one for one in of_team if one.role == Role.PRACTITIONER)
        for work, do in works(session, worker, team.id):
            found[work] = milliseconds(do)
    found["one team, tallies after one change"] = milliseconds(
        partial(change_and_make, store, NAMES["one team"]), rounds=3
    )
    return found


def works(
    session: Session, worker: Person, team_id: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    top = team_by_name(session, NAMES["the council"])
    assert top is not None
    everything = frozenset(team_and_descendants(session, top.id))
    for whose, person, teams in (
        ("a practitioner's", worker.id, ()),
        ("a team manager's", "", (team_id,)),
        ("a director's", "", everything),
    ):
        yield f"{whose} page of records", partial(listed, session, person, teams, 1, DAY)
    yield "what is due for one team", partial(forecast, session, NOW, [team_id])


def figures(of_one: dict[str, float], of_all: dict[str, float]) -> Iterator[Figure]:
    for work, ms in of_all.items():
        power = exponent((1, COPIES), (of_one[work], ms))
        yield Figure(f"{work}, 1 M records", exponent=power, floor=f"{ms:.0f} ms")
    for whose, aim in AIMS.items():
        tallied = of_all[f"{whose}, from tallies"]
        yield Figure(
            f"{whose}'s summary, 1 M records",
            "every record counted",
            tallied / of_all[f"{whose}, counted"],
            floor=f"aim 1/{TIMES} and {aim} ms; {tallied:.0f} ms",
        )
