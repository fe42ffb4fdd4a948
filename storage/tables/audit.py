"""What was done, by whom. Append-only, by trigger, and chained by HMAC (storage/audit_chain.py)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class AuditEvent(SQLModel, table=True):
    """One thing done, written in the transaction of what it records.

    `number` counts the events from 1, without a gap. `account` is the operating system's user who
    ran the program, of whatever no person of the council did; `origin` a keyed hash of where a code
    that was refused came from; `detail` (encrypted) what was changed. `mac` authenticates the event
    and the one before it.
    """

    __tablename__ = "audit_event"
    id: str = row_id()
    number: int = Field(unique=True)
    at: datetime = Field(index=True)
    actor_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    deed: str
    noun: str
    noun_id: str | None = Field(default=None, index=True)
    account: str | None = None
    origin: str | None = None
    detail: str | None = None
    mac: str
