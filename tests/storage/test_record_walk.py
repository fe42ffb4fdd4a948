"""The list of records is read by indexes: what looking at every record says, and no more work."""

import random
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import select

from storage import record_walk
from storage.record_list import PAGE, Waits, Wanted, choices, listed
from storage.record_walk import OPEN_TO_TEAMS
from storage.session import Session, Store
from storage.tables import Person, Record, Share
from tests.benchmarks.made import council_of_meetings
from tests.benchmarks.meetings import TODAY
from tests.factories import a_child, a_person, a_team, make_store
from tests.reports.factories import a_handover, a_meeting, a_record, a_reflection, a_submission
from tests.rewriting import rewriting
from tests.storage.plans import plan, statements, steps

NOON = time(12)


def entry(record: Record) -> str:
    return record.supervision_id or record.draft_id


def expected(session: Session, person_id: str, teams: Sequence[str]) -> list[str]:
    """Return the entries of a person's list, looked for in every record."""
    shared = set(session.exec(select(Share.draft_id).where(Share.with_id == person_id)).all())
    held: dict[str, date] = {}
    for one in session.exec(select(Record)).all():
        is_own = person_id in {one.writer_id, one.other_id}
        is_shared = one.visibility == "shared" and one.draft_id in shared
        if is_own or is_shared or (one.visibility in OPEN_TO_TEAMS and one.team_id in teams):
            held[entry(one)] = one.held_on
    return sorted(held, key=lambda key: (held[key], key), reverse=True)


def invent(session: Session, chance: random.Random) -> tuple[list[Person], list[str]]:
    """Add meetings, reflections and handovers of three teams, on few days, in no order."""
    teams = [a_team(session) for _ in range(3)]
    above = [a_person(session, role="supervisor", team=team) for team in teams]
    people = [a_person(session, team=t, supervisor=s) for t, s in zip(teams, above, strict=True)]
    children = [a_child(session) for _ in range(4)]
    for _ in range(50):
        who, child = chance.choice(people), chance.choice(children)
        day = date(2026, 10, chance.randint(1, 9))
        if chance.random() < 0.4:
            if chance.random() < 0.5:
                a_reflection(session, who, child, day)
            else:
                a_handover(session, child, who, datetime.combine(day, NOON, UTC))
            continue
        meeting = a_meeting(session, who, day)
        for about in chance.sample(children, chance.randint(1, 3)):
            a_submission(session, a_record(session, meeting, about))
    return [*people, *above], [team.id for team in teams]


@pytest.mark.parametrize("most_teams", [0, 40])
def test_it_is_what_looking_at_every_record_says(
    store: Store, monkeypatch: pytest.MonkeyPatch, most_teams: int
) -> None:
    monkeypatch.setattr(record_walk, "_MOST_TEAMS", most_teams)
    chance = random.Random(most_teams)  # noqa: S311 - an invented council
    with store.writing() as session:
        people, teams = invent(session, chance)
    with store.reading() as session:
        for person in people:
            for of_teams in ((), teams[:1], teams):
                known = expected(session, person.id, of_teams)
                first, older = listed(session, person.id, of_teams, 1, TODAY)
                second, _ = listed(session, person.id, of_teams, 2, TODAY)
                found = [row.entry_id for row in (*first, *second)]
                assert list(dict.fromkeys(found)) == known[: 2 * PAGE]
                assert older is (len(known) > PAGE)


def test_what_somebody_wrote_alone_is_narrowed_to_as_looking_at_every_record_says(
    store: Store,
) -> None:
    with store.writing() as session:
        people, teams = invent(session, random.Random(7))  # noqa: S311 - an invented council
    with store.reading() as session:
        for person, of in product(people, people):
            whole = set(expected(session, person.id, teams))
            records = session.exec(select(Record)).all()
            known = {
                entry(one)
                for one in records
                if of.id == (one.other_id if one.supervision_id else one.writer_id)
            }
            wanted = Wanted(practitioner_id=of.id)
            rows, _ = listed(session, person.id, teams, 1, TODAY, wanted)
            assert {row.entry_id for row in rows} == whole & known


