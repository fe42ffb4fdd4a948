"""Which messages of the outbox wait for which, and until when."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.named_indexes import walking
from storage.prepared import Prepared
from storage.tables import OutboxMessage, Step, table_of

OVERTAKES_AFTER = timedelta(seconds=2)
"""So long a message waits for one that this process is sending to the same address, and no longer.

One that another process holds, which may be dead, is waited for until its lease is over: what is
then shown again comes before what is said later, and not between that and its answer.
"""

_OUTBOX = table_of(OutboxMessage)
_OUT = _OUTBOX.c
_STEP = table_of(Step).c
_LOOKS_AGAIN_AFTER = timedelta(seconds=0.25)
_FEW = 200
_A_FEW = 4
"""So many are looked at of a chat that is sent to before the rest of it is stepped over."""
_AFTER_ALL = "g"
"""What sorts after every identifier."""

_MOMENT = _OUT.not_before.type
_CHANNEL = bindparam("channel", type_=_OUT.channel.type)
_IN_HAND = bindparam("in_hand", expanding=True, type_=_OUT.id.type)
_NOW, _SOON = bindparam("now", type_=_MOMENT), bindparam("soon", type_=_MOMENT)
_HELD_FROM = bindparam("held_from", type_=_MOMENT)


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


def tried(message: type[OutboxMessage] = OutboxMessage) -> ColumnElement[bool]:
    """Return the condition that a message was tried, as each was that is leased."""
    # Written out, not a parameter: an index knows these messages by the same words.
    return col(message.attempts) > literal_column("0")


def free(now: datetime | BindParameter[Any]) -> ColumnElement[bool]:
    """Return the condition that nobody is sending a message: its lease is none, or ran out."""
    return or_(_OUT.leased_until.is_(None), _OUT.leased_until < now)


def _is_behind_its_batch() -> ColumnElement[bool]:
    earlier = aliased(OutboxMessage)
    waits = and_(~_OUT.urgent, col(earlier.not_before) > _NOW)
    return exists().where(
        col(earlier.batch) == _OUT.batch,
        *_stands_before(earlier),
        tried(earlier),
        or_(col(earlier.leased_until) >= _NOW, waits),
    )


def _is_behind_a_sending(*, takes_over: bool) -> ColumnElement[bool]:
    earlier = aliased(OutboxMessage)
    lasting = or_(col(earlier.id).not_in(_IN_HAND), col(earlier.claimed_at) > _HELD_FROM)
    held = and_(col(earlier.leased_until) >= _NOW, lasting)
    lapsed = and_(col(earlier.leased_until) < _NOW, false() if takes_over else true())
    return exists().where(
        *_stands_before(earlier),
        col(earlier.leased_until).is_not(None),
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


def _asked(channel: str, now: datetime, claimant: Claimant) -> dict[str, object]:
    return {
        "channel": channel,
        "now": now,
        "soon": now + _LOOKS_AGAIN_AFTER,
        "held_from": now - OVERTAKES_AFTER,
        "in_hand": list(claimant.in_hand),
    }


def give_up(session: Session, reason: str, at: datetime, *which: ColumnElement[bool]) -> None:
    """Store that the messages which meet all conditions will not go out."""
    session.connection().execute(
        update(OutboxMessage).where(*which).values(failed_at=at, failure=reason, leased_until=None)
    )


def next_due(
    session: Session, channel: str, now: datetime, claimant: Claimant = ANYBODY
) -> datetime | None:
    """Return when the next message on a channel can be claimed, `now` where one can be already.

    None where none waits. One that waits for a sending to end is looked for again soon.
    """
    asked, connection = _asked(channel, now, claimant), session.connection()
    queries, soon = _due_queries(takes_over=claimant.takes_over), now + _LOOKS_AGAIN_AFTER
    leased, first, unhindered = queries
    found = [connection.scalar(query, asked) for query in (leased, first)]
    if (moment := found.pop()) is not None and moment < soon:
        if claimable(session, channel, now, claimant, 1):
            return now
        # Whatever else there is waits for a sending.
        moment = connection.scalar(unhindered, asked) or soon
    return min((one for one in (*found, moment) if one is not None), default=None)


# Every delivery asks these; putting them together anew each time would cost more than asking.
@cache
def _due_queries(*, takes_over: bool) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Return when the first falls due of what is being sent, or was; of what nobody is sending.

    And of that what falls due soon, and waits for no sending. What waits for its batch is in none.
    """
    behind = _is_behind_a_sending(takes_over=takes_over)
    moment = case((_OUT.leased_until > _OUT.not_before, _OUT.leased_until), else_=_OUT.not_before)
    known = case((and_(behind, moment < _SOON), _SOON), else_=moment)
    waiting = (_OUT.channel == _CHANNEL, unsettled(), ~_is_behind_its_batch())
    leased = select(func.min(known, type_=_MOMENT)).where(*waiting)
    leased = leased.where(_OUT.leased_until.is_not(None))
    # In the order in which they fall due, up to the first that will do.
    first = select(_OUT.not_before).where(*waiting, _OUT.leased_until.is_(None))
    first = walking(first.order_by(_OUT.not_before).limit(1), _OUTBOX, "outbox_due")
    soon = first.where(_OUT.not_before > _NOW, _OUT.not_before < _SOON, ~behind)
    return walking(leased, _OUTBOX, "outbox_leased"), first, soon


