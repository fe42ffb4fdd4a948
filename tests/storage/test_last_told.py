"""When it was last told that a child was seen and heard."""

from datetime import UTC, date, datetime

from sqlmodel import select

from practice.access import Visibility
from practice.terms import RecordKind, Seen
from storage import last_told, plans, submissions
from storage.bulk import Batch, add_all
from storage.session import Session, Store
from storage.submissions import NewAction, NewActionAnswer, NewClaim, NewSubmission
from storage.tables import Child, ClaimStrike, Draft, Person, Record, Supervision
from tests.factories import a_child, a_person, a_team

FIRST, LATER = date(2026, 10, 3), date(2026, 11, 3)
AT = datetime(2026, 11, 3, 12, tzinfo=UTC)


def sent(session: Session, child: Child, on: date, **says: object) -> submissions.Sent:
    """Store a meeting of a day with one record of a child that was sent, and return how."""
    supervisor = session.get_one(Person, _people(session)[0])
    draft = Draft(
        kind="guide",
        guide="case-supervision",
        version=3,
        person_id=supervisor.id,
        opened_at=AT,
    )
    session.add(draft)
    session.flush()
    held = Supervision(
        id=draft.id,
        supervisor_id=supervisor.id,
        practitioner_id=supervisor.id,
        team_id=supervisor.team_id,
        held_on=on,
        sent_at=AT,
    )
    session.add(held)
    session.flush()
    record = Record(
        draft_id=draft.id,
        kind=RecordKind.LOOKED_AT,
        visibility=Visibility.CHILD,
        supervision_id=held.id,
        child_id=child.id,
        writer_id=supervisor.id,
        team_id=supervisor.team_id,
        held_on=on,
        guide="case-supervision",
        version=3,
    )
    batch = Batch()
    batch.put(record)
    made = submissions.put(batch, NewSubmission(record, AT, **says))  # type: ignore[arg-type]
    add_all(session, batch.tables)
    return made


def _people(session: Session) -> list[str]:
    known = [person.id for person in session.exec(select(Person))]
    return known or [a_person(session, "Sunil Mehta", "supervisor", team=a_team(session)).id]


def test_the_last_record_that_tells_somebody_saw_the_child_counts(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        child = a_child(session)
        sent(session, child, FIRST, seen=Seen.ALONE)
        sent(session, child, LATER, seen=Seen.NOT_SEEN)
        assert last_told.seen_on(session, [child.id]) == {child.id: FIRST}


def test_a_child_is_heard_where_the_claim_stands(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        child, voice = a_child(session), NewClaim("child_voice", "She hid.", stands=True)
        sent(session, child, FIRST, claims=[voice])
        struck = sent(session, child, LATER, claims=[voice])
        sent(session, child, LATER, claims=[NewClaim("child_voice", "She hid.", stands=False)])
        (claim_id,) = struck.claims
        session.add(ClaimStrike(claim_id=claim_id, struck_by=_people(session)[0], struck_at=AT))
        session.flush()
        assert last_told.heard_on(session, [child.id]) == {child.id: FIRST}


def test_what_came_of_an_action_stands_with_the_sending_that_said_it(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        child = a_child(session)
        first = sent(session, child, FIRST, actions=[NewAction(0, "Ring the school", due_on=FIRST)])
        known = first.known_by["action", 0]
        sent(session, child, LATER, action_answers=[NewActionAnswer(known, "done")])
        assert plans.open_actions(session, child.id) == []
