"""Records drawn by lot for practice audits: for whom each opens, and which two auditors read."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, func, not_, or_, select
from sqlmodel import Session, col

from practice.terms import ChildStatus, RecordKind, StepKind
from storage import audit
from storage.drafts import last_state
from storage.tables import (
    Action,
    AuditDraw,
    AuditEvent,
    Child,
    Draft,
    Outcome,
    Record,
    Step,
    Submission,
    table_of,
)

_EVERY_SO_MANY = 3
"""One draw in so many is of what another auditor has read, where there is any such record."""


class Among(StrEnum):
    """Among which records in depth one is drawn: all, those with a plan, those in an assessment."""

    ALL = "all"
    WITH_PLAN = "with_plan"
    IN_ASSESSMENT = "in_assessment"


@dataclass(frozen=True)
class Form:
    """What an audit asks, by its guide, and among which records it draws."""

    guide: str
    among: Among = Among.ALL


PRACTICE = Form("practice-audit")


@dataclass(frozen=True)
class Drawn:
    """A record that was drawn: the seed, and which number of how many it was."""

    record_id: str
    seed: int
    number: int
    count: int
    again: bool


def draw(
    session: Session,
    by: str,
    team_ids: Collection[str],
    since: date,
    seed: int,
    form: Form = PRACTICE,
) -> Drawn | None:
    """Return a record in depth of these teams, each as likely; None where none is left.

    Held since a day, agreed by both, in which the auditor `by` had no part. The same seed draws
    the same of the same records, which stand in the order in which they were made. Of what another
    auditor has read, never what `by` has read theirs of: the second looks as if they were first.
    """
    known = (
        select(col(AuditDraw.record_id))
        .join(Draft, col(Draft.id) == col(AuditDraw.draft_id))
        .where(col(Draft.guide) == form.guide)
    )
    mine = known.where(col(AuditDraw.drawn_for_id) == by)
    fits = _fits(form.among)
    new = _ids(session, by, team_ids, since, col(Record.id).not_in(known), *fits)
    twice = known.group_by(col(AuditDraw.record_id)).having(func.count() > 1)
    once = (col(Record.id).in_(known.where(_is_sent())), col(Record.id).not_in(twice))
    unseen = (col(Record.id).not_in(mine), col(Record.id).not_in(_whose_audit_was_read(by)))
    others = _ids(session, by, team_ids, since, *once, *unseen, *fits)
    return lot(new, others, seed)


def lot(new: Sequence[str], others: Sequence[str], seed: int) -> Drawn | None:
    """Return which of these records the seed draws: one of the `new`, or of `others`' audits."""
    again = bool(others) and (not new or seed % _EVERY_SO_MANY == 0)
    found = others if again else new
    if not found:
        return None
    # By lot, to be drawn again by whoever knows the seed: nothing is kept secret with it.
    at = random.Random(seed).randrange(len(found))  # noqa: S311
    return Drawn(found[at], seed, at + 1, len(found), again)


def _ids(
    session: Session, by: str, team_ids: Collection[str], since: date, *which: ColumnElement[bool]
) -> list[str]:
    state = last_state(col(Step.kind), col(Record.draft_id))
    query = (
        select(col(Record.id))
        .where(col(Record.kind) == RecordKind.IN_DEPTH, col(Record.team_id).in_(team_ids))
        .where(col(Record.held_on) >= since, state == StepKind.AGREED)
        .where(col(Record.writer_id) != by, col(Record.other_id) != by, *which)
    )
    return list(session.scalars(query.order_by(col(Record.id))))


def _fits(among: Among) -> list[ColumnElement[bool]]:
    match among:
        case Among.WITH_PLAN:
            planned = (
                select(col(Submission.record_id)).join(one, col(one.submission_id) == Submission.id)
                for one in (Outcome, Action)
            )
            return [or_(*(col(Record.id).in_(those) for those in planned))]
        case Among.IN_ASSESSMENT:
            assessed = select(col(Child.id)).where(col(Child.status) == ChildStatus.ASSESSMENT)
            return [col(Record.child_id).in_(assessed)]
        case _:
            return []


