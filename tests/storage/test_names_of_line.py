"""The names up somebody's line, asked in one question, are those of the people up it."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from storage import reach
from storage.session import Session
from storage.tables import Person, Team
from tests.factories import a_person, a_team, make_store

ROLES = ("practitioner", "supervisor", "manager", "manager")


@pytest.mark.parametrize("seed", range(12))
def test_names_up_the_line_are_those_of_the_people_up_it(tmp_path: Path, seed: int) -> None:
    drawn = Random(seed)  # noqa: S311 - the same council each time
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        people = a_council(session, drawn)
    with store.reading() as session:
        for person in people:
            up = [session.get_one(Person, one) for one in reach.ids_of_line(session, person.id)]
            names = reach.names_of_line(session, person.id)
            assert sorted(names.split()) == sorted({one.name for one in up})
    store.close()


def a_council(session: Session, drawn: Random) -> list[Person]:
    """Return people of whom some stand above each other, as their teams do."""
    teams = [a_team(session) for _ in range(5)]
    people = [
        a_person(session, f"P{n}", drawn.choice(ROLES), team=drawn.choice(teams)) for n in range(14)
    ]
    for team in teams:
        team.parent_id = drawn.choice([None, *(one.id for one in teams if one is not team)])
    for person in people:
        person.supervisor_id = drawn.choice([None, *_ids(people, person)])
    session.flush()
    return people


def _ids(people: Sequence[Person], but: Person) -> list[str]:
    return [one.id for one in people if one is not but]


def test_a_team_that_stands_above_itself_ends_the_line(tmp_path: Path) -> None:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        team: Team = a_team(session)
        team.parent_id = team.id
        manager = a_person(session, "Ruth", "manager", team=team)
        person = a_person(session, "Priya", team=team)
        assert reach.names_of_line(session, person.id) == manager.name
        assert reach.names_of_line(session, manager.id) == ""
    store.close()
