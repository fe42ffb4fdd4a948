"""On random files, each list behind a figure has exactly as many rows as the figure says."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from practice.calendar import Month
from practice.contact_answers import ContactAnswer, ContactQuestion
from reports.casework.measures import CASEWORK
from reports.casework_view import CaseworkFigure
from reports.file_lists.choosing import LEFT_OUT, ON_OPEN_CASE, choose, opens_with, parts_of
from reports.file_lists.stands import FILE_OF, stands
from reports.selection import ALL, COUNTED, REST
from storage import link_answers
from storage.tables import Child, Contact, Person, Team
from tests.factories import a_child, a_person, a_team, an_involvement, make_store
from tests.reports.casework.rows import (
    APRIL,
    MARCH,
    a_conference,
    a_contact,
    a_referral,
    an_assessment,
    an_enquiry,
    figures,
)

REFS = [f"CH-{n:04}" for n in range(12)]
FIRST = date(2025, 9, 1)


@pytest.fixture(params=[0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3))])
def teams(session: Session, request: pytest.FixtureRequest) -> list[Team]:
    drawn = random.Random(request.param)  # noqa: S311 - a test's
    whole = a_team(session, "Council")
    every = [whole, *(a_team(session, name, whole) for name in ("North", "South"))]
    workers = [a_person(session, team=team) for team in every[1:] for _ in range(2)]
    _cases(session, drawn, workers)
    for _ in range(120):
        _at_the_door(session, drawn, drawn.choice([*every, None]))
    for _ in range(60):
        _followed(session, drawn, drawn.choice([*every, None]))
    return every


def _day(drawn: random.Random) -> date:
    # Most are of the months that are looked at.
    return FIRST + timedelta(drawn.choice([drawn.randrange(217), drawn.randrange(150, 217)]))


def _cases(session: Session, drawn: random.Random, workers: list[Person]) -> None:
    for ref in REFS[:9]:
        child = a_child(session, ref)
        begun = FIRST + timedelta(drawn.randrange(40))
        for worker in drawn.sample(workers, drawn.randrange(1, 4)):
            ended = begun + timedelta(drawn.randrange(20, 90))
            an_involvement(session, child, worker, begun, ended)
            begun = ended
        if drawn.random() < 0.5:
            an_involvement(session, child, drawn.choice(workers), begun)


def _at_the_door(session: Session, drawn: random.Random, team: Team | None) -> None:
    named = {"child_ref": drawn.choice([*REFS, None, None])}
    told = {name: drawn.choice([True, False, None]) for name in ("domestic_abuse", "triaged")}
    outcome = drawn.choice(["no further action", "referral", "already open", None])
    reason = drawn.choice(["neglect", "abuse", "", None])
    a_contact(session, _day(drawn), team, outcome=outcome, reason=reason, **named, **told)
    a_referral(session, _day(drawn), team, **named)


def _followed(session: Session, drawn: random.Random, team: Team | None) -> None:
    child, started = drawn.choice(REFS), _day(drawn)
    ended = drawn.choice([None, *(started + timedelta(drawn.randrange(-3, 90)) for _ in "abc")])
    seen = drawn.choice([None, started + timedelta(drawn.randrange(60))])
    an_assessment(session, started, ended, team, child_ref=child, child_seen_on=seen)
    discussed = drawn.choice([None, started - timedelta(2)])
    enquiry = an_enquiry(session, started, team, child_ref=child, strategy_discussion_on=discussed)
    if drawn.random() < 0.6:
        of = drawn.choice([enquiry, None])
        held = started + timedelta(drawn.randrange(1, 40))
        a_conference(session, held, of, child_ref=drawn.choice([child, *REFS]))


def said(figure: CaseworkFigure, part: str) -> int | None:
    """Return how many rows a figure says that a part has; None where it says nothing of it."""
    now = figure.now
    every = now.numerator if now.denominator is None else now.denominator
    if part == ALL:
        return int(every or 0)
    if part == LEFT_OUT:
        return now.left_out
    if part in {COUNTED, REST}:
        counted = int(now.numerator or 0)
        return counted if part == COUNTED else int(every or 0) - counted
    return None


def lists(
    session: Session, teams: list[Team], month: Month, as_of: datetime
) -> Iterator[tuple[str, str, int, int]]:
    """Yield each part of each measure of each team: how many its figure says, and its list has."""
    for team in teams:
        found = figures(session, team, month, as_of)
        for key in FILE_OF:
            rows = stands(session, key, team.id, month, as_of)
            for part in parts_of(key):
                wanted = said(found[key], part)
                if wanted is not None:
                    yield f"{team.name} {key}", part, wanted, len(choose(rows, part))


@pytest.mark.parametrize(
    ("month", "as_of"),
    [
        (MARCH, APRIL),
        (MARCH, datetime(2026, 3, 20, 9, tzinfo=UTC)),
        (Month(2026, 2), APRIL),
        (Month(2024, 2), APRIL),
    ],
)
def test_a_list_has_as_many_rows_as_its_figure_says(
    session: Session, teams: list[Team], month: Month, as_of: datetime
) -> None:
    found = list(lists(session, teams, month, as_of))
    assert [one for one in found if one[2] != one[3]] == []
    if month == MARCH:
        filled = {part for _, part, wanted, _ in found if wanted}
        assert filled == {ALL, COUNTED, REST, LEFT_OUT}


def test_what_people_confirmed_of_contacts_is_on_their_list(tmp_path: Path) -> None:
    made = make_store(tmp_path, waits_for_the_disk=False)
    with closing(made) as store, store.writing() as session:
        drawn = random.Random(7)  # noqa: S311 - a test's
        team = a_team(session, "Council")
        _cases(session, drawn, [a_person(session, team=team) for _ in range(3)])
        for _ in range(80):
            _at_the_door(session, drawn, team)
        before = stands(session, "contacts.recorded", team.id, MARCH, APRIL)
        _answers(session, drawn)
        after = stands(session, "contacts.recorded", team.id, MARCH, APRIL)
        found = list(lists(session, [team], MARCH, APRIL))
    assert len(choose(after, ON_OPEN_CASE)) > len(choose(before, ON_OPEN_CASE))
    assert [one for one in found if one[2] != one[3]] == []


def _answers(session: Session, drawn: random.Random) -> None:
    """Let somebody say of contacts without a reference that they are about a child, some twice."""
    by, children = a_person(session).id, session.exec(select(Child)).all()
    nameless = select(Contact).where(col(Contact.child_ref).is_(None))
    for place, contact in enumerate(session.exec(nameless).all()):
        for minute in range(1 + place % 2):
            child = drawn.choice(children).id
            asked = link_answers.as_they_are(session, ContactQuestion.CHILD, contact.id, child)
            at = APRIL - timedelta(hours=1, minutes=-minute)
            link_answers.give(session, asked, ContactAnswer.YES, by, at)


def test_the_parts_of_what_was_recorded_add_up_to_it(session: Session, teams: list[Team]) -> None:
    rows = stands(session, "contacts.recorded", teams[0].id, MARCH, APRIL)
    numbers = [len(choose(rows, part)) for part in parts_of("contacts.recorded")]
    assert numbers[0] == sum(numbers[1:])
    assert all(numbers[:3])
    of_true = figures(session, teams[0])["contacts.true"].now
    assert numbers[1] == of_true.value


def test_every_row_stands_once_and_is_of_a_team_that_was_asked_about(
    session: Session, teams: list[Team]
) -> None:
    for team in teams[1:]:
        for key in FILE_OF:
            rows = stands(session, key, team.id, MARCH, APRIL)
            assert len({one.ref for one in rows}) == len(rows), key
            assert {one.team_id for one in rows} <= {team.id}, key


def test_whatever_is_counted_from_rows_has_a_list() -> None:
    without = {one.key for one in CASEWORK} - FILE_OF.keys()
    assert {key.partition(".")[0] for key in without} == {"workforce", "supervision"}
    assert all(opens_with(key) in parts_of(key) for key in FILE_OF)