def test_what_a_manager_reads_of_one_person_is_no_more_work_for_all_they_kept(
    tmp_path: Path,
) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        team = a_team(session)
        manager, *writers = [a_person(session, team=team) for _ in range(3)]
        for writer, kept in zip(writers, (1, 60), strict=True):
            a_handover(session, a_child(session), writer, datetime(2026, 10, 1, 12, tzinfo=UTC))
            for _ in range(kept):
                one = a_reflection(session, writer, a_child(session), date(2026, 10, 2))
                with rewriting(session):
                    session.get_one(Record, one.record_id).visibility = "kept"
    with store.reading() as session:
        few, many = (
            steps(session, partial(listed, session, manager.id, (team.id,), 1, TODAY, wanted))
            for wanted in (Wanted(practitioner_id=one.id) for one in writers)
        )
    store.close()
    assert many <= 1.05 * few + 100


@pytest.mark.thorough
def test_a_first_page_is_no_more_work_in_a_larger_council_or_after_more_years(
    tmp_path: Path,
) -> None:
    few = work_of_a_first_page(tmp_path, 3, 1)
    assert work_of_a_first_page(tmp_path, 12, 1) <= 1.05 * few + 100
    assert work_of_a_first_page(tmp_path, 3, 3) <= 1.05 * few + 100


def work_of_a_first_page(tmp_path: Path, teams: int, years: int) -> int:
    store, of = council_of_meetings(tmp_path, teams, years)
    with closing(store), store.reading() as session:
        return steps(session, lambda: listed(session, of.manager.id, (of.team.id,), 1, TODAY))


def test_what_it_can_be_narrowed_to_is_no_more_work_in_a_larger_council(tmp_path: Path) -> None:
    works = []
    for teams in (3, 12):
        store, of = council_of_meetings(tmp_path, teams, 1)
        with closing(store), store.reading() as session:
            id_, own = of.manager.id, (of.team.id,)
            works.append(steps(session, lambda: choices(session, id_, own)))  # noqa: B023 - asked at once
    assert works[1] <= 1.05 * works[0] + 100


def test_no_question_of_the_list_goes_through_every_record(store: Store) -> None:
    with store.writing() as session:
        people, teams = invent(session, random.Random(1))  # noqa: S311 - an invented council
    with statements(store) as heard, store.reading() as session:
        listed(session, people[0].id, teams, 1, TODAY)
        choices(session, people[0].id, teams)
    asked = [one for one in heard if one[0].startswith("SELECT")]
    assert len(asked) > 5
    with store.reading() as session:
        plans = [plan(session, *one) for one in asked]
    assert not [one for one in plans if "SCAN record" in one or "Seq Scan on record" in one]


def test_a_manager_of_very_many_teams_has_a_list(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        person = a_person(session)
        a_submission(session, a_record(session, a_meeting(session, person, TODAY), None))
    teams = [person.team_id, *(f"team {number}" for number in range(1200))]
    with embedded_store.reading() as session:
        assert len(listed(session, "", teams, 1, TODAY)[0]) == 1
        assert choices(session, "", teams).practitioners == ((person.id, person.name),)


def test_whoever_reads_every_team_of_a_large_council_asks_in_as_few_words(store: Store) -> None:
    with store.writing() as session:
        _, teams = invent(session, random.Random(1))  # noqa: S311 - an invented council
    asked = []
    for count in (50, 1300):
        every = frozenset([*teams, *map(str, range(count))])
        with statements(store) as heard, store.reading() as session:
            assert listed(session, "", every, 1, TODAY)[0]
            assert choices(session, "", every).children
            wanted = Wanted(waits=Waits.ON_OTHERS)
            assert listed(session, "", every, 1, TODAY, wanted)[0]
        asked.append([(words, len(given)) for words, given in heard])
    few, many = asked
    assert many == few
