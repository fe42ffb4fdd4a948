"""A list behind a team's figure is no more work after more years of files.

It looks over the whole council's rows of its month, and of three years for what a conference
followed, since a row without a team is the council's: it grows with a month, and not with what lies
before.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from reports.file_lists.rows import rows_behind
from reports.file_lists.stands import FILE_OF
from storage.session import Store
from storage.tables import Assessment, Conference, Contact, Referral, Section47, Team
from tests.factories import a_child, a_person, a_team, an_involvement, make_store
from tests.reports.casework.rows import APRIL, MARCH
from tests.storage.plans import steps

_A_MONTH = 12


@dataclass(frozen=True)
class Made:
    """A council of files, and the team that is asked about."""

    store: Store
    team: Team


def a_council(folder: Path, years: int) -> Made:
    folder.mkdir()
    store = make_store(folder, waits_for_the_disk=False)
    with store.writing() as session:
        whole = a_team(session, "Council")
        every = [a_team(session, f"Team {n}", whole) for n in range(2)]
        for team in every:
            session.add_all(_rows(session, team, years))
    return Made(store, every[0])


def _rows(session: Session, team: Team, years: int) -> Iterator[object]:
    worker = a_person(session, team=team)
    for month in months_back(MARCH, 12 * years):
        for n in range(_A_MONTH):
            ref, day = f"{team.name} {month} {n}", month.first + timedelta(n)
            child = a_child(session, ref)
            an_involvement(session, child, worker, day, day + timedelta(20))
            of: dict[str, Any] = {"ref": ref, "team_id": team.id, "child_ref": ref}
            yield Contact(**of, received_on=day, outcome="referral", domestic_abuse=True)
            yield Referral(**of, received_on=day)
            yield Assessment(**of, started_on=day - timedelta(30), authorised_on=day)
            yield Section47(**of, started_on=day)
            yield Conference(ref=ref, child_ref=ref, enquiry_ref=ref, held_on=day + timedelta(9))


def work(made: Made, key: str, month: Month = MARCH) -> int:
    with made.store.reading() as session:
        return steps(session, lambda: rows_behind(session, key, made.team, month, APRIL))


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Made, Made]]:
    folder = tmp_path_factory.mktemp("files")
    few, many = a_council(folder / "few", 4), a_council(folder / "many", 12)
    with closing(few.store), closing(many.store):
        yield few, many


@pytest.mark.long
@pytest.mark.parametrize("key", sorted(FILE_OF))
def test_what_lies_before_is_not_read(councils: tuple[Made, Made], key: str) -> None:
    few, many = (work(made, key) for made in councils)
    assert many <= 1.1 * few + 100
