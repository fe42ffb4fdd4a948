"""What came in (once each), what goes out (claimed, sent, settled), what was set aside."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, case, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.calendar import london_day, next_working_moment
from practice.quiet import arrives_from
from storage import drafts
from storage.encryption import seal, unseal
from storage.errors import WrongKeyError
from storage.ids import new_id
from storage.tables import OutboxMessage, Person, Seen, SetAside, insert_once, table_of

_log = logging.getLogger(__name__)

_OUT = table_of(OutboxMessage).c
_SEEN = table_of(Seen).c

# Every update needs these; putting them together anew each time would cost more than asking.
_FIRST_SIGHT = insert_once(Seen)
_NEW_MESSAGES = insert(table_of(OutboxMessage))


def first_sight(
    session: Session,
    channel: str,
    update_key: str,
    *,
    person_id: str | None,
    said: str | None,
    at: datetime,
) -> bool:
    """Store that an update was seen; return False where it was stored before."""
    sealed = seal(session, said, "seen", f"{channel}/{update_key}", "said") if said else None
    connection = session.connection()
    seen = {
        "channel": channel,
        "update_key": update_key,
        "person_id": person_id,
        "said": sealed,
        "seen_at": at,
    }
    result = connection.execute(_FIRST_SIGHT[connection.dialect.name], seen)
    # PostgreSQL's driver gives no count of the rows that an insert added.
    return result.first() is not None


def said_with(session: Session, channel: str, update_key: str) -> str | None:
    """Return the words of an update that was seen before; None where none are kept."""
    asked = select(_SEEN.said).where(_SEEN.channel == channel, _SEEN.update_key == update_key)
    sealed = session.connection().execute(asked).scalar()
    return unseal(session, sealed, "seen", f"{channel}/{update_key}", "said") if sealed else None


@dataclass(frozen=True)
class NewMessage:
    """A message to put into the outbox. `body` is what the channel will be given, as JSON.

    `card` is the card it shows (a draft's id and the number of the step that asked), `record_id`
    the reflection it is about.
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


def put(
    session: Session, messages: list[NewMessage], *, at: datetime, sent: bool = False
) -> list[str]:
    """Add messages in order and return their ids; `sent` where storing them is delivering them."""
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
                "digest_id": message.digest_id,
                "shown_at": at if sent else None,
                "draft_id": draft_id,
                "asked": asked,
                "record_id": message.record_id,
                "interrupts": message.interrupts,
                "sender_id": message.sender_id,
                "told": message.told,
            }
        )
    if rows:
        session.connection().execute(_NEW_MESSAGES, rows)
    return ids


@dataclass(frozen=True)
class Waiting:
    """A claimed message, to be sent before its lease runs out."""

    id: str
    address: str
    body: str
    attempts: int


def claim(
    session: Session, channel: str, *, now: datetime, lease: timedelta, most: int = 20
) -> list[Waiting]:
    """Claim messages that are due on a channel, oldest first; each address keeps its order.

    A message is passed over while an earlier one to the same address is claimed by somebody else,
    or was given back and waits. A claim whose lease ran out is taken again: its sender died before
    it could settle. Reminders stand behind: thousands at once must not hold up a conversation. One
    that may not interrupt the conversation its person is in is held instead.
    """
    candidates = session.connection().execute(
        select(_OUT.id, _OUT.address, _OUT.body, _OUT.attempts, _OUT.person_id, _OUT.interrupts)
        .where(_OUT.channel == channel, unsettled(), free(now))
        .where(_OUT.not_before <= now, ~_held_up(now))
        .order_by(_OUT.digest_id.is_not(None), _OUT.id)
        .limit(most)
    )
    sendable = [row for row in candidates.all() if _may_go(session, row, now)]
    readable = [w for row in sendable if (w := _opened(session, row, now))]
    return [w for w in readable if _take(session, w.id, now, now + lease)]


def _may_go(session: Session, row: Any, now: datetime) -> bool:  # noqa: ANN401 - a candidate
    """Say whether a message that is due may go out; hold it, or give it up, where it may not."""
    if row.interrupts or row.person_id is None:
        return True
    person = session.get(Person, row.person_id)
    if person is not None and person.left_on and person.left_on <= london_day(now):
        settle_failed(session, row.id, "left", now)
        return False
    until = arrives_from(now, drafts.last_step_at(session, row.person_id))
    if until > now:
        # It starts anew: one that was tried before and waits would hold up all later ones.
        held = _settle(row.id).values(not_before=until, held_at=now, attempts=0, leased_until=None)
        session.connection().execute(held)
    return until <= now


