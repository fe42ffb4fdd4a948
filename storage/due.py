"""What waits on a day, as far as it was known by the end of that day: queries, nothing stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.calendar import london_day, start_of
from practice.terms import Discussion, StepKind
from storage.children import open_on, open_to
from storage.drafts import last_state
from storage.presence import here
from storage.reach import StandIn, stand_in
from storage.tables import AgendaItem, Involvement, Person, Record, Step, Supervision

_supervisor, _later = aliased(Person), aliased(Involvement)
Only = Collection[str] | None
"""Only these; None: all."""


def only_both(one: Only, other: Only) -> Only:
    """Return those who are in both."""
    if one is None or other is None:
        return other if one is None else one
    return set(one) & set(other)


@dataclass(frozen=True)
class NotDiscussed:
    """How many of a practitioner's children wait, and which supervisor is here to be told.

    `stand_in`: where theirs is not here, who is told in that one's place.
    """

    practitioner_id: str
    supervisor_id: str | None
    children: int
    stand_in: StandIn | None = None


def not_discussed(
    session: Session, since: date, on: date, practitioners: Only = None
) -> list[NotDiscussed]:
    """Return who, being here on a day, has children not discussed since another day, in order.

    A child counts who was open to the practitioner on `since` and is open to them on `on`, and
    was neither in depth nor looked at in any meeting held from then on and sent by the end of `on`.
    """
    query = (
        select(
            col(Involvement.person_id),
            col(_supervisor.id),
            func.count(col(Involvement.child_id).distinct()),
        )
        .join(Person, col(Person.id) == col(Involvement.person_id))
        .outerjoin(
            _supervisor,
            and_(col(_supervisor.id) == col(Person.supervisor_id), here(on, _supervisor)),
        )
        .where(open_on(since), here(on), _still_open(on))
        .group_by(col(Involvement.person_id), col(_supervisor.id))
        .order_by(col(Involvement.person_id))
    )
    discussed = _discussed(since, on)
    if practitioners is None:
        query = query.where(col(Involvement.child_id).not_in(discussed))
    else:
        # Child by child: nothing of the rest of the council is read.
        theirs = discussed.where(col(AgendaItem.child_id) == col(Involvement.child_id))
        of_theirs = theirs.correlate(Involvement).exists()
        query = query.where(open_to(practitioners, since), ~of_theirs)
    return [
        NotDiscussed(
            one, supervisor_id, count, None if supervisor_id else stand_in(session, one, on)
        )
        for one, supervisor_id, count in session.execute(query).all()
    ]


def _still_open(on: date) -> ColumnElement[bool]:
    # The same worker's time with a child may go on in another row, after a change of team.
    return (
        select(col(_later.id))
        .where(col(_later.child_id) == col(Involvement.child_id))
        .where(col(_later.person_id) == col(Involvement.person_id), open_on(on, involvement=_later))
        .exists()
    )


def _discussed(since: date, on: date) -> Select[str]:
    return (
        select(col(AgendaItem.child_id))
        .join(Supervision, col(Supervision.id) == col(AgendaItem.supervision_id))
        .where(col(Supervision.held_on).between(since, on), col(Supervision.sent_at) < end_of(on))
        .where(col(AgendaItem.became) != Discussion.NOT_DISCUSSED)
    )


@dataclass(frozen=True)
class WaitingForAgreement:
    """A meeting of a practitioner, and the day on which each part that waits was last sent."""

    supervision_id: str
    practitioner_id: str
    sent_on: date
    parts: tuple[date, ...]


def waiting_for_agreement(
    session: Session,
    sent_since: date,
    on: date,
    supervisions: Only = None,
    practitioners: Only = None,
) -> list[WaitingForAgreement]:
    """Return the meetings first sent from a day on of which a part waits at the end of `on`.

    A part waits when it was sent, and neither agreed nor returned since; those looked at are one.
    The practitioner is here on `on`. Only these meetings, and those of these practitioners.
    """
    query = (
        select(col(Supervision.id), col(Supervision.practitioner_id), col(Supervision.sent_at))
        .join(Person, col(Person.id) == col(Supervision.practitioner_id))
        .where(col(Supervision.sent_at) >= end_of(sent_since - timedelta(days=1)), here(on))
    )
    if supervisions is not None:
        query = query.where(col(Supervision.id).in_(supervisions))
    if practitioners is not None:
        query = query.where(col(Supervision.practitioner_id).in_(practitioners))
    # Ordered here: for an order of the database's every meeting there is would be walked.
    meetings = sorted(session.execute(query).all(), key=lambda row: row[0])
    parts = _waiting_parts(session, [meeting_id for meeting_id, _, _ in meetings], on)
    return [
        WaitingForAgreement(meeting_id, practitioner_id, london_day(sent_at), parts[meeting_id])
        for meeting_id, practitioner_id, sent_at in meetings
        if meeting_id in parts
    ]


def _waiting_parts(
    session: Session, supervisions: Collection[str], on: date
) -> dict[str, tuple[date, ...]]:
    """Return, by meeting, the days on which its parts that wait were last sent.

    Looked up draft by draft: a join would begin with every step there is.
    """
    draft = (
        select(col(Record.supervision_id), col(Record.draft_id))
        .where(col(Record.supervision_id).in_(supervisions))
        .distinct()
        .subquery()
    )
    known = col(Step.at) < end_of(on)
    state = last_state(col(Step.kind), draft.c.draft_id, known)
    sent_at = last_state(col(Step.at), draft.c.draft_id, known).label("sent_at")
    rows = session.execute(
        select(draft.c.supervision_id, sent_at)
        .where(state == StepKind.SUBMITTED)
        .order_by(draft.c.supervision_id, sent_at)
    )
    found: dict[str, tuple[date, ...]] = {}
    for meeting_id, at in rows:
        found[meeting_id] = (*found.get(meeting_id, ()), london_day(at))
    return found


def end_of(day: date) -> datetime:
    """Return the end of a day in London: what is known by then was known on that day."""
    return start_of(day + timedelta(days=1))
