"""Drafts that were left: which one waits that somebody left last."""

from datetime import datetime

from sqlmodel import Session, col, select

from practice.terms import StepKind
from storage.drafts import DraftRow, draft
from storage.tables import Step, UnfinishedDraft


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
