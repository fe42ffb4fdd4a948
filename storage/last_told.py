"""When it was last told of children that somebody saw them, and what they said or did."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from practice.terms import Seen
from storage.records import counts
from storage.tables import Claim, ClaimStrike, Record, Submission

VOICE = "child_voice"
"""The indicator that a record shows the child's own words, or what they did."""


def seen_on(session: Session, child_ids: Sequence[str]) -> dict[str, date]:
    """Return the day of the last record that told that somebody saw the child, by child."""
    rows = session.execute(
        select(col(Record.child_id), func.max(col(Record.held_on)))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .where(col(Record.child_id).in_(child_ids), counts())
        .where(col(Submission.seen).in_((Seen.ALONE, Seen.SEEN)))
        .group_by(col(Record.child_id))
    )
    return {str(child_id): day for child_id, day in rows}


def heard_on(session: Session, child_ids: Sequence[str]) -> dict[str, date]:
    """Return the day of the last record in which the child's voice is claimed, by child.

    A claim counts that its writer confirmed and the other person did not strike; reflections, which
    are their writer's own, are left out.
    """
    struck = select(col(ClaimStrike.id)).where(col(ClaimStrike.claim_id) == col(Claim.id))
    rows = session.execute(
        select(col(Record.child_id), func.max(col(Record.held_on)))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .join(Claim, col(Claim.submission_id) == col(Submission.id))
        .where(col(Record.child_id).in_(child_ids), col(Record.supervision_id).is_not(None))
        .where(col(Claim.indicator) == VOICE, col(Claim.confirmed_by).is_not(None), counts())
        .where(~struck.exists())
        .group_by(col(Record.child_id))
    )
    return {str(child_id): day for child_id, day in rows}