def _whose_audit_was_read(by: str) -> Select[str]:
    """Select the records of which somebody has read what another auditor wrote."""
    audit_of = table_of(Record).alias("audit_of")
    return (
        select(col(AuditDraw.record_id))
        .join(audit_of, audit_of.c.draft_id == col(AuditDraw.draft_id))
        .join(AuditEvent, col(AuditEvent.noun_id) == audit_of.c.id)
        .where(col(AuditEvent.actor_id) == by, col(AuditEvent.deed) == audit.READ)
    )


def _is_sent() -> ColumnElement[bool]:
    return _has_step(StepKind.SUBMITTED)


def _has_step(*kinds: StepKind) -> ColumnElement[bool]:
    return exists().where(col(Step.draft_id) == col(AuditDraw.draft_id), col(Step.kind).in_(kinds))


def times_drawn(session: Session, by: str) -> int:
    """Return how many records were drawn for somebody."""
    return session.scalar(select(func.count()).where(col(AuditDraw.drawn_for_id) == by)) or 0


def note(session: Session, draft_id: str, drawn: Drawn, by: str, at: datetime) -> None:
    """Store that a record was drawn for the audit of a draft; the audit says so."""
    session.add(
        AuditDraw(
            draft_id=draft_id,
            record_id=drawn.record_id,
            drawn_for_id=by,
            seed=drawn.seed,
            number=drawn.number,
            count=drawn.count,
            again=drawn.again,
            drawn_at=at,
        )
    )
    audit.record(session, "record drawn", "record", drawn.record_id, actor=by, at=at)


def record_read(session: Session, draft_id: str) -> Record | None:
    """Return the record that was drawn for the audit of a draft; None where it is no audit."""
    query = select(Record).join(AuditDraw, col(AuditDraw.record_id) == col(Record.id))
    return session.scalar(query.where(col(AuditDraw.draft_id) == draft_id))


def drawn_for(
    session: Session, record_ids: Select[str] | Collection[str]
) -> defaultdict[str, set[str]]:
    """Return for whose audit each of these records is drawn: those not sent nor thrown away."""
    rows = session.execute(
        select(col(AuditDraw.record_id), col(AuditDraw.drawn_for_id)).where(
            col(AuditDraw.record_id).in_(record_ids),
            not_(_has_step(StepKind.SUBMITTED, StepKind.DISCARDED)),
        )
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, person_id in rows:
        found[record_id].add(person_id)
    return found


def blind_to(session: Session, record_ids: Collection[str]) -> defaultdict[str, set[str]]:
    """Return, by audit, who is to read it only once they have sent their own of the same record."""
    theirs, mine = table_of(AuditDraw).alias("theirs"), AuditDraw
    rows = session.execute(
        select(col(Record.id), col(mine.drawn_for_id))
        .join(theirs, theirs.c.draft_id == col(Record.draft_id))
        .join(mine, col(mine.record_id) == theirs.c.record_id)
        .where(col(Record.id).in_(record_ids), col(mine.draft_id) != theirs.c.draft_id)
        .where(not_(_has_step(StepKind.SUBMITTED, StepKind.DISCARDED)))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record_id, person_id in rows:
        found[record_id].add(person_id)
    return found


def read_twice(session: Session, guide: str) -> list[tuple[int, str, str]]:
    """Return the version and the two drafts of each record that two auditors read with it.

    Both were sent; the one that was drawn first stands first.
    """
    rows = session.execute(
        select(col(AuditDraw.record_id), col(Draft.version), col(Draft.id))
        .join(Draft, col(Draft.id) == col(AuditDraw.draft_id))
        .where(col(Draft.guide) == guide, _is_sent())
        .order_by(col(AuditDraw.record_id), col(Draft.id))
    )
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for record_id, version, draft_id in rows:
        found[record_id, version].append(draft_id)
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
