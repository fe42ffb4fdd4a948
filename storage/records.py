"""Supervisions, records, their submissions and claims."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.access import Visibility
from practice.calendar import london_day, start_of
from practice.terms import Discussion, RecordKind, StepKind
from storage import lookups
from storage.drafts import last_state
from storage.encryption import unseal
from storage.named_indexes import walking
from storage.note_standing import stands
from storage.prepared import Prepared
from storage.shares import is_open
from storage.tables import (
    AgendaItem,
    Claim,
    ClaimStrike,
    Line,
    Record,
    Share,
    Step,
    Submission,
    Supervision,
    WaitingPart,
    table_of,
)


@dataclass(frozen=True)
class ClaimRow:
    """A claim of a record: its indicator, the sentence it rests on, whether it counts."""

    id: str
    indicator: str
    sentence: str
    counts: bool


def change_agenda(
    session: Session, supervision_id: str, agenda: Mapping[str, tuple[str, str | None]]
) -> None:
    """Set what became of each child (by id) of a meeting whose looked-at list was sent again."""
    for child_id, (became, reason) in agenda.items():
        session.connection().execute(
            update(AgendaItem)
            .where(col(AgendaItem.supervision_id) == supervision_id)
            .where(col(AgendaItem.child_id) == child_id)
            .values(became=became, reason=reason)
        )


def not_discussed(session: Session, supervision_id: str) -> list[tuple[str, str | None]]:
    """Return the children of a meeting that were not discussed, by id, each with the reason."""
    rows = session.execute(
        select(col(AgendaItem.child_id), col(AgendaItem.reason))
        .where(col(AgendaItem.supervision_id) == supervision_id)
        .where(col(AgendaItem.became) == Discussion.NOT_DISCUSSED)
        .order_by(col(AgendaItem.id))
    )
    return [(child_id, reason) for child_id, reason in rows]


def supervision(session: Session, supervision_id: str) -> Supervision | None:
    """Return the meeting of that id, if it was sent."""
    return session.get(Supervision, supervision_id)


def record(session: Session, record_id: str) -> Record | None:
    """Return the record of that id, or None; a note that was taken back is none."""
    return session.scalar(select(Record).where(col(Record.id) == record_id, stands()))


def records_of_draft(session: Session, draft_id: str) -> list[Record]:
    """Return the records whose state is kept in a draft: one, or every child looked at."""
    found = session.scalars(
        select(Record).where(col(Record.draft_id) == draft_id).order_by(col(Record.id))
    )
    return list(found)


def records_of_supervision(session: Session, supervision_id: str) -> list[Record]:
    """Return every record of a meeting in the order they were added."""
    found = session.scalars(
        select(Record).where(col(Record.supervision_id) == supervision_id).order_by(col(Record.id))
    )
    return list(found)


def last_in_depth(session: Session, child_id: str) -> Record | None:
    """Return the child's last record in depth, by the day of its meeting; None where none is."""
    return session.scalar(
        select(Record)
        .where(col(Record.child_id) == child_id, col(Record.kind) == RecordKind.IN_DEPTH)
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
        .limit(1)
    )


def alone_since(
    session: Session, child_id: str, kinds: Collection[str], since: date | None, most: int
) -> list[Record]:
    """Return the last records of these kinds about a child since a day (None: ever), oldest first.

    One of that day too: on the day of a supervision it may have been written after it.
    """
    found = (
        select(Record)
        .where(col(Record.child_id) == child_id, col(Record.kind).in_(kinds))
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
        .limit(most)
    )
    if since is not None:
        found = found.where(col(Record.held_on) >= since)
    return list(reversed(session.scalars(found).all()))


def last_submission(session: Session, record_id: str) -> str | None:
    """Return the id of the sending that counts."""
    row = _LAST_SUBMISSION.first(session, record_id=record_id)
    return row.id if row else None


def submission_before(session: Session, record_id: str) -> str | None:
    """Return the id of the sending before the one that counts; None where there was no other."""
    return session.scalar(
        select(col(Submission.id))
        .where(col(Submission.record_id) == record_id)
        .order_by(col(Submission.number).desc())
        .limit(1)
        .offset(1)
    )


_other = aliased(Submission)


