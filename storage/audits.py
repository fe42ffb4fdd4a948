"""Records drawn by lot for practice audits, and for whom each may be opened."""

import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, not_, select
from sqlmodel import Session, col

from practice.terms import RecordKind, StepKind
from storage import audit
from storage.drafts import last_state
from storage.tables import AuditDraw, Record, Step

_EVERY_SO_MANY = 3
"""One draw in so many is of what another auditor has read, where there is any such record."""


@dataclass(frozen=True)
class Drawn:
    """A record that was drawn: the seed, and which number of how many it was."""

    record_id: str
    seed: int
    number: int
    count: int
    again: bool


def draw(
    session: Session, by: str, team_ids: Collection[str], since: date, seed: int
) -> Drawn | None:
    """Return a record in depth of these teams, each as likely; None where none is left.

    Held since a day, agreed by both, in which the auditor `by` had no part. The same seed draws
    the same of the same records, which stand in the order in which they were made.
    """
    known = select(col(AuditDraw.record_id))
    mine = known.where(col(AuditDraw.drawn_for_id) == by)
    new = _ids(session, by, team_ids, since, col(Record.id).not_in(known))
    twice = known.group_by(col(AuditDraw.record_id)).having(func.count() > 1)
    once = (col(Record.id).in_(known.where(_is_sent())), col(Record.id).not_in(twice))
    others = _ids(session, by, team_ids, since, *once, col(Record.id).not_in(mine))
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
