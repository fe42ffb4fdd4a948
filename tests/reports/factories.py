"""Rows of a small council, as plain functions: each adds what it returns and what that needs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from sqlmodel import Session, col, func, select

from storage.tables import (
    Action,
    ActionAnswer,
    AgendaItem,
    Child,
    Claim,
    ClaimStrike,
    Draft,
    Outcome,
    OutcomeRating,
    Person,
    ProcessShare,
    Record,
    Share,
    Step,
    Submission,
    Supervision,
)
from tests.factories import a_child, an_involvement

ALWAYS = date(2020, 1, 1)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def a_case(session: Session, worker: Person, ref: str | None = None) -> Child:
    """Add a child whose case this worker has always held."""
    child = a_child(session, ref)
    an_involvement(session, child, worker, started_on=ALWAYS)
    return child


def a_draft(session: Session, person_id: str, day: date, kind: str = "guide") -> Draft:
    draft = Draft(kind=kind, guide="g", version=1, person_id=person_id, opened_at=noon(day))
    session.add(draft)
    session.flush()
    return draft


def a_meeting(
    session: Session,
    practitioner: Person,
    held_on: date,
    minutes: int | None = 90,
    sent_at: datetime | None = None,
    next_on: date | None = None,
) -> Supervision:
    """Add a supervision that was sent, with the practitioner's supervisor."""
    supervisor = practitioner.supervisor_id or practitioner.id
    meeting = Supervision(
        id=a_draft(session, supervisor, held_on, "meeting").id,
        supervisor_id=supervisor,
        practitioner_id=practitioner.id,
        team_id=practitioner.team_id,
        held_on=held_on,
        minutes=minutes,
        sent_at=sent_at or noon(held_on),
        next_on=next_on,
    )
    session.add(meeting)
    session.flush()
    return meeting


def a_record(
    session: Session,
    meeting: Supervision,
    child: Child | None,
    kind: str = "in depth",
    became: str = "",
) -> Record:
    """Add a child's part of a meeting (or the personal part), not yet sent, and its agenda item."""
    draft = a_draft(session, meeting.supervisor_id, meeting.held_on)
    record = Record(
        draft_id=draft.id,
        kind=kind,
        visibility="personal" if kind == "personal" else "child",
        supervision_id=meeting.id,
        child_id=child.id if child else None,
        writer_id=meeting.supervisor_id,
        other_id=meeting.practitioner_id,
        team_id=meeting.team_id,
        held_on=meeting.held_on,
        guide="case-supervision",
        version=2,
    )
    session.add(record)
    session.flush()
    if child:
        item = became or ("in depth" if kind == "in depth" else "no change")
        an_agenda_item(session, meeting, child, item)
    return record


def an_agenda_item(
    session: Session, meeting: Supervision, child: Child, became: str, reason: str | None = None
) -> None:
    session.add(
        AgendaItem(supervision_id=meeting.id, child_id=child.id, became=became, reason=reason)
    )
    session.flush()


def a_reflection(session: Session, writer: Person, child: Child | None, day: date) -> Submission:
    """Add a shared reflection about a child, sent, with a claim it confirms."""
    record = Record(
        draft_id=a_draft(session, writer.id, day).id,
        kind="reflection",
        visibility="shared",
        child_id=child.id if child else None,
        writer_id=writer.id,
        team_id=writer.team_id,
        held_on=day,
        guide="quick-reflection",
        version=1,
    )
    session.add(record)
    session.flush()
    if writer.supervisor_id:
        a_share(session, record, writer.supervisor_id)
    submission = a_submission(session, record)
    claims(session, submission, ["child_voice"])
    return submission


