"""Files of a service and of its teams, taken from one another, give no small count away."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from reports.leaving.beside import apart
from reports.leaving.readers import Readers, for_readers
from reports.leaving.summary import to_leave
from reports.render import json
from reports.summary import build
from storage.session import Store
from storage.tables import Team
from tests.factories import a_team, make_store
from tests.reports.casework.rows import APRIL, MARCH, a_contact, an_enquiry
from tests.reports.files import with_files

COUNT = "section47.count"
Shown = Mapping[str, Mapping[str, Any]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make_store(tmp_path, waits_for_the_disk=False)
    yield opened
    opened.close()


def council(store: Store, enquiries: Mapping[str, int], contacts: Mapping[str, int]) -> list[str]:
    """Make a council of two services, each of two teams; return the names of all."""
    with store.writing() as session:
        whole = a_team(session, "Council")
        teams = {}
        for service in ("East", "West"):
            teams[service] = a_team(session, service, whole)
            for number in ("1", "2"):
                name = f"{service} {number}"
                teams[name] = a_team(session, name, teams[service])
        for name, count in enquiries.items():
            for _ in range(count):
                an_enquiry(session, date(2026, 3, 3), teams[name])
        for name, count in contacts.items():
            for each in range(count):
                outcome = "referral" if each % 2 else "no further action"
                a_contact(session, date(2026, 3, 3), teams[name], outcome=outcome)
        return [*teams, whole.name]


def file_of(store: Store, name: str, readers: Readers = Readers.OUTSIDE) -> Shown:
    """Return what the file of a team says, by measure."""
    with store.reading() as session:
        team = session.exec(select(Team).where(Team.name == name)).one()
        built = build(session, team, MARCH, APRIL, None)
    made = json.document(for_readers(built, readers, apart(store, team.id, built)))
    return {one["key"]: one for one in made["measures"]}


def count_of(store: Store, name: str) -> int | None:
    """Return the number of enquiries that the file of a team says outside."""
    value: int | None = file_of(store, name)[COUNT]["value"]
    return value


def test_a_team_is_left_out_where_the_services_total_would_tell_a_small_one_beside_it(
    store: Store,
) -> None:
    council(store, {"East 1": 8, "East 2": 3, "West 1": 20, "West 2": 9}, {})
    assert count_of(store, "East") == 11
    assert count_of(store, "East 2") is None
    assert count_of(store, "East 1") is None
    assert count_of(store, "West 1") == 20
    assert count_of(store, "Council") == 40


def test_what_is_left_over_of_a_service_counts_as_a_team(store: Store) -> None:
    council(store, {"East": 2, "East 1": 8, "East 2": 9, "West": 30}, {})
    assert (count_of(store, "East 1"), count_of(store, "East 2")) == (None, None)
    assert count_of(store, "East") == 19


def test_teams_below_a_service_that_is_left_out_are_left_out_too(store: Store) -> None:
    """East, 20, is left out, since West has 4: its two teams, added up, would tell of it."""
    teams = council(store, {"East 1": 12, "East 2": 8, "West 1": 4}, {})
    assert {name: count_of(store, name) for name in teams} == {
        "Council": 24,
        **dict.fromkeys(("East", "East 1", "East 2", "West", "West 1", "West 2")),
    }


def test_no_other_figure_tells_what_was_left_out(store: Store) -> None:
    """East 2 has 3 contacts, so East 1's number stands in no figure that is counted from them."""
    council(store, {}, {"East 1": 40, "East 2": 3, "West": 50})
    for key, one in file_of(store, "East 1").items():
        if key.startswith("contacts."):
            assert 40 not in (one["numerator"], one["denominator"]), key


def test_inside_everything_is_told(store: Store) -> None:
    council(store, {"East 1": 8, "East 2": 3}, {})
    assert file_of(store, "East 2", Readers.INSIDE)[COUNT]["value"] == 3


def test_a_figure_that_is_set_aside_is_left_out_with_what_would_tell_it() -> None:
    made = with_files()
    key = "contacts.on_open_cases"
    left = to_leave(made, frozenset({(key, made.period)}))
    hidden = {one.key for one in left.casework if one.now.hidden}
    assert key in hidden
    # The true contacts and the recorded ones would tell how many were on open cases.
    assert hidden & {"contacts.recorded", "contacts.true"}


def test_of_zeros_alone_nothing_is_told_where_one_is_set_aside() -> None:
    zeros = {f"contacts.{name}": (0, 0, 0) for name in ("nfa_share", "domestic_abuse_share")}
    rest = {f"contacts.{name}": (0, 0, 0) for name in ("true", "on_open_cases", "triaged_share")}
    counts = {
        **zeros,
        **rest,
        "contacts.recorded": (0, None, 0),
        "contacts.repeat_share": (0, 0, 0),
    }
    made = with_files(counts)
    left = to_leave(made, frozenset({("contacts.recorded", made.period)}))
    assert all(one.now.hidden for one in left.casework if one.key.startswith("contacts."))
