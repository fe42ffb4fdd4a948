"""Whether a message that waited may go out still: its person, its address and what it is about."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from storage.presence import here
from storage.shares import is_open
from storage.tables import Identity, OutboxMessage, Person, Record, Share

SETTLED = "settled"


def why_not(session: Session, message: Any, on: date) -> str | None:  # noqa: ANN401 - a row
    """Return why a person may not be sent a message (never content); None where they may.

    They must be here; the address must be theirs, and not stopped; the reflection it is about must
    be theirs, or open to them. `message` has `person_id`, `channel`, `address` and `record_id`.
    """
    if not _is_theirs(session, message, on):
        return "not here, or not their address"
    if message.record_id is not None and not _may_open(session, message):
        return "not open to them"
    return None


def why_no_longer(session: Session, message_id: str, on: date) -> str | None:
    """Return why a message that was claimed may not be sent any more; None where it may.

    It may have been given up meanwhile, with the address it was to go to.
    """
    message = session.get_one(OutboxMessage, message_id)
    if message.sent_at is not None or message.failed_at is not None:
        return SETTLED
    return None if message.person_id is None else why_not(session, message, on)


def _is_theirs(session: Session, message: Any, on: date) -> bool:  # noqa: ANN401
    address = (
        select(Identity.id)
        .join(Person, col(Person.id) == col(Identity.person_id))
        .where(Identity.channel == message.channel, Identity.address == message.address)
        .where(Identity.person_id == message.person_id, col(Identity.stopped_at).is_(None))
        .where(here(on))
    )
    return session.exec(address).first() is not None


def _may_open(session: Session, message: Any) -> bool:  # noqa: ANN401
    record = session.get_one(Record, message.record_id)
    shared = select(Share.id).where(
        Share.draft_id == record.draft_id, Share.with_id == message.person_id, is_open()
    )
    return record.writer_id == message.person_id or session.exec(shared).first() is not None