def a_handover(session: Session, child: Child, writer: Person, at: datetime) -> Submission:
    """Add a handover of a child that somebody sent."""
    day = at.date()
    record = Record(
        draft_id=a_draft(session, writer.id, day).id,
        kind="handover",
        visibility="child",
        child_id=child.id,
        writer_id=writer.id,
        team_id=writer.team_id,
        held_on=day,
        guide="handover",
        version=1,
    )
    session.add(record)
    session.flush()
    return a_submission(session, record, at=at)


def a_share(session: Session, record: Record, with_id: str) -> None:
    """Open a reflection to somebody."""
    session.add(Share(draft_id=record.draft_id, with_id=with_id, shared_at=noon(record.held_on)))
    session.flush()


def a_submission(
    session: Session,
    record: Record,
    number: int = 1,
    at: datetime | None = None,
    *,
    copied: bool | None = None,
) -> Submission:
    """Add a sending of the record, and the step that says so."""
    at = at or noon(record.held_on)
    submission = Submission(record_id=record.id, number=number, submitted_at=at, copied=copied)
    session.add(submission)
    session.flush()
    a_step(session, record, "submitted", at)
    return submission


def a_step(session: Session, record: Record, kind: str, at: datetime | None = None) -> None:
    before = session.exec(select(func.count()).where(col(Step.draft_id) == record.draft_id)).one()
    session.add(
        Step(
            draft_id=record.draft_id,
            number=before + 1,
            kind=kind,
            author_id=record.writer_id,
            at=at or noon(record.held_on),
        )
    )
    session.flush()


def claims(
    session: Session, submission: Submission, indicators: Iterable[str], confirmed: bool = True
) -> list[Claim]:
    record = session.get_one(Record, submission.record_id)
    made = [
        Claim(
            submission_id=submission.id,
            indicator=indicator,
            sentence="sealed",
            reader="1",
            confirmed_by=record.writer_id if confirmed else None,
            made_at=submission.submitted_at,
        )
        for indicator in indicators
    ]
    session.add_all(made)
    session.flush()
    return made


def a_strike(session: Session, claim: Claim, by: Person, at: datetime | None = None) -> None:
    session.add(ClaimStrike(claim_id=claim.id, struck_by=by.id, struck_at=at or claim.made_at))
    session.flush()


def an_outcome(session: Session, submission: Submission, says_change: str = "not asked") -> Outcome:
    record = session.get_one(Record, submission.record_id)
    outcome = Outcome(submission_id=submission.id, child_id=record.child_id or "", what="sealed")
    outcome.says_change = says_change
    session.add(outcome)
    session.flush()
    return outcome


def a_rating(
    session: Session,
    submission: Submission,
    outcome: Outcome,
    rating: int,
    unseen: bool = False,
) -> None:
    record = session.get_one(Record, submission.record_id)
    session.add(
        OutcomeRating(
            submission_id=submission.id,
            outcome_id=outcome.id,
            rating=rating,
            rated_by=record.writer_id,
            rated_on=record.held_on,
            unseen=unseen,
        )
    )
    session.flush()


def an_action(
    session: Session,
    submission: Submission,
    why: str | None = "sealed",
    how: str | None = "sealed",
    *,
    why_is_bare: bool = False,
    how_is_bare: bool = False,
) -> Action:
    record = session.get_one(Record, submission.record_id)
    action = Action(
        submission_id=submission.id,
        child_id=record.child_id or "",
        what="sealed",
        why=why,
        how=how,
        why_is_bare=why_is_bare,
        how_is_bare=how_is_bare,
    )
    session.add(action)
    session.flush()
    return action


def an_answer(
    session: Session, submission: Submission, action: Action, answer: str, then: str | None = None
) -> None:
    row = ActionAnswer(submission_id=submission.id, action_id=action.id, answer=answer)
    row.next_step = then
    session.add(row)
    session.flush()


def a_process_share(
    session: Session, submission: Submission, share: float, sentences: int, reader: str = "r1"
) -> None:
    session.add(
        ProcessShare(submission_id=submission.id, reader=reader, share=share, sentences=sentences)
    )
    session.flush()
