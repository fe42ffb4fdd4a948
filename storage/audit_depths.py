"""How deep auditors found the thinking in records that were drawn by lot: counts, of nobody."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, literal_column, select
from sqlmodel import Session, col

from practice.terms import RecordKind, StepKind
from storage.audits import drawn_for
from storage.listing import one_of
from storage.tables import AuditDraw, Record, Step, Submission, table_of

_DEPTH = "depth"
_AUDIT: ColumnElement[str] = literal_column(f"'{RecordKind.AUDIT}'")
"""Written out, not a parameter: an index knows these records by the same words."""


def depths_of(
    session: Session, team_ids: Collection[str], between: tuple[date, date], as_of: datetime
) -> Mapping[str, tuple[str, ...]]:
    """Return the depths chosen for each record of these teams, one an audit, by the record's id.

    Of audits held between two days and sent by then. A record that another auditor is still to
    read is left out, so that nobody learns what the first one chose.
    """
    read = table_of(Record).alias("read")
    rows = session.execute(
        select(col(AuditDraw.record_id), col(AuditDraw.draft_id), col(Step.value))
        .join(read, read.c.id == col(AuditDraw.record_id))
        .join(Record, col(Record.draft_id) == col(AuditDraw.draft_id))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .join(Step, col(Step.draft_id) == col(AuditDraw.draft_id))
        .where(
            one_of(read.c.team_id, team_ids),
            col(Record.kind) == _AUDIT,
            col(Record.held_on).between(*between),
        )
        .where(col(Submission.submitted_at) <= as_of)
        .where(col(Step.kind) == StepKind.ANSWERED, col(Step.question) == _DEPTH)
        .where(col(Step.sealed).is_(False))
        .order_by(col(Step.number))
    )
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record_id, draft_id, value in rows:
        found[record_id][draft_id] = json.loads(value)
    waiting = drawn_for(session, found.keys())
    return {one: tuple(by.values()) for one, by in found.items() if one not in waiting}
