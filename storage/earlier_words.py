"""What was written in earlier records of a child, and of others by the same worker: the newest."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from practice.terms import StepKind
from storage.encryption import unseal
from storage.note_standing import stands
from storage.records import counts
from storage.tables import Line, Record, Step, Submission

MOST = 150
"""How many records of each child, and of what a worker wrote and was asked, are compared with.

It is some nine months of a full caseload. Without it whoever wrote most would wait longest.
"""
_ANSWERS = (StepKind.ANSWERED, StepKind.SKIPPED, StepKind.JOINED)


@dataclass(frozen=True)
class EarlierRecord:
    """A record that was sent: its day, whose it is, and every text in it, joined."""

    id: str
    held_on: date
    child_id: str | None
    visibility: str
    writer_id: str
    text: str


def earlier_records(
    session: Session,
    child_ids: Collection[str],
    worker_id: str,
    *,
    until: date,
    but_of: Collection[str],
) -> list[EarlierRecord]:
    """Return the newest records of these children and of this worker, their words decrypted.

    They come newest first. A worker's are those they wrote and those of their supervisions: of
    each, and of each child, the MOST last. Records held after `until`, and of the drafts and
    meetings `but_of`, are left out. Nobody is asked here who may read them.
    """
    ways = [*(col(Record.child_id) == one for one in child_ids)]
    ways += [col(Record.writer_id) == worker_id, col(Record.other_id) == worker_id]
    meeting = func.coalesce(col(Record.supervision_id), "")
    others = (col(Record.draft_id).not_in(but_of), meeting.not_in(but_of))
    newest = [_newest(way, col(Record.held_on) <= until, *others) for way in ways]
    found = (
        select(Record)
        .where(or_(*(col(Record.id).in_(one) for one in newest)))
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
    )
    records = list(session.scalars(found))
    if not records:
        return []
    lines = _lines(session, [record.id for record in records])
    # Children looked at share the meeting's draft, whose answers are about all of them.
    rest = {record.draft_id for record in records if record.id not in lines}
    told = _answers(session, rest) if rest else {}
    texts = {r.id: lines[r.id] if r.id in lines else told.get(r.draft_id, "") for r in records}
    return [
        EarlierRecord(r.id, r.held_on, r.child_id, r.visibility, r.writer_id, texts[r.id])
        for r in records
        if texts[r.id]
    ]


def _newest(*which: ColumnElement[bool]) -> Select[tuple[str]]:
    newest = (
        select(col(Record.id))
        .where(*which, stands())
        .order_by(col(Record.held_on).desc())
        .limit(MOST)
    )
    # SQLite takes a limit only of a question of its own.
    return select(newest.subquery().c.id)


def _answers(session: Session, draft_ids: Collection[str]) -> dict[str, str]:
    """Return the texts of each draft, each answer as it was worded last."""
    rows = session.execute(
        select(
            col(Step.draft_id), col(Step.question), col(Step.entry), col(Step.id), col(Step.value)
        )
        .where(col(Step.draft_id).in_(draft_ids), col(Step.kind).in_(_ANSWERS))
        .where(col(Step.sealed) | (col(Step.kind) == StepKind.SKIPPED))
        .order_by(col(Step.draft_id), col(Step.number))
    )
    last: dict[str, dict[tuple[str | None, int], tuple[str, str | None]]] = defaultdict(dict)
    for draft_id, question, entry, step_id, value in rows:
        last[draft_id][question, entry] = (step_id, value)
    return {
        draft_id: "\n\n".join(filter(None, (_text(session, *answer) for answer in told.values())))
        for draft_id, told in last.items()
    }


def _text(session: Session, step_id: str, value: str | None) -> str:
    """Return the text of an answer; "" where it was skipped or is none."""
    said = json.loads(unseal(session, value, "step", step_id, "value")) if value else None
    if isinstance(said, dict):
        said = said.get("text")
    return said if isinstance(said, str) else ""


def _lines(session: Session, record_ids: Collection[str]) -> dict[str, str]:
    """Return what was said of the children looked at, by record; "" where nothing was."""
    rows = session.execute(
        select(col(Submission.record_id), col(Line.id), col(Line.text))
        .join(Submission, col(Submission.id) == col(Line.submission_id))
        .where(col(Submission.record_id).in_(record_ids), counts())
    )
    return {
        record_id: unseal(session, text, "line", line_id, "text") if text else ""
        for record_id, line_id, text in rows
    }
