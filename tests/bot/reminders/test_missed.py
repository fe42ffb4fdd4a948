"""A supervision that was not held: asked of its supervisor once the month is over."""

from datetime import date

import pytest
from sqlmodel import select

from bot.reminders import missed as kind
from practice.access import Role, Viewer
from practice.calendar import Month
from practice.terms import MissedBecause
from reports import not_held
from storage import missed
from storage.measures import Scope
from storage.missed import ToSay
from storage.session import Store
from storage.tables import Involvement
from tests.bot.reminders.council import Council, a_council, at

MAY = Month(2026, 5)
FIRST, LATEST = date(2026, 6, 1), date(2026, 6, 15)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    council = a_council(embedded_store)
    council.discuss(council.practitioner, ["in depth"], date(2026, 4, 20))
    return council


def asked(council: Council, on: date) -> list[tuple[str, str | None]]:
    with council.store.reading() as session:
        return [(one.practitioner_id, one.person_id) for one in kind.due(session, on)]


def explain(council: Council, because: MissedBecause, words: str | None = None) -> None:
    with council.store.writing() as session:
        told = ToSay(council.practitioner.id, MAY, because, words=words)
        missed.say(session, told, council.supervisor.id, at(FIRST))


def reasons(council: Council, viewer: Viewer | None) -> list[str]:
    ids = [council.practitioner.id]
    with council.store.reading() as session:
        scope = Scope((council.practitioner.team_id,), (MAY,), at(LATEST))
        return list(not_held.reasons(session, ids, scope, viewer).values())


def viewer(person_id: str, role: Role, team_id: str = "") -> Viewer:
    return Viewer(person_id=person_id, role=role, team_ids=frozenset({team_id}))


def test_the_supervisor_is_asked_on_the_next_working_day_for_two_weeks(council: Council) -> None:
    mine = (council.practitioner.id, council.supervisor.id)
    assert mine not in asked(council, date(2026, 5, 31))
    assert mine in asked(council, FIRST)
    assert mine in asked(council, LATEST)
    assert mine not in asked(council, date(2026, 6, 16))


def test_months_without_one_are_told_as_one_stretch(council: Council) -> None:
    """One in April and none until the end of August; and of no month that is not over."""
    waits = {}
    with council.store.reading() as session:
        for month, day in ((4, date(2026, 5, 4)), (8, date(2026, 8, 31)), (8, date(2026, 9, 1))):
            scope = Scope((council.practitioner.team_id,), (Month(2026, month),), at(day))
            found = not_held.stretches(session, scope, [council.practitioner.id], date(2026, 4, 20))
            waits[day] = found.get(council.practitioner.id, 0)
            counted = not_held.count(session, scope, date(2026, 4, 20)).stretches
            assert (waits[day] in counted) is (waits[day] >= not_held.LONG)
    assert list(waits.values()) == [0, 3, 4]


def test_a_supervision_of_the_month_that_is_sent_late_takes_it_back(council: Council) -> None:
    council.discuss(council.practitioner, ["in depth"], date(2026, 5, 29), at(FIRST, 12))
    assert asked(council, FIRST) == asked(council, LATEST)
    assert council.practitioner.id not in {one for one, _ in asked(council, LATEST)}


def test_a_reason_takes_it_back(council: Council) -> None:
    explain(council, MissedBecause.URGENT)
    assert council.practitioner.id not in {one for one, _ in asked(council, LATEST)}


def test_a_team_that_has_held_none_is_not_asked(embedded_store: Store) -> None:
    assert asked(a_council(embedded_store), FIRST) == []


def test_the_last_that_was_said_holds_and_opens_to_those_it_is_for(council: Council) -> None:
    explain(council, MissedBecause.URGENT)
    explain(council, MissedBecause.OTHER, words="We were both at court.")
    team = council.practitioner.team_id
    said = ["Another reason: \u201cWe were both at court.\u201d"]
    assert reasons(council, None) == said
    assert reasons(council, viewer(council.practitioner.id, Role.PRACTITIONER, team)) == said
    assert reasons(council, viewer(council.supervisor.id, Role.SUPERVISOR, team)) == said
    assert reasons(council, viewer("x", Role.MANAGER, team)) == said
    assert reasons(council, viewer("x", Role.MANAGER, "another team")) == []
    assert reasons(council, viewer("x", Role.SUPERVISOR, team)) == []
    assert reasons(council, viewer("x", Role.PRACTICE_LEAD, team)) == []


def test_the_last_that_was_said_holds_though_the_clock_was_set_back(council: Council) -> None:
    with council.store.writing() as session:
        for because, hour in ((MissedBecause.URGENT, 12), (MissedBecause.NOT_WRITTEN, 10)):
            told = ToSay(council.practitioner.id, MAY, because)
            missed.say(session, told, council.supervisor.id, at(FIRST, hour))
    with council.store.reading() as session:
        for moment in (None, at(LATEST)):
            found = missed.said(session, [council.practitioner.id], MAY, moment)
            assert [one.because for one in found.values()] == [MissedBecause.NOT_WRITTEN]


def test_the_words_lie_encrypted(council: Council) -> None:
    explain(council, MissedBecause.OTHER, words="We were both at court.")
    with council.store.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT words FROM missed_supervision").all()
    assert rows
    assert not any("court" in row[0] for row in rows)


def test_a_stretch_ends_where_somebody_had_no_case(store: Store) -> None:
    council = a_council(store)
    council.discuss(council.practitioner, ["in depth"], date(2026, 4, 20))
    ids = [council.practitioner.id]
    with council.store.writing() as session:
        scope = Scope((council.practitioner.team_id,), (Month(2026, 9),), at(date(2026, 10, 1)))
        assert not_held.stretches(session, scope, ids, date(2026, 4, 20))[ids[0]] == 5
        for one in session.exec(select(Involvement).where(Involvement.person_id == ids[0])):
            one.started_on = date(2026, 8, 14)
            session.add(one)
        session.flush()
        assert not_held.stretches(session, scope, ids, date(2026, 4, 20)) == {ids[0]: 2}
        assert not_held.stretches(session, scope, ids, date(2026, 9, 7)) == {}