def claimable(
    session: Session, channel: str, now: datetime, claimant: Claimant, most: int
) -> Sequence[Any]:
    """Return the messages that may be claimed, at most so many, in the order of claiming.

    Where little is due, that is what is looked at, however much waits for tomorrow; where much is,
    all that waits is walked turn by turn, in each chat by chat, up to what is wanted.
    """
    asked = _asked(channel, now, claimant)
    few, many = _queries(takes_over=claimant.takes_over)
    if _SOME_DUE.all(session, channel=channel, now=now)[0].some > _FEW:
        return list(islice(_by_turns(session.connection(), many, asked, most), most))
    return few.all(session, **asked, most=most)


_DUE = and_(_OUT.channel == _CHANNEL, unsettled(), _OUT.not_before <= _NOW)
_SOME_DUE = Prepared(
    select(func.count().label("some")).select_from(
        walking(select(_OUT.channel).where(_DUE).limit(_FEW + 1), _OUTBOX, "outbox_due").subquery()
    )
)
_CANDIDATE = (
    *("id", "channel", "address", "body", "attempts", "person_id", "interrupts"),
    *("draft_id", "record_id", "summary_of_id", "known", "batch", "urgent", "claimed_at"),
    *("perhaps_shown_at", "turn"),
)


@cache
def _due(*, takes_over: bool) -> tuple[Select[Any], ColumnElement[bool]]:
    """Return what is due and could be claimed, and the condition that it stands behind a sending.

    So many of them at most.
    """
    unclaimed = true() if takes_over else _OUT.claimed_at.is_(None)
    query = select(*(_OUT[name] for name in _CANDIDATE))
    query = query.where(_DUE, free(_NOW), ~_is_behind_its_batch(), unclaimed)
    return query.limit(bindparam("most")), _is_behind_a_sending(takes_over=takes_over)


@cache
def _queries(*, takes_over: bool) -> tuple[Prepared, Select[Any]]:
    """Return what may be claimed, of the little that is due, and what is due from a place on.

    The second says of each whether it stands `behind` a sending.
    """
    query, behind = _due(takes_over=takes_over)
    few = walking(query.where(~behind).order_by(_OUT.turn, _OUT.id), _OUTBOX, "outbox_due")
    place = (_OUT.turn, _OUT.address, _OUT.id)
    past = tuple_(*place) > tuple_(
        *(bindparam(f"past_{one.name}", type_=one.type) for one in place)
    )
    many = query.add_columns(behind.label("behind")).where(past).order_by(*place)
    return Prepared(few), walking(many, _OUTBOX, "outbox_turn")


def _by_turns(
    connection: Connection, query: Select[Any], asked: Mapping[str, object], most: int
) -> Iterator[Row[Any]]:
    """Yield what may be claimed, turn by turn and in each chat by chat.

    All that follows in the same turn of a chat what stands behind a sending does so too, and is
    stepped over.
    """
    place: tuple[int, str, str] = (-1, "", "")
    size = most
    while True:
        past = dict(zip(("past_turn", "past_address", "past_id"), place, strict=True))
        rows = connection.execute(query, {**asked, **past, "most": size}).all()
        yield from (row for row in rows if not row.behind)
        if len(rows) < size:
            return
        last = rows[-1]
        place = (last.turn, last.address, _AFTER_ALL if last.behind else last.id)
        size = _A_FEW if last.behind else most


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
