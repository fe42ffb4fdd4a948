"""What somebody wrote before: which draft waits that was left last, and what was begun since."""

from datetime import datetime

from sqlmodel import Session, col, select

from practice.terms import DraftKind, StepKind
from storage.drafts import DraftRow, draft, is_discarded
from storage.tables import Draft, Step, UnfinishedDraft


def left_last(session: Session, person_id: str) -> tuple[DraftRow, datetime] | None:
    """Return the unfinished draft that a person left last, and when; None where none was left.

    One that was taken up again, and not left since, is not left.
    """
    query = (
        select(col(Step.draft_id), col(Step.kind), col(Step.at))
        .join(UnfinishedDraft, col(UnfinishedDraft.draft_id) == col(Step.draft_id))
        .where(UnfinishedDraft.person_id == person_id, Step.author_id == person_id)
        .where(col(Step.kind) == StepKind.LEFT)
        .order_by(col(Step.id).desc())
        .limit(1)
    )
    found = session.exec(query).first()
    row = draft(session, found[0]) if found else None
    return (row, found[2]) if found and row else None


def begun_alone(session: Session, person_id: str, since: datetime) -> list[DraftRow]:
    """Return what a person began outside any meeting since then and did not throw away."""
    query = (
        select(Draft.id)
        .where(Draft.person_id == person_id, col(Draft.opened_at) >= since)
        .where(Draft.kind == DraftKind.GUIDE, col(Draft.parent_id).is_(None))
        .order_by(col(Draft.id).desc())
    )
    found = [draft(session, one) for one in session.exec(query)]
    return [one for one in found if one and not is_discarded(session, one.id)]
