"""Which messages of the outbox wait for which, and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.tables import OutboxMessage, Step, table_of

OVERTAKES_AFTER = timedelta(seconds=2)
"""So long a message waits for one that this process is sending to the same address, and no longer.

One that another process holds, which may be dead, is waited for until its lease is over: what is
then shown again comes before what is said later, and not between that and its answer.
"""

_OUT = table_of(OutboxMessage).c
_STEP = table_of(Step).c
_LOOKS_AGAIN_AFTER = timedelta(seconds=0.25)


@dataclass(frozen=True)
class Claimant:
    """A process that claims: the messages it is sending, and whether it takes over others' claims.

    It does not before it has heard what people did while nothing ran.
    """

    in_hand: Collection[str] = ()
    takes_over: bool = True


ANYBODY = Claimant()


def unsettled(message: type[OutboxMessage] = OutboxMessage) -> ColumnElement[bool]:
    """Return the condition that a message has neither gone out nor been given up."""
    return and_(col(message.sent_at).is_(None), col(message.failed_at).is_(None))


def free(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody is sending a message: its lease is none, or ran out."""
    return or_(_OUT.leased_until.is_(None), _OUT.leased_until < now)


def held_up(now: datetime, claimant: Claimant) -> ColumnElement[bool]:
    """Return the condition that a message must wait for an earlier one to its address."""
    return or_(_is_behind_its_batch(now), _is_behind_a_sending(now, claimant))


def _is_behind_its_batch(now: datetime) -> ColumnElement[bool]:
    earlier = aliased(OutboxMessage)
    waits = and_(~_OUT.urgent, col(earlier.attempts) > 0, col(earlier.not_before) > now)
    return exists().where(
        col(earlier.batch) == _OUT.batch,
        *_stands_before(earlier),
        or_(col(earlier.leased_until) >= now, waits),
    )


def _is_behind_a_sending(now: datetime, claimant: Claimant) -> ColumnElement[bool]:
    earlier = aliased(OutboxMessage)
    lasting = or_(
        col(earlier.id).not_in(claimant.in_hand), col(earlier.claimed_at) > now - OVERTAKES_AFTER
    )
    held = and_(col(earlier.leased_until) >= now, lasting)
    lapsed = and_(col(earlier.leased_until) < now, false() if claimant.takes_over else true())
    return exists().where(
        *_stands_before(earlier),
        ~or_(_OUT.urgent, col(earlier.urgent)),
        or_(held, lapsed),
    )


def _stands_before(earlier: type[OutboxMessage]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(earlier.channel) == _OUT.channel,
        col(earlier.address) == _OUT.address,
        col(earlier.id) < _OUT.id,
        unsettled(earlier),
    )


def next_due(
    session: Session, channel: str, now: datetime, claimant: Claimant = ANYBODY
) -> datetime | None:
    """Return when the next message on a channel can be claimed; None where none waits.

    One that waits for a sending to end is looked for again soon.
    """
    free_at = func.coalesce(_OUT.leased_until, _OUT.not_before)
    moment = case((free_at > _OUT.not_before, free_at), else_=_OUT.not_before)
    behind = _is_behind_a_sending(now, claimant)
    soon = now + _LOOKS_AGAIN_AFTER
    known = case((and_(behind, moment < soon), literal(soon, _OUT.not_before.type)), else_=moment)
    query = select(func.min(known, type_=_OUT.not_before.type))
    found = session.connection().scalar(
        query.where(_OUT.channel == channel, unsettled(), ~_is_behind_its_batch(now))
    )
    return found if isinstance(found, datetime) else None


def is_overtaken(session: Session, row: Any) -> bool:  # noqa: ANN401 - a candidate
    """Say whether a card is no longer what its person is asked.

    They have answered it, on this channel or another, or a newer message shows the draft.
    """
    if row.draft_id is None:
        return False
    went_on = select(_STEP.id).where(_STEP.draft_id == row.draft_id, _STEP.number > row.known)
    shown_anew = select(_OUT.id).where(_OUT.draft_id == row.draft_id, _OUT.batch > row.batch)
    connection = session.connection()
    overtaken = connection.execute(
        select(
            or_(
                went_on.where(_STEP.author_id == row.person_id).exists(),
                shown_anew.where(_OUT.channel == row.channel, _OUT.address == row.address).exists(),
            )
        )
    ).scalar()
    return bool(overtaken)
