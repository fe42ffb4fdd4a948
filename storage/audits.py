"""What is drawn by lot for practice audits: for whom it opens, and which two auditors read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlmodel import Session, col

from practice.terms import StepKind
from storage import audit
from storage.prepared import Prepared
from storage.tables import AuditDraw, Draft, Record, Step, Submission, table_of

_WHAT_WAS_DRAWN = func.coalesce(
    col(AuditDraw.record_id), col(AuditDraw.contact_id), col(AuditDraw.section47_id)
)


class Among(StrEnum):
    """Among what one is drawn: records in depth, or rows of the council's own files.

    Of records: all, those with a plan, those of a child in an assessment. Of the files: contacts,
    or section 47 enquiries, that ended without action.
    """

    ALL = "all"
    WITH_PLAN = "with_plan"
    IN_ASSESSMENT = "in_assessment"
    CONTACTS = "contacts"
    ENQUIRIES = "enquiries"

    @property
    def noun(self) -> str:
        """What is drawn, as its table is called."""
        return _NOUNS.get(self, "record")


_NOUNS = {Among.CONTACTS: "contact", Among.ENQUIRIES: "section47"}


@dataclass(frozen=True)
class Form:
    """What an audit asks, by its guide, and among which records it draws."""

    guide: str
    among: Among = Among.ALL


PRACTICE = Form("practice-audit")


@dataclass(frozen=True)
class Drawn:
    """What was drawn, by its id: the seed, and which number of how many it was."""

    drawn_id: str
    seed: int
    number: int
    count: int
    again: bool


def is_sent() -> ColumnElement[bool]:
    """Return the condition that the audit for which something was drawn was sent."""
    return _has_step(StepKind.SUBMITTED)


def _has_step(*kinds: StepKind) -> ColumnElement[bool]:
    return exists().where(col(Step.draft_id) == col(AuditDraw.draft_id), col(Step.kind).in_(kinds))


def times_drawn(session: Session, by: str) -> int:
    """Return how many records were drawn for somebody."""
    return session.scalar(select(func.count()).where(col(AuditDraw.drawn_for_id) == by)) or 0


def note(
    session: Session, draft_id: str, drawn: Drawn, by: str, at: datetime, noun: str = "record"
) -> None:
    """Store that a row of a table was drawn for the audit of a draft; the audit says so."""
    session.add(
        AuditDraw(
            **{f"{noun}_id": drawn.drawn_id},
            draft_id=draft_id,
            drawn_for_id=by,
            seed=drawn.seed,
            number=drawn.number,
            count=drawn.count,
            again=drawn.again,
            drawn_at=at,
        )
    )
    audit.record(session, f"{noun} drawn", noun, drawn.drawn_id, actor=by, at=at)


def record_read(session: Session, draft_id: str) -> Record | None:
    """Return the record that was drawn for the audit of a draft; None where none was."""
    query = select(Record).join(AuditDraw, col(AuditDraw.record_id) == col(Record.id))
    return session.scalar(query.where(col(AuditDraw.draft_id) == draft_id))


def drawn_for(
    session: Session, record_ids: Select[str] | Collection[str]
) -> defaultdict[str, set[str]]:
    """Return for whose audit each of these records is drawn: those not sent nor thrown away."""
    rows: Iterable[Any]
    if isinstance(record_ids, Select):
        rows = session.execute(_open_draws(record_ids))
    else:
        rows = _draws_of_some().all(session, record_ids=list(record_ids))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, person_id in rows:
        found[record_id].add(person_id)
    return found


def _open_draws(record_ids: Any) -> Any:  # noqa: ANN401 - a select of ids, or a parameter
    return select(col(AuditDraw.record_id), col(AuditDraw.drawn_for_id)).where(
        col(AuditDraw.record_id).in_(record_ids),
        not_(_has_step(StepKind.SUBMITTED, StepKind.DISCARDED)),
    )


@cache
def _draws_of_some() -> Prepared:
    # Every page of a record asks it: put together once.
    return Prepared(_open_draws(bindparam("record_ids", expanding=True)), flushes=True)


def blind_to(session: Session, record_ids: Collection[str]) -> defaultdict[str, set[str]]:
    """Return, by audit, who is to read it only once they have sent their own of the same record."""
    theirs, mine = table_of(AuditDraw).alias("theirs"), AuditDraw
    rows = session.execute(
        select(col(Record.id), col(mine.drawn_for_id))
        .join(theirs, theirs.c.draft_id == col(Record.draft_id))
        .join(mine, _is_of_the_same(table_of(mine), theirs))
        .where(col(Record.id).in_(record_ids), col(mine.draft_id) != theirs.c.draft_id)
        .where(not_(_has_step(StepKind.SUBMITTED, StepKind.DISCARDED)))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, person_id in rows:
        found[record_id].add(person_id)
    return found


def _is_of_the_same(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    nouns = {among.noun for among in Among}
    return or_(*(one.c[f"{noun}_id"] == other.c[f"{noun}_id"] for noun in sorted(nouns)))


def read_twice(session: Session, guide: str) -> list[tuple[int, str, str]]:
    """Return the version and the two drafts of all that two auditors read with it.

    Both were sent; the one that was drawn first stands first.
    """
    rows = session.execute(
        select(_WHAT_WAS_DRAWN, col(Draft.version), col(Draft.id))
        .join(Draft, col(Draft.id) == col(AuditDraw.draft_id))
        .where(col(Draft.guide) == guide, is_sent())
        .order_by(_WHAT_WAS_DRAWN, col(Draft.id))
    )
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for drawn_id, version, draft_id in rows:
        found[drawn_id, version].append(draft_id)
    return [(at[1], ids[0], ids[1]) for at, ids in found.items() if len(ids) > 1]


@dataclass(frozen=True)
class AuditsRead:
    """How many records of some teams auditors read in so many months; how many of them two did."""

    records: int
    twice: int
    months: int


def read_of(
    session: Session, team_ids: Collection[str], first: date, as_of: datetime, months: int
) -> AuditsRead:
    """Return how many records of these teams had an audit sent that was held since a day."""
    read = table_of(Record).alias("read")
    rows = session.execute(
        select(col(AuditDraw.record_id), func.count(col(AuditDraw.draft_id).distinct()))
        .join(read, read.c.id == col(AuditDraw.record_id))
        .join(Record, col(Record.draft_id) == col(AuditDraw.draft_id))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .where(read.c.team_id.in_(team_ids), col(Record.held_on) >= first)
        .where(col(Submission.submitted_at) <= as_of)
        .group_by(col(AuditDraw.record_id))
    )
    times = [n for _, n in rows]
    return AuditsRead(len(times), sum(n > 1 for n in times), months)
