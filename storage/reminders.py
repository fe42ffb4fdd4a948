"""Reminders: one row each for what came due, and their messages that have not gone out yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from storage.encryption import seal, unseal
from storage.errors import WrongKeyError
from storage.ids import new_id
from storage.outbox import free, give_up, unsettled
from storage.tables import Identity, OutboxMessage, Reminder, insert_once

Key = tuple[str, str, date, int]

_MAKE = insert_once(Reminder)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something due: one reminder, unique by kind, subject, due date and stage.

    `person_id` is who is to be told (None: nobody is here who could be), `practitioner_id` whose
    work it is about, `count` how many children or parts wait, `since` from which day on.
    """

    kind: str
    subject: str
    due_on: date
    stage: int = 1
    person_id: str | None
    practitioner_id: str
    count: int
    since: date

    @property
    def key(self) -> Key:
        """What makes it one reminder."""
        return self.kind, self.subject, self.due_on, self.stage


def made(session: Session, dues: Sequence[Due]) -> dict[Key, str]:
    """Return the ids of the reminders that were made of these, by key."""
    found = session.execute(
        select(
            col(Reminder.kind),
            col(Reminder.subject),
            col(Reminder.due_on),
            col(Reminder.stage),
            col(Reminder.id),
        )
        .where(col(Reminder.kind).in_({due.kind for due in dues}))
        .where(col(Reminder.subject).in_({due.subject for due in dues}))
    )
    wanted = {due.key for due in dues}
    rows = {(kind, subject, day, stage): row_id for kind, subject, day, stage, row_id in found}
    return {key: row_id for key, row_id in rows.items() if key in wanted}


def make(session: Session, due: Due, at: datetime) -> str | None:
    """Add the reminder of something due and return its id; None where it was made before."""
    connection = session.connection()
    row = {
        "id": new_id(),
        "kind": due.kind,
        "subject": due.subject,
        "due_on": due.due_on,
        "stage": due.stage,
        "person_id": due.person_id,
        "made_at": at,
    }
    return connection.execute(_MAKE[connection.dialect.name], row).scalar_one_or_none()


@dataclass(frozen=True)
class Unsent:
    """A reminder's message that nobody is sending yet, and what it says ("": unreadable)."""

    id: str
    key: Key
    person_id: str
    not_before: datetime
    body: str


def unsent(session: Session, now: datetime, keys: Collection[Key] | None = None) -> list[Unsent]:
    """Return the messages of these reminders (None: all) that wait, but none being sent."""
    # Naming the channels lets the index of what waits find them.
    channels = select(col(Identity.channel)).distinct()
    rows = session.execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.body),
            col(OutboxMessage.not_before),
            col(Reminder.kind),
            col(Reminder.subject),
            col(Reminder.due_on),
            col(Reminder.stage),
            col(Reminder.person_id),
        )
        .join(Reminder, col(Reminder.id) == col(OutboxMessage.reminder_id))
        .where(col(OutboxMessage.channel).in_(channels), unsettled(), free(now))
        .order_by(col(OutboxMessage.id))
    )
    return [
        Unsent(
            id=row.id,
            key=(row.kind, row.subject, row.due_on, row.stage),
            person_id=row.person_id,
            not_before=row.not_before,
            body=_read(session, row.id, row.body),
        )
        for row in rows
        if keys is None or (row.kind, row.subject, row.due_on, row.stage) in keys
    ]


def _read(session: Session, message_id: str, body: str) -> str:
    # A body that was moved or changed says nothing, and so is written anew.
    try:
        return unseal(session, body, "outbox_message", message_id, "body")
    except WrongKeyError:
        return ""


def withdraw(session: Session, message: Unsent, at: datetime) -> None:
    """Settle a message as not to be sent, since the reason for it is gone."""
    give_up(session, "cleared", at, col(OutboxMessage.id) == message.id, unsettled(), free(at))


def rewrite(
    session: Session, message: Unsent, body: str, not_before: datetime, now: datetime
) -> None:
    """Let a message that waits say something else, or go out later.

    It starts anew: a message that was tried before and waits would hold up all later ones.
    """
    session.connection().execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id) == message.id, unsettled(), free(now))
        .values(
            body=seal(session, body, "outbox_message", message.id, "body"),
            not_before=not_before,
            attempts=0,
            leased_until=None,
        )
    )


@dataclass(frozen=True)
class Fate:
    """What became of a reminder's messages: when the first went out, or until when the next waits.

    Both None: none was sent and none will be.
    """

    sent_at: datetime | None
    waits_until: datetime | None


def fates(session: Session, reminder_ids: Collection[str]) -> dict[str, Fate]:
    """Return what became of the messages of these reminders, by the reminder's id."""
    rows = session.execute(
        select(
            col(OutboxMessage.reminder_id),
            func.min(col(OutboxMessage.sent_at)),
            func.min(col(OutboxMessage.not_before)).filter(unsettled()),
        )
        .where(col(OutboxMessage.reminder_id).in_(reminder_ids))
        .group_by(col(OutboxMessage.reminder_id))
    )
    found = {reminder_id: Fate(sent_at, waits) for reminder_id, sent_at, waits in rows}
    return {reminder_id: found.get(reminder_id, Fate(None, None)) for reminder_id in reminder_ids}
