"""The texts on which the reader can be checked, and the figures that came of it.

Only answers of records about a child that were sent are among them: those of the two people and
the managers above (practice.access). Reflections, shared or kept, personal parts, and records of a
restricted child are never drawn.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from practice.access import Visibility
from practice.reader_check import CheckCounts
from practice.terms import RecordKind, StepKind
from storage.encryption import unseal
from storage.note_standing import stands
from storage.tables import Child, ReaderCheck, Record, Step, table_of

_ANSWERS = (StepKind.ANSWERED, StepKind.SKIPPED, StepKind.JOINED)
_STEP, _RECORD, _CHILD = (table_of(model).c for model in (Step, Record, Child))
_SUBMITTED = table_of(Step).alias("submitted").c


@dataclass(frozen=True)
class AnswerPlace:
    """An answer of a record that was sent: the step that holds it, what it answers, its writer."""

    step_id: str
    guide: str
    version: int
    question: str
    writer_id: str


@dataclass(frozen=True)
class SentText:
    """The words of an answer that was sent, and who wrote them."""

    text: str
    writer_id: str


def sent_answers(session: Session) -> list[AnswerPlace]:
    """Return every answer that may be drawn, as it was worded when it was sent last.

    It may be an answer of any kind: what is prose, the guide knows.
    """
    rows = session.execute(
        _sent(
            _STEP.draft_id,
            _STEP.question,
            _STEP.entry,
            _STEP.kind,
            _STEP.id,
            _RECORD.guide,
            _RECORD.version,
            _STEP.author_id,
        ).order_by(_STEP.draft_id, _STEP.number)
    )
    last: dict[tuple[str, str, int], AnswerPlace | None] = {}
    for draft_id, question, entry, kind, step_id, guide, version, writer_id in rows:
        told = AnswerPlace(step_id, guide, version, question, writer_id)
        last[draft_id, question, entry] = None if kind == StepKind.SKIPPED else told
    return [place for place in last.values() if place]


def sent_text(session: Session, step_id: str) -> SentText | None:
    """Return the words of one answer; None where it may not be drawn, or is no text."""
    row = session.execute(
        _sent(_STEP.value, _STEP.author_id).where(
            _STEP.id == step_id, _STEP.sealed, _STEP.value.is_not(None)
        )
    ).first()
    if row is None:
        return None
    value = json.loads(unseal(session, row.value, "step", step_id, "value"))
    # An answer that words were joined to holds them apart and as one text.
    said = value.get("text") if isinstance(value, dict) else value
    return SentText(said, row.author_id) if isinstance(said, str) else None


def _sent(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns of the answers that may be drawn; what was written since a sending may not."""
    until = (
        select(func.max(_SUBMITTED.number))
        .where(_SUBMITTED.draft_id == _STEP.draft_id, _SUBMITTED.kind == StepKind.SUBMITTED)
        .scalar_subquery()
    )
    return (
        select(*columns)
        .join(Record, _RECORD.draft_id == _STEP.draft_id)
        .join(Child, _CHILD.id == _RECORD.child_id)
        .where(_RECORD.visibility == Visibility.CHILD, ~_CHILD.restricted)
        # Children looked at share the meeting's draft, whose answers are about all of them.
        .where(_RECORD.kind != RecordKind.LOOKED_AT, stands())
        .where(_STEP.kind.in_(_ANSWERS), _STEP.number < until)
    )


def keep(
    session: Session, reader: str, counts: Mapping[str, CheckCounts], checked_at: datetime
) -> None:
    """Add what came of a check of a version of the reader, by indicator."""
    session.add_all(
        ReaderCheck(checked_at=checked_at, reader=reader, indicator=indicator, **asdict(of_one))
        for indicator, of_one in counts.items()
    )