def release(session: Session, person_id: str, now: datetime) -> None:
    """Let what was held while a person was in a conversation go out, in office hours."""
    session.connection().execute(
        update(OutboxMessage)
        .where(_OUT.person_id == person_id, _OUT.held_at.is_not(None), unsettled(), free(now))
        .values(not_before=next_working_moment(now), held_at=None)
    )


def unsettled(message: type[OutboxMessage] = OutboxMessage) -> ColumnElement[bool]:
    """Return the condition that a message has neither gone out nor been given up."""
    return and_(col(message.sent_at).is_(None), col(message.failed_at).is_(None))


def free(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody is sending a message: its lease is none, or ran out."""
    return or_(_OUT.leased_until.is_(None), _OUT.leased_until < now)


def _held_up(now: datetime) -> ColumnElement[bool]:
    earlier = aliased(OutboxMessage)
    return exists().where(
        and_(
            col(earlier.channel) == _OUT.channel,
            col(earlier.address) == _OUT.address,
            col(earlier.id) < _OUT.id,
            unsettled(earlier),
            or_(
                col(earlier.leased_until) >= now,
                and_(col(earlier.attempts) > 0, col(earlier.not_before) > now),
            ),
        )
    )


def next_due(session: Session, channel: str, now: datetime) -> datetime | None:
    """Return when the next message on a channel can be claimed; None where none waits."""
    free_at = func.coalesce(_OUT.leased_until, _OUT.not_before)
    moment = case((free_at > _OUT.not_before, free_at), else_=_OUT.not_before)
    query = select(func.min(moment, type_=_OUT.not_before.type))
    found = session.connection().scalar(
        query.where(_OUT.channel == channel, unsettled(), ~_held_up(now))
    )
    return found if isinstance(found, datetime) else None


def _opened(session: Session, row: Any, now: datetime) -> Waiting | None:  # noqa: ANN401
    try:
        body = unseal(session, row.body, "outbox_message", row.id, "body")
    except WrongKeyError:
        # One row that was moved or changed must not hold up everybody's messages.
        _log.error("message %s cannot be read and is given up", row.id)
        settle_failed(session, row.id, "cannot be read", now)
        return None
    return Waiting(row.id, row.address, body, row.attempts)


def _take(session: Session, message_id: str, now: datetime, until: datetime) -> bool:
    statement = (
        update(OutboxMessage)
        .where(_OUT.id == message_id, unsettled(), free(now))
        .values(
            leased_until=until,
            claimed_at=now,
            # Still claimed: whoever had it died, or never learned whether it arrived.
            perhaps_shown_at=func.coalesce(_OUT.perhaps_shown_at, _OUT.claimed_at),
            attempts=_OUT.attempts + 1,
        )
    )
    return session.connection().execute(statement).rowcount == 1


def _settle(message_id: str) -> Update:
    return update(OutboxMessage).where(_OUT.id == message_id)


def settle_sent(
    session: Session,
    message_id: str,
    external_id: str | None,
    at: datetime,
    shown_at: datetime | None = None,
) -> None:
    """Store that a message went out, with the channel's own id of it and its own time."""
    session.connection().execute(
        _settle(message_id).values(
            sent_at=at,
            shown_at=shown_at or at,
            external_id=external_id,
            leased_until=None,
            claimed_at=None,
        )
    )


def settle_failed(session: Session, message_id: str, reason: str, at: datetime) -> None:
    """Store that a message will not go out; `reason` is a word of ours, never content."""
    give_up(session, reason, at, _OUT.id == message_id)


def give_up(session: Session, reason: str, at: datetime, *which: ColumnElement[bool]) -> None:
    """Store that the messages which meet all conditions will not go out."""
    session.connection().execute(
        update(OutboxMessage).where(*which).values(failed_at=at, failure=reason, leased_until=None)
    )


def put_back(session: Session, message_id: str, not_before: datetime) -> None:
    """Give back a claimed message that did not go out, to be tried again from `not_before` on."""
    session.connection().execute(
        _settle(message_id).values(not_before=not_before, leased_until=None, claimed_at=None)
    )


def set_aside(
    session: Session, channel: str, update_key: str, payload: str, error: str, at: datetime
) -> str:
    """Keep an update whose handling failed, encrypted; return the id it is kept under."""
    row_id = new_id()
    session.add(
        SetAside(
            id=row_id,
            channel=channel,
            update_key=update_key,
            payload=seal(session, payload, "set_aside", row_id, "payload"),
            error=error,
            made_at=at,
        )
    )
    return row_id
