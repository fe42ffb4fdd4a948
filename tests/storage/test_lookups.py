"""What waits, and what a list can be narrowed to, has rows of its own: as every record says."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from practice.calendar import Month
from practice.terms import RECORD_STATES, DraftKind, StepKind
from storage import children, departures, drafts, lookups, people, records, shares
from storage import measures as queries
from storage.session import Store
from storage.tables import (
    Draft,
    ListChoice,
    Person,
    Record,
    Share,
    ShareClosing,
    SharedReflection,
    Step,
    UnfinishedDraft,
    WaitingPart,
)
from tests.benchmarks.made import lived_in_council
from tests.benchmarks.meetings import Colleagues
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_reflection
from tests.storage.plans import steps

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
KINDS = (*RECORD_STATES, StepKind.DISCARDED, StepKind.ANSWERED)


def kept(session: Session) -> tuple[set[object], ...]:
    waiting: set[object] = {
        (p.whose, p.draft_id, p.role, p.state) for p in session.exec(select(WaitingPart))
    }
    unfinished: set[object] = {
        (d.person_id, d.draft_id) for d in session.exec(select(UnfinishedDraft))
    }
    choices: set[object] = {(c.whose, c.kind, c.what) for c in session.exec(select(ListChoice))}
    shared: set[object] = {
        (s.whose, s.held_on, s.record_id, s.writer_id)
        for s in session.exec(select(SharedReflection))
    }
    return waiting, unfinished, choices, shared


def said_by_every_row(session: Session) -> tuple[set[object], ...]:
    session.flush()
    state: dict[str, str] = {}
    thrown = set()
    for step in session.exec(select(Step).order_by(col(Step.draft_id), col(Step.number))):
        if step.kind in RECORD_STATES:
            state[step.draft_id] = step.kind
        elif step.kind == StepKind.DISCARDED:
            thrown.add(step.draft_id)
    every = session.exec(select(Record)).all()
    waits = {StepKind.SUBMITTED, StepKind.RETURNED}
    waiting: set[object] = {
        (whose, one.draft_id, role, state[one.draft_id])
        for one in every
        if one.supervision_id and state.get(one.draft_id) in waits
        for whose, role in (
            (one.writer_id, "supervisor"), (one.other_id, "practitioner"), (one.team_id, "team"),
        )
    }  # fmt: skip
    unfinished: set[object] = {
        (draft.person_id, draft.id)
        for draft in session.exec(select(Draft))
        if draft.id not in thrown
        and (
            state.get(draft.id) == StepKind.RETURNED
            or (draft.id not in state and (not draft.parent_id or draft.kind == "reading"))
        )
    }
    shares = session.exec(select(Share)).all()
    closed = set(session.exec(select(ShareClosing.share_id)))
    still = [one for one in shares if one.id not in closed]
    shown = {s for one in every if one.visibility == "shared" for s in shown_to(one, still)}
    return waiting, unfinished, {c for one in every for c in choices_of(one, shares)}, shown


def shown_to(one: Record, still: Sequence[Share]) -> Iterator[object]:
    whose = {share.with_id for share in still if share.draft_id == one.draft_id}
    for who in whose or {""}:
        yield who, one.held_on, one.id, one.writer_id


def choices_of(one: Record, shares: object) -> Iterator[object]:
    of_meeting = one.supervision_id is not None
    whose = [one.writer_id, one.other_id, one.team_id if of_meeting else None]
    for share in shares:  # type: ignore[attr-defined]
        if share.draft_id == one.draft_id and one.visibility == "shared":
            whose.append(share.with_id)
    for who in whose:
        if who and one.child_id:
            yield who, lookups.CHILD, one.child_id
        if who:
            yield who, lookups.PRACTITIONER, one.other_id if of_meeting else one.writer_id


@pytest.mark.parametrize("seed", range(3))
def test_they_are_what_every_record_says_and_are_made_again_as_they_were(
    store: Store, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - invented changes
    with store.writing() as session:
        team = a_team(session)
        above = a_person(session, role="supervisor", team=team)
        people = [a_person(session, team=team, supervisor=above) for _ in range(2)]
        meeting = a_meeting(session, people[0], date(2026, 10, 1))
        a_record(session, meeting, a_child(session))
        for _ in range(60):
            change(session, chance, [*people, above])
            assert kept(session) == said_by_every_row(session)
        before = kept(session)
    with store.engine.begin() as on:
        lookups.make(on)
        assert lookups.missing(on) == []
    with store.reading() as session:
        assert kept(session) == before
        assert all(before)


def change(session: Session, chance: random.Random, people: list[Person]) -> None:
    who, day = chance.choice(people), date(2026, 10, 1) + timedelta(days=chance.randint(0, 20))
    what = chance.random()
    if what < 0.2 and who.supervisor_id:
        meeting = a_meeting(session, who, day)
        a_record(session, meeting, a_child(session))
    elif what < 0.3:
        a_reflection(session, who, a_child(session), day)
    elif what < 0.38:
        share(session, chance, people)
    elif what < 0.5:
        kind = chance.choice([DraftKind.GUIDE, DraftKind.AGREEMENT])
        known = [one.id for one in session.exec(select(Draft))]
        parent = chance.choice([None, *known])
        session.add(
            Draft(kind=kind, guide="g", version=1, person_id=who.id, parent_id=parent,
                  opened_at=NOW)
        )  # fmt: skip
    else:
        which = select(Record.draft_id if what < 0.8 else Draft.id)
        draft_id = chance.choice(sorted(session.exec(which)))
        number = drafts.last_number(session, draft_id) + 1
        step = Step(
            draft_id=draft_id, number=number, kind=chance.choice(KINDS), author_id=who.id, at=NOW
        )
        session.add(step)
    session.flush()


def share(session: Session, chance: random.Random, people: list[Person]) -> None:
    """Close a share that is open, or share what was shared with somebody else; if there is any."""
    closed = select(ShareClosing.share_id)
    still = session.exec(select(Share).where(col(Share.id).not_in(closed)).order_by(Share.id)).all()
    if still and chance.random() < 0.5:
        session.add(ShareClosing(share_id=chance.choice(still).id, closed_at=NOW))
    every = session.exec(select(Record).where(Record.visibility == "shared")).all()
    if every and chance.random() < 0.7:
        draft_id = chance.choice(sorted({one.draft_id for one in every}))
        shares.share_again(session, draft_id, chance.choice(people).id, people[0].id, NOW)


def test_what_is_asked_for_often_is_no_more_work_after_more_years(tmp_path: Path) -> None:
    few, many = (works_of(tmp_path, 1, years) for years in (1, 3))
    assert {name: many[name] for name, first in few.items() if many[name] > first * 1.05 + 30} == {}


@pytest.mark.thorough
def test_nor_in_a_larger_council(tmp_path: Path) -> None:
    few, many = (works_of(tmp_path, teams, 1) for teams in (2, 6))
    assert {name: many[name] for name, first in few.items() if many[name] > first * 1.05 + 30} == {}


def works_of(folder: Path, teams: int, years: int) -> dict[str, int]:
    """Return the steps of what is asked for often, by what it is."""
    store, lived_in = lived_in_council(folder, teams, years)
    with closing(store), store.reading() as session:
        return {name: steps(session, work) for name, work in asked_often(session, lived_in.of)}


def asked_often(session: Session, of: Colleagues) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is asked for often, each with work that finds something."""
    mine, theirs, above = of.practitioner.id, of.supervisor.id, of.manager.id
    day = NOW.date()
    scope = queries.Scope((of.team.id,), (Month(2026, 10),), NOW)
    assert drafts.unfinished(session, theirs)
    assert records.waiting_supervisions(session, mine)
    assert children.refs_for(session, [mine], day)
    assert shares.closed_of(session, above, day, 12)
    met = queries.last_meetings(session, scope, [mine])
    assert met
    assert queries.facts(session, scope)
    yield "drafts", lambda: drafts.unfinished(session, theirs)
    yield "waits", lambda: records.waiting_supervisions(session, mine)
    yield "children", lambda: children.refs_for(session, [mine], day)
    yield "shared", lambda: shares.closed_of(session, above, day, 12)
    yield "left", lambda: departures.open_still(session, day, NOW)
    yield "teams", lambda: people.paths_of(session, [of.team.id])
    yield "met", lambda: queries.last_meetings(session, scope, [mine])
    yield "month", lambda: queries.facts(session, scope)
    yield "falls", lambda: queries.falls(session, scope)
