"""Assessments, enquiries and conferences added up: as many as row by row, on both databases."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from storage import measures as queries
from storage.measures import Enquiry, Followed, Scope
from storage.measures.followed import FOLLOWS_WITHIN
from storage.measures.restarts import lasted
from storage.session import Store
from storage.tables import Assessment, Conference, Section47, Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import a_conference, an_assessment, an_enquiry

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
MONTHS = months_back(OCTOBER, 6)
FIRST = date(2026, 2, 1)
SELDOM = 0.15


@dataclass
class Council:
    """Two areas of two teams, and what followed contacts in them, drawn from a seed."""

    top: Team
    areas: list[tuple[str, ...]]
    assessments: list[Assessment]
    enquiries: list[Section47]
    conferences: list[Conference]

    @property
    def teams(self) -> tuple[str, ...]:
        return (self.top.id, *(team for area in self.areas for team in area))

    def scopes(self) -> list[tuple[Scope, Sequence[tuple[str, ...]]]]:
        """Return all of it with its areas, an area with its teams, and a team."""
        area = self.areas[0]
        return [
            (Scope(self.teams, MONTHS, NOW), self.areas),
            (Scope(area, MONTHS, NOW), [(team,) for team in area]),
            (Scope(area[1:], MONTHS, NOW), []),
        ]


def a_council(session: Session, seed: int) -> Council:
    chance, top = random.Random(seed), a_team(session, "Council")  # noqa: S311 - not for keys
    areas, teams = [], list[Team | None]([None, top])
    for name in ("North", "South"):
        area = a_team(session, name, top)
        below = [area, *(a_team(session, f"{name} {n}", area) for n in (1, 2))]
        teams += below
        areas.append(tuple(team.id for team in below))
    made = Council(top, areas, [], [], [])
    refs = ["CH-9998", "CH-9999", *children(session, chance, teams)]
    for _ in range(120):
        begun, days = drawn(chance), timedelta(days=chance.choice((-1, 0, 7, 30, 90)))
        seen = chance.choice((None, begun, begun + timedelta(days=7), begun - timedelta(days=1)))
        ended = None if chance.random() < SELDOM else begun + days
        of = {"child_ref": chance.choice(refs), "child_seen_on": seen}
        made.assessments.append(an_assessment(session, begun, ended, chance.choice(teams), **of))
    for _ in range(80):
        begun, sooner = drawn(chance), timedelta(days=chance.choice((0, 0, 3, -3)))
        of = {"child_ref": chance.choice(refs), "strategy_discussion_on": begun - sooner}
        made.enquiries.append(an_enquiry(session, begun, chance.choice(teams), **of))
    made.conferences += [conference(session, chance, made.enquiries, refs) for _ in range(60)]
    return made


def children(
    session: Session, chance: random.Random, teams: Sequence[Team | None]
) -> Iterator[str]:
    """Yield the references of children whose workers change, some of them often."""
    workers = [a_person(session, team=team) for team in teams if team]
    for often in (0, 0, 1, 2, 6, 6):
        child, day = a_child(session), FIRST
        for _ in range(often):
            ended = day + timedelta(days=chance.randrange(10, 90))
            an_involvement(session, child, chance.choice(workers), day, ended)
            day = ended
        an_involvement(session, child, chance.choice(workers), day)
        yield child.ref


def conference(
    session: Session, chance: random.Random, enquiries: Sequence[Section47], refs: Sequence[str]
) -> Conference:
    """Return one that names an enquiry, none, one of another child, or one that is not here."""
    named = chance.choice([None, *enquiries])
    child = named.child_ref if named and chance.random() > SELDOM else chance.choice(refs)
    ref = named.ref if named else chance.choice((None, "EN-NOBODY"))
    return a_conference(session, drawn(chance), child_ref=child, enquiry_ref=ref)


def drawn(chance: random.Random) -> date:
    """Return one of few days, so that many rows begin and end alike."""
    return date(2026, chance.randrange(3, 12), 1) + timedelta(days=chance.randrange(0, 28, 7))


SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])


@SEEDS
def test_assessments_that_count_alike_are_as_many_as_row_by_row(store: Store, seed: int) -> None:
    with store.writing() as session:
        council = a_council(session, seed)
        for scope, parts in council.scopes():
            found = Counter[tuple[object, ...]]()
            for *alike, many in queries.assessed_alike(session, scope, parts):
                found[tuple(alike)] += many
            assert found == Counter(
                (
                    part_of(one.team_id, parts),
                    one.started_on,
                    one.authorised_on,
                    bool(
                        one.child_seen_on
                        and one.started_on <= one.child_seen_on <= one.authorised_on
                    ),
                )
                for one in queries.assessments(session, scope)
            )
            assert found


def part_of(team_id: str | None, parts: Sequence[tuple[str, ...]]) -> int | None:
    return next((number for number, teams in enumerate(parts) if team_id in teams), None)


def test_those_that_are_alike_are_one_row(store: Store) -> None:
    with store.writing() as session:
        team, day = a_team(session, "Council"), date(2026, 10, 5)
        for _ in range(30):
            an_assessment(session, day, day, team)
            an_enquiry(session, day, team)
        scope = Scope((team.id,), MONTHS, NOW)
        assert [*queries.assessed_alike(session, scope)] == [(None, day, day, False, 30)]
        (alike,) = queries.followed_alike(session, scope).enquiries
        assert (alike.many, alike.started_on) == (30, day)


@SEEDS
def test_every_conference_follows_what_a_plain_search_finds(store: Store, seed: int) -> None:
    with store.writing() as session:
        council = a_council(session, seed)
        for scope, _ in council.scopes():
            found = queries.followed(session, scope)
            begun, held = plainly(council, scope)
            assert {one.ref for one in found.enquiries} == begun
            assert {(one.ref, one.enquiry and one.enquiry.ref) for one in found.conferences} == held


def plainly(council: Council, scope: Scope) -> tuple[set[str], set[tuple[str, str | None]]]:
    """Return which enquiries the teams began, and which conferences followed which of them."""
    first, last = scope.months[0].first, scope.months[-1].last
    began = {
        one.ref: min(one.started_on, one.strategy_discussion_on or one.started_on)
        for one in council.enquiries
    }
    team = {one.ref: one.team_id or council.top.id for one in council.enquiries}
    known = [
        one
        for one in council.enquiries
        if first - timedelta(days=366) <= one.started_on <= scope.today
    ]
    held = set[tuple[str, str | None]]()
    for one in council.conferences:
        if first <= one.held_on <= scope.today:
            of_child = [row for row in known if row.child_ref == one.child_ref]
            before = [row for row in of_child if began[row.ref] <= one.held_on]
            named = [row.ref for row in before if row.ref == one.enquiry_ref]
            near = [row.ref for row in before if began[row.ref] >= one.held_on - FOLLOWS_WITHIN]
            near = sorted(near, key=lambda ref: (began[ref], ref))
            found: list[str | None] = [None, *near, *named]
            followed = found[-1]
            if (team[followed] if followed else council.top.id) in scope.teams:
                held.add((one.ref, followed))
    begun = {
        one.ref
        for one in council.enquiries
        if first <= one.started_on <= last and team[one.ref] in scope.teams
    }
    return begun, held


@SEEDS
def test_enquiries_together_are_as_many_and_led_to_as_much(store: Store, seed: int) -> None:
    with store.writing() as session:
        council = a_council(session, seed)
        for scope, parts in council.scopes():
            one_by_one = queries.followed(session, scope)
            together = queries.followed_alike(session, scope, parts)
            assert {(one.ref, one.enquiry and one.enquiry.ref) for one in together.conferences} == {
                (one.ref, one.enquiry and one.enquiry.ref) for one in one_by_one.conferences
            }
            assert all(one.part == part_of(one.team_id, parts) for one in together.conferences)
            assert counted(together, []) == counted(one_by_one, parts)


def counted(
    followed: Followed, parts: Sequence[tuple[str, ...]]
) -> Counter[tuple[int | None, date, date, bool]]:
    led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
    found = Counter[tuple[int | None, date, date, bool]]()
    for one in followed.enquiries:
        found[part(one, parts), one.started_on, one.began_on, one.ref in led] += one.many
    return found


def part(one: Enquiry, parts: Sequence[tuple[str, ...]]) -> int | None:
    return part_of(one.team_id, parts) if parts else one.part


@SEEDS
def test_each_worker_who_changed_is_told_and_the_others_are_counted(
    store: Store, seed: int
) -> None:
    with store.writing() as session:
        council = a_council(session, seed)
        (scope, _), *others = council.scopes()
        every = list(lasted(session, scope))
        here = {one.ref for one in council.assessments if one.child_ref < "CH-9998"}
        ended = [
            one
            for one in queries.assessments(session, scope)
            if one.ref in here and one.started_on <= one.authorised_on
        ]
        assert sum(one.many for one in every) == len(ended)
        changed = [one for one in every if one.changed_on]
        assert changed
        assert [one.ref for one in changed] == [
            one.ref for one in sorted(changed, key=lambda one: (one.month, one.ref))
        ]
        assert all(
            one.started_on < one.changed_on <= one.authorised_on
            for one in changed
            if one.changed_on
        )
        days = Counter((one.started_on, one.authorised_on) for one in ended)
        for one in every:
            days[one.started_on, one.authorised_on] -= one.many
        assert not any(days.values())
        for of, _ in others:
            theirs = [one for one in changed if one.team_id in of.teams]
            assert [one for one in lasted(session, of) if one.changed_on] == theirs
