"""Drawing by lot what a practice audit reads: a record, or a contact or enquiry of the files."""

import random
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from practice.terms import ChildStatus, RecordKind, StepKind
from storage import audit, audits, no_action
from storage.audits import PRACTICE, Among, Drawn, Form
from storage.drafts import last_state
from storage.tables import (
    Action,
    AuditDraw,
    AuditEvent,
    Child,
    Draft,
    OutboxMessage,
    Outcome,
    Record,
    Step,
    Submission,
    table_of,
)

_EVERY_SO_MANY = 3
"""One draw in so many is of what another auditor has read, where there is any such record."""


def draw(
    session: Session,
    by: str,
    team_ids: Collection[str],
    since: date,
    seed: int,
    form: Form = PRACTICE,
) -> Drawn | None:
    """Return a record in depth of these teams, each as likely; None where none is left.

    Held since a day, agreed by both, in which the auditor `by` had no part; or a contact or an
    enquiry that ended without action since. The same seed draws the same of the same, which stand
    in the order in which they were made. Of what another auditor has read, never what `by` has read
    theirs of: the second looks as if they were first.
    """
    of = _drawn(form.among.noun)
    known = (
        select(of)
        .join(Draft, col(Draft.id) == col(AuditDraw.draft_id))
        .where(col(Draft.guide) == form.guide)
    )
    mine = known.where(col(AuditDraw.drawn_for_id) == by)
    twice = known.group_by(of).having(func.count() > 1)
    unseen = (mine, twice, _whose_audit_was_read(by, of), _whose_audit_was_told(by, of))
    listed = _of_records(by, team_ids, since, form.among)
    if form.among is Among.CONTACTS:
        listed = no_action.contacts(team_ids, since)
    elif form.among is Among.ENQUIRIES:
        listed = no_action.enquiries(session, by, team_ids, since)
    (row_id,) = listed.selected_columns
    in_order = listed.order_by(row_id)
    new = session.scalars(in_order.where(row_id.not_in(known)))
    again = in_order.where(row_id.in_(known.where(audits.is_sent())))
    others = session.scalars(again.where(*(row_id.not_in(those) for those in unseen)))
    return lot(list(new), list(others), seed)


def _drawn(noun: str) -> ColumnElement[str]:
    """Return the column that says which row of a table was drawn."""
    return table_of(AuditDraw).c[f"{noun}_id"]


def lot(new: Sequence[str], others: Sequence[str], seed: int) -> Drawn | None:
    """Return which of these records the seed draws: one of the `new`, or of `others`' audits."""
    again = bool(others) and (not new or seed % _EVERY_SO_MANY == 0)
    found = others if again else new
    if not found:
        return None
    # By lot, to be drawn again by whoever knows the seed: nothing is kept secret with it.
    at = random.Random(seed).randrange(len(found))  # noqa: S311
    return Drawn(found[at], seed, at + 1, len(found), again)


def _of_records(by: str, team_ids: Collection[str], since: date, among: Among) -> Select[str]:
    state = last_state(col(Step.kind), col(Record.draft_id))
    return (
        select(col(Record.id))
        .where(col(Record.kind) == RecordKind.IN_DEPTH, col(Record.team_id).in_(team_ids))
        .where(col(Record.held_on) >= since, state == StepKind.AGREED)
        .where(col(Record.writer_id) != by, col(Record.other_id) != by, *_fits(among))
    )


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


def _whose_audit_was_read(by: str, of: ColumnElement[str]) -> Select[str]:
    """Select of what was drawn that of which somebody has read what another auditor wrote."""
    audit_of = table_of(Record).alias("audit_of")
    return (
        select(of)
        .join(audit_of, audit_of.c.draft_id == col(AuditDraw.draft_id))
        .join(AuditEvent, col(AuditEvent.noun_id) == audit_of.c.id)
        .where(col(AuditEvent.actor_id) == by, col(AuditEvent.deed) == audit.READ)
        # An unknown among them would leave nothing to draw.
        .where(of.is_not(None))
    )


def _whose_audit_was_told(by: str, of: ColumnElement[str]) -> Select[str]:
    """Select of what was drawn that of which somebody was told what another auditor thinks of it.

    They are to look again themselves, and the audit is open to them.
    """
    audit_of = table_of(Record).alias("audit_of")
    told = select(col(OutboxMessage.record_id)).where(
        col(OutboxMessage.person_id) == by,
        col(OutboxMessage.told).is_not(None),
        col(OutboxMessage.record_id).is_not(None),
    )
    return (
        select(of)
        .join(audit_of, audit_of.c.draft_id == col(AuditDraw.draft_id))
        .where(audit_of.c.id.in_(told), of.is_not(None))
    )
