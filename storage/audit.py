"""Writing the audit, in the transaction of what it records."""

from datetime import datetime

from sqlmodel import Session, insert

from storage.ids import new_id
from storage.tables import AuditEvent


def record(
    session: Session, deed: str, noun: str, noun_id: str | None, *, actor: str | None, at: datetime
) -> None:
    """Add one event: who (a person's id, or None for the server) did what to which row."""
    session.connection().execute(
        insert(AuditEvent).values(
            id=new_id(), at=at, actor_id=actor, deed=deed, noun=noun, noun_id=noun_id
        )
    )
