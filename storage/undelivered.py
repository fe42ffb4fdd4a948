"""What was told to somebody and could not be delivered, for whoever sent it to hear once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from storage.outbox import unsettled
from storage.tables import OutboxMessage


@dataclass(frozen=True)
class Undelivered:
    """One telling: its messages (a copy for each address), who sent it to whom, and its kind."""

    ids: tuple[str, ...]
    sender_id: str
    person_id: str
    told: str


def undelivered(session: Session, at_once: Collection[str] = ()) -> list[Undelivered]:
    """Return what reached nobody, and its sender was not told of, oldest first.

    Where a person has several addresses, that is so once no copy was sent and none waits; of the
    kinds `at_once`, as soon as one copy failed.
    """
    failed = session.execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.sender_id),
            col(OutboxMessage.person_id),
            col(OutboxMessage.told),
            col(OutboxMessage.made_at),
        )
        .where(col(OutboxMessage.failed_at).is_not(None))
        .where(col(OutboxMessage.sender_id).is_not(None))
        .where(col(OutboxMessage.sender_told_at).is_(None))
        .order_by(col(OutboxMessage.id))
    )
    tellings: dict[tuple[str, str, str, datetime], list[str]] = {}
    for row in failed:
        key = (row.sender_id, row.person_id, row.told, row.made_at)
        tellings.setdefault(key, []).append(row.id)
    return [
        Undelivered(tuple(ids), key[0], key[1], key[2])
        for key, ids in tellings.items()
        if key[2] in at_once or not _another_copy(session, key)
    ]


def _another_copy(session: Session, telling: tuple[str, str, str, datetime]) -> bool:
    """Say whether a copy of a telling was sent, or still waits to be."""
    sender_id, person_id, told, made_at = telling
    copy = select(col(OutboxMessage.id)).where(
        col(OutboxMessage.person_id) == person_id,
        col(OutboxMessage.sender_id) == sender_id,
        col(OutboxMessage.told) == told,
        col(OutboxMessage.made_at) == made_at,
        unsettled() | col(OutboxMessage.sent_at).is_not(None),
    )
    return session.execute(copy.limit(1)).first() is not None


def told_since(session: Session, sender_id: str, told: str, since: datetime) -> datetime | None:
    """Return when somebody last told a colleague of that kind, after `since`; None if nobody was.

    What could not be delivered told nobody.
    """
    copies = select(col(OutboxMessage.made_at)).where(
        col(OutboxMessage.sender_id) == sender_id,
        col(OutboxMessage.told) == told,
        col(OutboxMessage.made_at) > since,
        col(OutboxMessage.failed_at).is_(None),
    )
    row = session.execute(copies.order_by(col(OutboxMessage.made_at).desc()).limit(1)).first()
    return row[0] if row else None


def note_told(session: Session, telling: Undelivered, at: datetime) -> None:
    """Store that the sender of a telling knows that it was not delivered."""
    session.connection().execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id).in_(telling.ids))
        .values(sender_told_at=at)
    )
