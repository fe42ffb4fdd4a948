"""What a team's files come to is read from its own rows, whatever the rest of the council has."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from reports.casework.amounts import Counting
from reports.casework.assessments import Teams, amounts, with_parts
from storage.measures import Scope, followed
from storage.measures.assessments import assessments
from storage.measures.contacts import recorded
from storage.measures.scope import EVERYBODY
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import a_conference, a_contact, an_assessment, an_enquiry
from tests.storage.plans import steps

MONTHS = tuple(months_back(Month(2026, 10), 3))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
BEGINS = date(2026, 5, 1)


def of(*teams: Team) -> Scope:
    return Scope(tuple(team.id for team in teams), MONTHS, NOW)


@pytest.mark.parametrize("seed", range(6))
def test_what_followed_a_teams_enquiries_is_what_it_is_among_everybodys(
    session: Session, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a draw that can be made again
    top = a_team(session, "Council")
    teams = [a_team(session, name, top) for name in ("North", "South", "East")]
    enquiries = []
    for _ in range(40):
        day = BEGINS + timedelta(days=chance.randrange(180))
        child = f"CH-{chance.randrange(9)}"
        whose = chance.choice([*teams, None])
        enquiries.append(an_enquiry(session, day, whose, child_ref=child))
    for _ in range(40):
        day = BEGINS + timedelta(days=chance.randrange(190))
        named = chance.choice([*enquiries, None, None]) if chance.random() < 0.7 else None
        child = named.child_ref if named and chance.random() < 0.8 else f"CH-{chance.randrange(11)}"
        a_conference(session, day, child_ref=child, enquiry_ref=named.ref if named else None)
    whole = followed(session, of(top, *teams))
    for some in ([teams[0]], teams[1:], teams):
        ids = {team.id for team in some}
        found = followed(session, of(*some))
        assert {one.ref for one in found.enquiries} == {
            one.ref for one in whole.enquiries if one.team_id in ids
        }
        theirs = [one for one in whole.conferences if one.team_id in ids]
        assert sorted(map(str, found.conferences)) == sorted(map(str, theirs))
    assert whole.conferences


@pytest.mark.parametrize("seed", range(4))
def test_parts_come_to_what_each_comes_to_by_itself(session: Session, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a draw that can be made again
    top = a_team(session, "Council")
    teams = [a_team(session, name, top) for name in ("North", "South", "East", "West")]
    enquiries = []
    for _ in range(40):
        day, child = BEGINS + timedelta(days=chance.randrange(180)), f"CH-{chance.randrange(9)}"
        seen = day if chance.random() < 0.5 else None
        whose = chance.choice([*teams, None])
        end = day + timedelta(days=chance.randrange(90))
        an_assessment(session, day, end, whose, child_seen_on=seen)
        enquiries.append(an_enquiry(session, day, chance.choice([*teams, None]), child_ref=child))
    for one in enquiries:
        named = chance.choice([one.ref, None])
        day = one.started_on + timedelta(days=chance.randrange(-9, 70))
        a_conference(session, day, child_ref=one.child_ref, enquiry_ref=named)
    scope = of(top, *teams)
    whole = {month: month.last for month in MONTHS}
    files = dict.fromkeys(("assessments", "section47", "conferences"), whole)
    parts = [Teams({teams[0].id}), Teams(team.id for team in teams[1:3])]
    found = with_parts(Counting(session, scope, {}, files), parts)
    for part in (Teams(scope.teams), *parts):
        alone = replace(scope, teams=tuple(sorted(part)))
        assert found[part] == amounts(Counting(session, alone, {}, files))


def test_a_team_costs_the_same_beside_a_busy_council(session: Session) -> None:
    top = a_team(session, "Council")
    north, south = a_team(session, "North", top), a_team(session, "South", top)
    add(session, north, 20)
    before = read(session, north)
    add(session, south, 400)
    assert read(session, north) <= before * 1.1


def add(session: Session, team: Team, count: int) -> None:
    for number in range(count):
        day = date(2026, 10, 1 + number % 28)
        child = f"{team.name}-{number}"
        a_contact(session, day, team, child_ref=child, reason="neglect")
        an_assessment(session, day - timedelta(days=30), day, team, child_ref=child)
        an_enquiry(session, day, team, child_ref=child)
        a_conference(session, day, child_ref=child)
    session.flush()


def read(session: Session, team: Team) -> int:
    """Return the steps of SQLite's machine that a team's contacts and what followed them take."""
    scope = of(team)

    def work() -> None:
        session.connection().execute(recorded(EVERYBODY), scope.values).all()
        assessments(session, scope)
        followed(session, scope)

    return steps(session, work)


def test_a_contact_is_compared_with_those_of_its_child_and_not_with_all_of_its_day(
    session: Session,
) -> None:
    top = a_team(session, "Council")
    north = a_team(session, "North", top)
    for number in range(20):
        a_contact(session, date(2026, 10, 5), north, child_ref=f"N-{number}", reason="neglect")
    before = read(session, north)
    for number in range(400):
        a_contact(session, date(2026, 10, 5), top, child_ref=f"T-{number}", reason="neglect")
    assert read(session, north) <= before * 1.1
