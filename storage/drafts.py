"""Drafts and their steps: the conversations, append-only."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    SQLColumnExpression,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from practice.terms import RECORD_STATES, StepKind
from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.named_indexes import walking
from storage.prepared import Prepared
from storage.tables import Draft, Step, UnfinishedDraft, table_of

T = TypeVar("T")

ENDS = (StepKind.LEFT, StepKind.DISCARDED, StepKind.SUBMITTED)
OPENS_OR_ENDS = (StepKind.OPENED, *ENDS)
"""The steps that change which draft is somebody's current one."""
ANSWERS = (StepKind.ANSWERED, StepKind.PART)


@dataclass(frozen=True)
class StepRow:
    """A step of a draft, its value decrypted.

    `source` is the channel's name of the message that it came from; steps are read without it.
    """

    number: int
    kind: str
    question: str | None
    entry: int
    value: Any
    sealed: bool
    author_id: str
    at: datetime
    source: str | None = None


@dataclass(frozen=True)
class DraftRow:
    """A draft: whose conversation it is and what it follows."""

    id: str
    kind: str
    guide: str
    version: int
    person_id: str
    parent_id: str | None
    child_id: str | None
    opened_at: datetime


_DRAFT = table_of(Draft).c
_STEP = table_of(Step).c
_WAITS = table_of(UnfinishedDraft).c


def _drafts() -> Any:  # noqa: ANN401 - a select of eight columns
    return select(*(_DRAFT[name] for name in DraftRow.__dataclass_fields__))


def last_state(
    column: Mapped[T], draft_id: SQLColumnExpression[str] | str, *known: ColumnElement[bool]
) -> ScalarSelect[T]:
    """Select a column of the step that says where a draft's records stand: its last RECORD_STATES.

    NULL where none was sent. `known` narrows the steps to those known at some moment.
    """
    steps_of = select(column).where(
        col(Step.draft_id) == draft_id, col(Step.kind).in_(RECORD_STATES), *known
    )
    return steps_of.order_by(col(Step.number).desc()).limit(1).scalar_subquery()


# Every update asks these; putting them together anew each time would cost more than asking.
_BY_ID = Prepared(_drafts().where(_DRAFT.id == bindparam("draft_id")))
_CURRENT = Prepared(
    walking(
        _drafts()
        .where(_DRAFT.person_id == bindparam("person_id"), _DRAFT.open_since.is_not(None))
        .order_by(_DRAFT.open_since.desc())
        .limit(1),
        table_of(Draft),
        "draft_open",
    )
)
_UNFINISHED = Prepared(
    _drafts()
    .join(table_of(UnfinishedDraft), _WAITS.draft_id == _DRAFT.id)
    .where(_WAITS.person_id == bindparam("person_id"))
    .order_by(_DRAFT.id.desc())
)
_OF_PARENT = Prepared(
    _drafts().where(_DRAFT.parent_id == bindparam("parent_id")).order_by(_DRAFT.id)
)
_STEPS = Prepared(
    select(
        _STEP.number,
        _STEP.kind,
        _STEP.question,
        _STEP.entry,
        _STEP.value,
        _STEP.sealed,
        _STEP.author_id,
        _STEP.at,
        _STEP.id,
    )
    .where(_STEP.draft_id == bindparam("draft_id"))
    .order_by(_STEP.number)
)
_BEGUN = Prepared(
    select(_DRAFT.kind.label("of_draft"), _STEP.kind, _STEP.value, _STEP.sealed, _STEP.id)
    .join(table_of(Step), _STEP.draft_id == _DRAFT.id)
    .where(_DRAFT.id == bindparam("draft_id"))
    .where(_STEP.kind.in_((StepKind.OPENED, StepKind.SUBMITTED)))
    .order_by(_STEP.number)
)
_LAST_NUMBER = Prepared(
    select(func.max(_STEP.number)).where(_STEP.draft_id == bindparam("draft_id"))
)
_NEW_STEPS = Prepared(insert(table_of(Step)))
_LAST = "the last step of"
"""Under which a transaction keeps, by draft, the number of the step that it added last."""
_OPEN_SINCE = Prepared(
    update(table_of(Draft))
    .where(_DRAFT.id == bindparam("draft"))
    .values(open_since=bindparam("since"))
)


def add_draft(session: Session, draft: DraftRow) -> None:
    """Add a draft; its first step, `opened`, is added by the caller."""
    session.connection().execute(insert(Draft).values(**vars(draft)))


def draft(session: Session, draft_id: str) -> DraftRow | None:
    """Return the draft of that id, or None."""
    row = _BY_ID.first(session, draft_id=draft_id)
    return DraftRow(*row) if row else None


def steps(session: Session, draft_id: str) -> list[StepRow]:
    """Return every step of a draft in order."""
    rows = _STEPS.all(session, draft_id=draft_id)
    return [_step_row(session, row) for row in rows]


def _step_row(session: Session, row: Any) -> StepRow:  # noqa: ANN401 - a row of a step
    value, who = _read(session, row), (row.sealed, row.author_id, row.at)
    return StepRow(row.number, row.kind, row.question, row.entry, value, *who)


