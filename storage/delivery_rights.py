"""Whether a message that waited may go out still: its person, its address and what it is about."""

from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam
from sqlmodel import Session, col, select

from practice.access import may_read, may_see_summary
from storage.access import record_facts, viewer_of
from storage.people import paths_of
from storage.prepared import Prepared
from storage.presence import here
from storage.tables import Identity, OutboxMessage, Person

SETTLED = "settled"


def why_not(session: Session, message: Any, on: date) -> str | None:  # noqa: ANN401 - a row
    """Return why a person may not be sent a message (never content); None where they may.

    They must be here; the address must be theirs, and not stopped; the record it is about must be
    theirs, or open to them, and so the summary that it tells of. `message` has `person_id`,
    `channel`, `address`, `record_id` and `summary_of_id`.
    """
    if not _is_theirs(session, message, on):
        return "not here, or not their address"
    if message.record_id is not None and not _may_open(session, message, on):
        return "not open to them"
    if message.summary_of_id is not None and not _may_see(session, message):
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


# Each message that goes out asks it: put together once.
_WAY_TO_THEM = Prepared(
    select(Identity.id)
    .join(Person, col(Person.id) == col(Identity.person_id))
    .where(col(Identity.channel) == bindparam("channel"))
    .where(col(Identity.address) == bindparam("address"))
    .where(col(Identity.person_id) == bindparam("person_id"), col(Identity.stopped_at).is_(None))
    .where(here(bindparam("day", type_=Date()))),
    flushes=True,
)


def _is_theirs(session: Session, message: Any, on: date) -> bool:  # noqa: ANN401
    way = {name: getattr(message, name) for name in ("channel", "address", "person_id")}
    return _WAY_TO_THEM.first(session, **way, day=on) is not None


def _may_open(session: Session, message: Any, on: date) -> bool:  # noqa: ANN401
    person = session.get_one(Person, message.person_id)
    facts = record_facts(session, [message.record_id], on)[message.record_id]
    return may_read(viewer_of(session, person), facts)


def _may_see(session: Session, message: Any) -> bool:  # noqa: ANN401
    person, team_id = session.get_one(Person, message.person_id), message.summary_of_id
    path = paths_of(session, [team_id])[team_id]
    return may_see_summary(viewer_of(session, person), team_id, path)
