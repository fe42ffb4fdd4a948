"""What both agreed about a child: which records, what they plan and rate, in both databases."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from practice.calendar import Month
from practice.terms import ActionEffect, Likelihood
from storage import confirmed
from storage.encryption import seal_row
from storage.ids import new_id
from storage.measures import Scope, came
from storage.session import Store
from storage.tables import (
    Action,
    ActionAnswer,
    Child,
    Contingency,
    Outcome,
    Person,
    Record,
    Submission,
)
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_rating, a_record, a_step, a_submission

MAY, JUNE = date(2026, 5, 5), date(2026, 6, 9)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def people(session: Session) -> tuple[Person, Child]:
    team = a_team(session)
    supervisor = a_person(session, "Sunil", "supervisor", team=team)
    return a_person(session, "Priya", team=team, supervisor=supervisor), a_child(session, "CH-0417")


def sent(
    session: Session, worker: Person, child: Child, day: date, *, agreed: bool = True
) -> tuple[Record, Submission]:
    record = a_record(session, a_meeting(session, worker, day), child)
    submission = a_submission(session, record)
    if agreed:
        a_step(session, record, "agreed")
    return record, submission


def sealed(session: Session, table: type, **values: object) -> str:
    row_id = new_id()
    name = str(table.__tablename__)  # type: ignore[attr-defined]
    session.add(table(**seal_row(session, name, {"id": row_id, **values})))
    session.flush()
    return row_id


def test_only_what_both_agreed_in_these_days_and_teams_is_drawn_from(store: Store) -> None:
    with store.writing() as session:
        worker, child = people(session)
        may, _ = sent(session, worker, child, MAY)
        june, _ = sent(session, worker, child, JUNE, agreed=False)
        drawn = confirmed.in_teams(session, [worker.team_id], MAY, JUNE)
        later = confirmed.in_teams(session, [worker.team_id], JUNE, JUNE)
        elsewhere = confirmed.in_teams(session, ["another"], MAY, JUNE)
        every = confirmed.of_child(session, child.id)
    assert [one.record_id for one in drawn] == [may.id]
    assert (later, elsewhere) == ([], [])
    assert [(one.record_id, one.is_agreed) for one in every] == [(may.id, True), (june.id, False)]
    assert (drawn[0].ref, drawn[0].guide) == ("CH-0417", ("case-supervision", 2))


def test_a_plan_and_ratings_are_read_in_their_words(store: Store) -> None:
    with store.writing() as session:
        worker, child = people(session)
        _, planned = sent(session, worker, child, MAY)
        of = {"submission_id": planned.id, "child_id": child.id}
        sealed(
            session, Action, **of, what="ring her aunt", who="Priya", why="she asked", due_on=JUNE
        )
        sealed(session, Contingency, **of, plan="we ask the school", due_on=JUNE)
        outcome_id = sealed(session, Outcome, **of, what="She sleeps.")
        outcome = session.get_one(Outcome, outcome_id)
        a_rating(session, planned, outcome, 4)
        a_rating(session, planned, outcome, 5)
        assert confirmed.actions(session, planned.id) == [
            confirmed.Planned("ring her aunt", "Priya", JUNE, "she asked")
        ]
        assert confirmed.contingency(session, planned.id) == confirmed.IfNothing(
            "we ask the school", JUNE
        )
        assert confirmed.ratings(session, planned.id) == [
            confirmed.Rating(outcome_id, "She sleeps.", 4.5, None)
        ]
        assert confirmed.contingency(session, "none") is None


def test_what_came_of_an_action_stands_beside_how_likely_it_was_called(store: Store) -> None:
    with store.writing() as session:
        worker, child = people(session)
        _, planned = sent(session, worker, child, MAY)
        _, later = sent(session, worker, child, JUNE)
        action = Action(submission_id=planned.id, child_id=child.id, what="sealed", likely="even")
        session.add(action)
        session.flush()
        answer = ActionAnswer(
            submission_id=later.id, action_id=action.id, answer="done", effect="a little"
        )
        session.add(answer)
        session.flush()
        scope = Scope((worker.team_id,), (Month(2026, 6),), NOW)
        (found,) = came(session, scope)
        known = (action.id, child.id, JUNE)
        before = came(session, Scope((worker.team_id,), (Month(2026, 5),), NOW))
    assert (found.action_id, found.child_id, found.held_on) == known
    assert (found.likely, found.effect) == (Likelihood.EVEN, ActionEffect.A_LITTLE)
    assert before == []