def counts(
    submission: type[Submission] = Submission,
    *,
    as_of: datetime | ColumnElement[datetime] | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a submission counts: the last of its record, known at `as_of`."""
    last = select(func.max(col(_other.number))).where(
        col(_other.record_id) == col(submission.record_id)
    )
    if as_of is not None:
        last = last.where(col(_other.submitted_at) <= as_of)
    return col(submission.number) == last.scalar_subquery()


# Every page of a record asks these: put together once.
_SUBMISSION, _CLAIM = table_of(Submission).c, table_of(Claim).c
_OF_RECORD = _SUBMISSION.record_id == bindparam("record_id")
_LAST_SUBMISSION = Prepared(select(_SUBMISSION.id).where(_OF_RECORD, counts()), flushes=True)
_FIRST_SENT = Prepared(
    select(func.min(_SUBMISSION.submitted_at).label("at")).where(_OF_RECORD), flushes=True
)
_STATE = Prepared(select(last_state(col(Step.kind), bindparam("draft_id"))), flushes=True)
_CLAIMS = Prepared(
    select(*_CLAIM, col(ClaimStrike.id).label("struck"))
    .outerjoin(ClaimStrike, col(ClaimStrike.claim_id) == _CLAIM.id)
    .where(_CLAIM.submission_id == bindparam("submission_id"))
    .order_by(_CLAIM.id),
    flushes=True,
)


class LineSaid(NamedTuple):
    """What became of a looked-at child, the sentence about it, and how the child was seen."""

    became: str
    text: str | None
    seen: str | None


def line(session: Session, submission_id: str) -> LineSaid:
    """Return what one sending says of a looked-at child."""
    row, seen = session.execute(
        select(Line, col(Submission.seen))
        .join(Submission, col(Submission.id) == col(Line.submission_id))
        .where(col(Line.submission_id) == submission_id)
    ).one()
    text = unseal(session, row.text, "line", row.id, "text") if row.text is not None else None
    return LineSaid(row.became, text, seen)


def claims(session: Session, submission_id: str) -> list[ClaimRow]:
    """Return the claims of a submission; those taken out or struck do not count."""
    return [
        ClaimRow(
            row.id,
            row.indicator,
            unseal(session, row.sentence, "claim", row.id, "sentence"),
            row.confirmed_by is not None and row.struck is None,
        )
        for row in _CLAIMS.all(session, submission_id=submission_id)
    ]


def is_struck(session: Session, claim_id: str) -> bool:
    """Return whether the other person struck a claim."""
    found = select(col(ClaimStrike.id)).where(col(ClaimStrike.claim_id) == claim_id)
    return session.scalar(found) is not None


def state(session: Session, draft_id: str) -> str | None:
    """Return where a draft's steps leave its records: the last of RECORD_STATES, or None."""
    row = _STATE.first(session, draft_id=draft_id)
    return row[0] if row else None


def waiting_supervisions(session: Session, practitioner_id: str) -> list[Supervision]:
    """Return the meetings of which a part waits for the practitioner to agree it, newest first."""
    waiting = select(col(WaitingPart.supervision_id)).where(
        col(WaitingPart.whose) == practitioner_id,
        col(WaitingPart.role) == lookups.PRACTITIONER,
        col(WaitingPart.state) == StepKind.SUBMITTED,
    )
    held = (
        select(Supervision)
        .where(col(Supervision.id).in_(waiting))
        .order_by(col(Supervision.held_on).desc())
    )
    return list(session.scalars(held))


def last_supervision_on(session: Session, practitioner_id: str) -> date | None:
    """Return the day of the practitioner's last meeting that was sent."""
    return session.scalar(
        select(func.max(col(Supervision.held_on))).where(
            col(Supervision.practitioner_id) == practitioner_id
        )
    )


def shared_reflections(
    session: Session, writer_id: str, with_id: str, since: date | None
) -> list[Record]:
    """Return the reflections that a person shared with another since a day (None: all of them).

    Those that are open to that one still. By the day of sharing: one that is dated back was shared
    today all the same.
    """
    found = (
        select(Record)
        .select_from(Share)
        .join(Record, col(Share.draft_id) == col(Record.draft_id))
        .where(col(Record.writer_id) == writer_id, col(Record.visibility) == Visibility.SHARED)
        .where(col(Share.with_id) == with_id, is_open())
    )
    if since is not None:
        found = found.where(col(Share.shared_at) >= start_of(since))
    found = walking(found.order_by(col(Share.id)), table_of(Share), "share_with")
    return list(session.scalars(found))


def prepared(session: Session, writer_id: str, with_id: str) -> list[Record]:
    """Return what a person wrote for another to prepare their next supervision, oldest first.

    What is open to that one still, and was sent after their last supervision was. It has a record
    for each child that it names.
    """
    last = select(func.max(col(Supervision.sent_at))).where(
        col(Supervision.practitioner_id) == writer_id
    )
    sent_at = session.scalar(last)
    found = (
        select(Record)
        .select_from(Share)
        .join(Record, col(Share.draft_id) == col(Record.draft_id))
        .where(col(Record.writer_id) == writer_id, col(Record.kind) == RecordKind.PREPARATION)
        .where(col(Share.with_id) == with_id, is_open())
    )
    if sent_at is not None:
        found = found.where(col(Share.shared_at) > sent_at)
    found = walking(found.order_by(col(Share.id)), table_of(Share), "share_with")
    return list(session.scalars(found))


def first_sent_on(session: Session, record_id: str) -> date | None:
    """Return the day in London on which a record was first sent."""
    at = first_sent_at(session, record_id)
    return london_day(at) if at else None


def first_sent_at(session: Session, record_id: str) -> datetime | None:
    """Return when a record was first sent."""
    row = _FIRST_SENT.first(session, record_id=record_id)
    return row.at if row else None
