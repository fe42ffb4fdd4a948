"""What two people's records showed lately, and which lenses they were asked."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session, col

from practice.terms import RecordKind, StepKind
from storage.records import counts
from storage.tables import Claim, Record, Step, Submission

_MOST = 40
"""How many of a pair's records are looked at: some three months of meetings."""


def asked_of_child(session: Session, child_id: str, prefix: str, most: int) -> list[str]:
    """Return the questions with a prefix that a child's last `most` records in depth asked."""
    last = _in_depth(col(Record.child_id) == child_id, most)
    return list(_asked(session, last, prefix))


def asked_of_pair(
    session: Session, supervisor_id: str, practitioner_id: str, since: date, prefix: str
) -> Counter[str]:
    """Return how often two people's records in depth since a day asked each such question."""
    return _asked(session, _in_depth(_of(supervisor_id, practitioner_id, since), _MOST), prefix)


def shown_by_pair(
    session: Session, supervisor_id: str, practitioner_id: str, since: date
) -> Counter[str]:
    """Return how many of two people's records in depth since a day show each indicator.

    Of the claims that were confirmed in the sending that counts.
    """
    lately = _in_depth(_of(supervisor_id, practitioner_id, since), _MOST).subquery()
    rows = session.execute(
        select(col(Claim.indicator), func.count())
        .join(Submission, col(Submission.id) == col(Claim.submission_id))
        .join(lately, lately.c.id == col(Submission.record_id))
        .where(col(Claim.confirmed_by).is_not(None), counts())
        .group_by(col(Claim.indicator))
    )
    return Counter({str(key): int(times) for key, times in rows})


def _of(supervisor_id: str, practitioner_id: str, since: date) -> ColumnElement[bool]:
    pair = (col(Record.writer_id) == supervisor_id) & (col(Record.other_id) == practitioner_id)
    return pair & (col(Record.held_on) >= since)


def _in_depth(which: ColumnElement[bool], most: int) -> Select[str, str]:
    """Select the last records in depth of a kind, each with its draft."""
    return (
        select(col(Record.id), col(Record.draft_id))
        .where(which, col(Record.kind) == RecordKind.IN_DEPTH)
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
        .limit(most)
    )


def _asked(session: Session, records: Select[str, str], prefix: str) -> Counter[str]:
    drafts: Sequence[str] = [draft_id for _, draft_id in session.execute(records)]
    rows = session.execute(
        select(col(Step.question), func.count(col(Step.draft_id).distinct()))
        .where(col(Step.draft_id).in_(drafts), col(Step.kind) == StepKind.ASKED)
        .where(col(Step.question).startswith(prefix, autoescape=True))
        .group_by(col(Step.question))
    )
    return Counter({str(question).removeprefix(prefix): times for question, times in rows})