@dataclass(frozen=True)
class Begun:
    """A draft as it is known without its answers: its kind, how it was opened, if it was sent."""

    kind: str
    context: Any
    is_sent: bool


def begun(session: Session, draft_id: str) -> Begun | None:
    """Return what is known of a draft without reading its answers; None where there is none."""
    rows = _BEGUN.all(session, draft_id=draft_id)
    opened = [row for row in rows if row.kind == StepKind.OPENED and row.value is not None]
    if not opened:
        return None
    is_sent = any(row.kind == StepKind.SUBMITTED for row in rows)
    return Begun(rows[0].of_draft, _read(session, opened[-1]), is_sent)


def _read(session: Session, row: Any) -> object:  # noqa: ANN401 - a row of a step
    if row.value is None:
        return None
    text = unseal(session, row.value, "step", row.id, "value") if row.sealed else row.value
    return json.loads(text)


def add_steps(session: Session, draft_id: str, steps: Sequence[StepRow]) -> None:
    """Add steps to a draft.

    Raises IntegrityError where another transaction added a step of one of their numbers first.
    """
    rows = [_row(session, draft_id, step) for step in steps]
    if rows:
        _NEW_STEPS.each(session, rows)
        note_added(session, rows)


def note_added(session: Session, steps: Collection[Mapping[str, Any]]) -> None:
    """Let the row of each draft name the step that opened it last, or none once it has ended.

    `steps` are the rows of steps that were added, those of one draft in their order.
    """
    # One writer at a time: until its transaction ends, no other adds a step.
    session.info.update({(_LAST, step["draft_id"]): step["number"] for step in steps})
    last = {
        step["draft_id"]: step["id"] if step["kind"] == StepKind.OPENED else None
        for step in steps
        if step["kind"] in OPENS_OR_ENDS
    }
    if last:
        changes = [{"draft": draft_id, "since": since} for draft_id, since in last.items()]
        _OPEN_SINCE.each(session, changes)


def _row(session: Session, draft_id: str, step: StepRow) -> dict[str, Any]:
    row_id, value = new_id(), None
    if step.value is not None:
        value = json.dumps(step.value, ensure_ascii=False)
        if step.sealed:
            value = seal(session, value, "step", row_id, "value")
    return {**vars(step), "id": row_id, "draft_id": draft_id, "value": value}


def last_number(session: Session, draft_id: str) -> int:
    """Return the number of a draft's last step; 0 where it has none."""
    known = session.info.get((_LAST, draft_id))
    if known is not None:
        return int(known)
    last = _LAST_NUMBER.first(session, draft_id=draft_id)
    return int(last[0] or 0) if last else 0


def current(session: Session, person_id: str) -> DraftRow | None:
    """Return the person's current draft: the one last opened and not left, discarded or sent."""
    row = _CURRENT.first(session, person_id=person_id)
    return DraftRow(*row) if row else None


def last_step_at(session: Session, person_id: str) -> datetime | None:
    """Return when the person took the last step of their current draft; None where none is open."""
    found = current(session, person_id)
    if found is None:
        return None
    last = select(_STEP.at).where(_STEP.draft_id == found.id, _STEP.author_id == person_id)
    at: datetime | None = session.connection().scalar(last.order_by(_STEP.number.desc()).limit(1))
    return at


def is_discarded(session: Session, draft_id: str) -> bool:
    """Say whether a draft was thrown away."""
    thrown = select(_STEP.id).where(_STEP.draft_id == draft_id, _STEP.kind == StepKind.DISCARDED)
    return session.connection().execute(thrown.limit(1)).first() is not None


def unfinished(session: Session, person_id: str) -> list[DraftRow]:
    """Return the person's drafts that wait for them, newest first: saved ones, and returned ones.

    A part of a meeting is left out unless it was returned: the meeting stands for it.
    """
    return [DraftRow(*row) for row in _UNFINISHED.all(session, person_id=person_id)]


def children_of(session: Session, parent_id: str) -> list[DraftRow]:
    """Return the drafts that belong to a meeting, oldest first."""
    return [DraftRow(*row) for row in _OF_PARENT.all(session, parent_id=parent_id)]


def step_of_source(session: Session, person_id: str, source: str) -> tuple[str, int] | None:
    """Return the draft and the number of the step that came from a message, or None.

    Of several it is the last answer, or the last step where it gave no answer.
    """
    row = (
        session.connection()
        .execute(
            select(_STEP.draft_id, _STEP.number)
            .where(_STEP.source == source, _STEP.author_id == person_id)
            .order_by(_STEP.kind.in_(ANSWERS).desc(), _STEP.id.desc())
            .limit(1)
        )
        .first()
    )
    return (row.draft_id, row.number) if row else None


def is_from(session: Session, draft_id: str, number: int, source: str) -> bool:
    """Say whether a step of a draft came from that message."""
    found = select(_STEP.id).where(
        _STEP.draft_id == draft_id, _STEP.number == number, _STEP.source == source
    )
    return session.connection().execute(found).first() is not None
