"""The outbox: what goes out is put, claimed for a lease, sent, and settled."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, bindparam, func, insert, update
from sqlmodel import Session

from practice.calendar import london_day, next_working_moment
from practice.quiet import arrives_from
from storage import absences, audit, delivery_rights, drafts
from storage.encryption import seal, unseal
from storage.errors import WrongKeyError
from storage.ids import new_id, new_place
from storage.prepared import Prepared
from storage.shown_again import shown_again
from storage.tables import OutboxMessage, table_of
from storage.waiting import ANYBODY, Claimant, claimable, is_overtaken
from storage.waiting import free as free
from storage.waiting import give_up as give_up
from storage.waiting import next_due as next_due
from storage.waiting import unsettled as unsettled

_log = logging.getLogger(__name__)

_OUT = table_of(OutboxMessage).c
_MOST_URGENT = 20
_TURN_DIGITS = 7
"""Those of an identifier that 4,096 transactions share."""

# Every update needs it; putting it together anew each time would cost more than asking.
_NEW_MESSAGES = Prepared(insert(table_of(OutboxMessage)))
_MOMENT = _OUT.sent_at.type
_THIS = update(OutboxMessage).where(_OUT.id == bindparam("message"))
_TAKEN = Prepared(
    _THIS.where(unsettled(), free(bindparam("now", type_=_MOMENT)))
    .values(
        leased_until=bindparam("until", type_=_MOMENT),
        claimed_at=bindparam("now", type_=_MOMENT),
        tried_at=bindparam("now", type_=_MOMENT),
        # Still claimed: whoever had it died, or never learned whether it arrived.
        perhaps_shown_at=func.coalesce(_OUT.perhaps_shown_at, _OUT.claimed_at),
        attempts=_OUT.attempts + 1,
    )
    .returning(_OUT.id)
)
_SENT = Prepared(
    _THIS.values(
        sent_at=bindparam("at", type_=_MOMENT),
        sent_place=bindparam("place"),
        shown_at=bindparam("shown", type_=_MOMENT),
        external_id=bindparam("external"),
        leased_until=None,
        claimed_at=None,
    ).returning(_OUT.told)
)


@dataclass(frozen=True)
class NewMessage:
    """A message to put into the outbox. `body` is what the channel will be given, as JSON.

    `card` is the card it shows (a draft's id and the number of the step that asked), `record_id`
    the reflection it is about, `summary_of_id` the team whose summary it tells of.
    One that is `urgent` (the duty number) waits for nothing that was put before it.
    One that does not `interrupts` waits for the end of a conversation that its person is in.
    `sender_id` is who is told, once, where it cannot be delivered; `told` is the kind of telling.
    """

    person_id: str | None
    channel: str
    address: str
    body: str
    not_before: datetime | None = None
    digest_id: str | None = None
    card: tuple[str, int] | None = None
    record_id: str | None = None
    interrupts: bool = True
    sender_id: str | None = None
    told: str | None = None
    urgent: bool = False
    summary_of_id: str | None = None


def put(
    session: Session, messages: list[NewMessage], *, at: datetime, sent: bool = False
) -> list[str]:
    """Add messages in order and return their ids; `sent` where storing them is delivering them.

    They are one batch: none of them is sent before those that stand before it.
    """
    rows: list[dict[str, object]] = []
    ids = [new_id() for _ in messages]
    for row_id, message in zip(ids, messages, strict=True):
        draft_id, asked = message.card or (None, None)
        rows.append(
            {
                "id": row_id,
                "person_id": message.person_id,
                "channel": message.channel,
                "address": message.address,
                "body": seal(session, message.body, "outbox_message", row_id, "body"),
                "made_at": at,
                "not_before": message.not_before or at,
                "attempts": 0,
                "sent_at": at if sent else None,
                "sent_place": new_place() if sent else None,
                "digest_id": message.digest_id,
                "shown_at": at if sent else None,
                "draft_id": draft_id,
                "asked": asked,
                "record_id": message.record_id,
                "summary_of_id": message.summary_of_id,
                "batch": ids[0],
                "urgent": message.urgent,
                "turn": _turn(message, row_id),
                "known": drafts.last_number(session, draft_id) if draft_id else None,
                "interrupts": message.interrupts,
                "sender_id": message.sender_id,
                "told": message.told,
            }
        )
    if rows:
        _NEW_MESSAGES.each(session, rows)
    return ids


def _turn(message: NewMessage, row_id: str) -> int:
    """Return in which turn a message is claimed: what is urgent, people, reminders, strangers.

    Of each of those, what was put in some thousand transactions is one turn, the oldest first.
    """
    is_last = message.person_id is None
    kind = 4 * (not message.urgent) + 2 * is_last + (message.digest_id is not None)
    return (kind << 4 * _TURN_DIGITS) + int(row_id[:_TURN_DIGITS], 16)


@dataclass(frozen=True)
class Waiting:
    """A claimed message, to be sent before its lease runs out."""

    id: str
    address: str
    body: str
    attempts: int
    batch: str
    urgent: bool
    claimed_at: datetime


def claim(
    session: Session,
    channel: str,
    *,
    now: datetime,
    lease: timedelta,
    most: int = 20,
    claimant: Claimant = ANYBODY,
) -> list[Waiting]:
    """Claim messages that are due on a channel, oldest first; a batch keeps its order.

    A message is passed over while an earlier one of its batch is claimed by somebody else or was
    given back and waits, and for a moment while an earlier one of another batch, which is in hand
    here, is being sent to the same address: no fault with one message holds up what is said to a
    person later. What is urgent is claimed at once, beyond `most` too. A claim whose lease ran out
    is taken again where the claimant takes over: its sender died before it could settle. A card
    that is tried again is given up where its person has gone on meanwhile, and one that a later
    message shows again word for word. Reminders stand behind,
    and strangers behind those: thousands at once must not hold up a conversation. One that may not
    interrupt the conversation its person is in, or comes while they are away, is held instead.
    """
    candidates = enumerate(claimable(session, channel, now, claimant, max(most, 0) + _MOST_URGENT))
    rows = [row for place, row in candidates if place < most or row.urgent]
    current = [row for row in rows if _is_current(session, row, now)]
    sendable = [row for row in current if _may_go(session, row, now)]
    readable = [(row, w) for row in sendable if (w := _opened(session, row, now))]
    again = shown_again([(row, w.body) for row, w in readable])
    for message_id in again:
        settle_failed(session, message_id, "overtaken", now)
    goes = [w for _, w in readable if w.id not in again]
    return [w for w in goes if _take(session, w.id, now, now + lease)]


def _is_current(session: Session, row: Any, now: datetime) -> bool:  # noqa: ANN401 - a candidate
    """Say whether what is tried again is still to be shown; settle it where it is not.

    Whoever went on from a card that may have been shown has seen it: it was shown then.
    """
    if row.attempts == 0 or not is_overtaken(session, row):
        return True
    perhaps = row.perhaps_shown_at or row.claimed_at
    if perhaps is None:
        settle_failed(session, row.id, "overtaken", now)
    else:
        settle_sent(session, row.id, None, perhaps)
    return False


def _may_go(session: Session, row: Any, now: datetime) -> bool:  # noqa: ANN401 - a candidate
    """Say whether a message that is due may go out; hold it, or give it up, where it may not.

    It was theirs to have when it was put in, which may be days ago.
    """
    if row.person_id is None:
        return True
    why_not = delivery_rights.why_not(session, row, london_day(now))
    if why_not is not None:
        withhold(session, row.id, why_not, now)
        return False
    if row.interrupts:
        return True
    until = arrives_from(now, drafts.last_step_at(session, row.person_id))
    until = max(until, absences.hears_from(session, row.person_id, now))
    if until > now:
        # It starts anew: one that was tried before and waits would hold up all later ones.
        held = _settle(row.id).values(not_before=until, held_at=now, attempts=0, leased_until=None)
        session.connection().execute(held)
    return until <= now


def withhold(session: Session, message_id: str, why: str, at: datetime) -> None:
    """Give up a message that its person may not be sent any more; the audit says so."""
    settle_failed(session, message_id, why, at)
    audit.record(session, "message withheld", "outbox_message", message_id, actor=None, at=at)


def release(session: Session, person_id: str, now: datetime) -> None:
    """Let what was held while a person was in a conversation go out, in office hours."""
    session.connection().execute(
        update(OutboxMessage)
        .where(_OUT.person_id == person_id, _OUT.held_at.is_not(None), unsettled(), free(now))
        .values(not_before=next_working_moment(now), held_at=None)
    )


def renew(session: Session, ids: Collection[str], until: datetime) -> None:
    """Hold on to what is still being sent."""
    session.connection().execute(
        update(OutboxMessage)
        .where(_OUT.id.in_(ids), unsettled(), _OUT.leased_until.is_not(None))
        .values(leased_until=until)
    )


def _opened(session: Session, row: Any, now: datetime) -> Waiting | None:  # noqa: ANN401
    try:
        body = unseal(session, row.body, "outbox_message", row.id, "body")
    except WrongKeyError:
        # One row that was moved or changed must not hold up everybody's messages.
        _log.error("message %s cannot be read and is given up", row.id)
        settle_failed(session, row.id, "cannot be read", now)
        return None
    return Waiting(row.id, row.address, body, row.attempts, row.batch, row.urgent, now)


def _take(session: Session, message_id: str, now: datetime, until: datetime) -> bool:
    return _TAKEN.first(session, message=message_id, now=now, until=until) is not None


def _settle(message_id: str) -> Update:
    return update(OutboxMessage).where(_OUT.id == message_id)


def settle_sent(
    session: Session,
    message_id: str,
    external_id: str | None,
    at: datetime,
    shown_at: datetime | None = None,
) -> str | None:
    """Store that a message went out, with the channel's own id of it and its own time.

    Return the kind of telling that it was, None where it was none.
    """
    when = {"at": at, "shown": shown_at or at}
    named = {"message": message_id, "place": new_place(), "external": external_id}
    found = _SENT.first(session, **when, **named)
    return found.told if found else None


def settle_failed(session: Session, message_id: str, reason: str, at: datetime) -> None:
    """Store that a message will not go out; `reason` is a word of ours, never content."""
    give_up(session, reason, at, _OUT.id == message_id)


def put_back(
    session: Session, message_id: str, not_before: datetime, *, perhaps_shown: bool = False
) -> None:
    """Give back a claimed message, to be tried again from `not_before` on.

    `perhaps_shown` where nobody learned whether it went out.
    """
    shown = {"perhaps_shown_at": func.coalesce(_OUT.perhaps_shown_at, _OUT.claimed_at)}
    values = {"not_before": not_before, "leased_until": None, "claimed_at": None}
    session.connection().execute(
        _settle(message_id).values(values | (shown if perhaps_shown else {}))
    )
