"""What is due for one team, and what a tick reads, while the council and its past grow.

No figure is a failure: `pytest -m benchmark -n 0 -s tests/benchmarks/test_due.py`.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.forecast import forecast
from bot.reminders import KINDS
from practice.terms import StepKind
from storage import drafts
from storage.session import Session, Store
from tests.benchmarks.growing import SIZES, growths, milliseconds, new_folder
from tests.benchmarks.meetings import Colleagues, a_council_of_meetings
from tests.benchmarks.test_speed import say
from tests.factories import a_person, make_store
from tests.storage.test_current_draft import a_draft, add

pytestmark = pytest.mark.benchmark

MONTH_END = datetime(2026, 12, 29, 10, tzinfo=UTC)
TEAMS, YEARS, DRAFTS = 3, 1, 50


@pytest.mark.parametrize("grows", ["teams", "years"])
def test_what_is_due(tmp_path: Path, capsys: pytest.CaptureFixture[str], grows: str) -> None:
    measured = []
    for size in SIZES:
        teams = TEAMS * size if grows == "teams" else TEAMS
        years = YEARS * size if grows == "years" else YEARS
        with closing(make_store(new_folder(tmp_path, size), waits_for_the_disk=False)) as store:
            measured.append(costs(store, a_council_of_meetings(store, teams, years)))
    grown = growths(measured, SIZES, f"while the {grows} of the council grow")
    say(capsys, f"{TEAMS} {grows}, 4 and 16 times", *map(str, grown))


def costs(store: Store, of: Colleagues) -> dict[str, float]:
    def of_team() -> None:
        with store.reading() as session:
            assert forecast(session, MONTH_END, [of.team.id])

    def of_tick() -> None:
        with store.reading() as session:
            assert sum(len(kind.due(session, MONTH_END.date())) for kind in KINDS)

    return {
        "what is due for one team": milliseconds(of_team),
        "what a tick reads": milliseconds(of_tick),
    }


def test_the_current_draft_of_who_has_had_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = []
    for size in SIZES:
        with closing(make_store(new_folder(tmp_path, size), waits_for_the_disk=False)) as store:
            with store.writing() as session:
                person = sent(session, DRAFTS * size)
            with store.reading() as session:
                ms = milliseconds(lambda: drafts.current(session, person))  # noqa: B023 - asked at once
            measured.append({"the current draft": ms})
    sizes = [DRAFTS * size for size in SIZES]
    grown = growths(measured, sizes, "while the drafts of its person grow")
    say(capsys, "drafts of one person", *map(str, grown))


def sent(session: Session, count: int) -> str:
    person = a_person(session).id
    for _ in range(count):
        add(
            session,
            a_draft(session, person),
            [StepKind.OPENED, StepKind.SUBMITTED],
            person,
            at_once=False,
        )
    return person
