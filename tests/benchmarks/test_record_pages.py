"""What the Records page reads, for a practitioner and a manager; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_record_pages.py`.
"""

from contextlib import closing
from pathlib import Path

import pytest

from storage import record_list
from storage.record_list import choices, listed
from storage.session import Store
from storage.tables import Person
from tests.benchmarks.growing import SIZES, growths, milliseconds, new_folder
from tests.benchmarks.meetings import TODAY, Colleagues, a_council_of_meetings
from tests.benchmarks.test_speed import say
from tests.factories import make_store

pytestmark = pytest.mark.benchmark

TEAMS, YEARS = 3, 1


@pytest.mark.parametrize("grows", ["teams", "years"])
def test_turning_pages(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    grows: str,
) -> None:
    # Full after a year; of 30 a page would grow until it is.
    monkeypatch.setattr(record_list, "PAGE", 10)
    measured = []
    for size in SIZES:
        teams = TEAMS * size if grows == "teams" else TEAMS
        years = YEARS * size if grows == "years" else YEARS
        with closing(make_store(new_folder(tmp_path, size), waits_for_the_disk=False)) as store:
            measured.append(costs(store, a_council_of_meetings(store, teams, years)))
    grown = growths(measured, SIZES, f"while the {grows} of the council grow")
    say(capsys, f"{TEAMS} {grows}, 4 and 16 times", *map(str, grown))


def costs(store: Store, of: Colleagues) -> dict[str, float]:
    found: dict[str, float] = {}
    for person, teams in ((of.practitioner, ()), (of.manager, (of.team.id,))):
        found[f"a {person.role}'s first page"] = first_page(store, person, teams)
        found[f"what a {person.role} may choose"] = what_to_choose(store, person, teams)
    return found


def first_page(store: Store, person: Person, teams: tuple[str, ...]) -> float:
    def read() -> None:
        with store.reading() as session:
            assert listed(session, person.id, teams, 1, TODAY)[0]

    return milliseconds(read)


def what_to_choose(store: Store, person: Person, teams: tuple[str, ...]) -> float:
    def read() -> None:
        with store.reading() as session:
            assert choices(session, person.id, teams).children

    return milliseconds(read)
