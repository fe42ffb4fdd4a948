"""Reminders: one row each for what came due, and their messages that have not gone out yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, union_all, update
from sqlmodel import Session, col

from practice.calendar import london_day
from storage.encryption import seal, unseal
from storage.errors import WrongKeyError
from storage.ids import new_id
from storage.named_indexes import walking
from storage.outbox import free, give_up, unsettled
from storage.tables import Digest, Identity, OutboxMessage, Reminder, insert_once, table_of

Key = tuple[str, str, date, int]

_MAKE = insert_once(Reminder)
_ADD = insert_once(Digest)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something due: one reminder, unique by kind, subject, due date and stage.

    `person_id` is who is to be told (None: nobody is here who could be), `practitioner_id` whose
    work it is about, `count` how many children or parts wait, `since` from which day on; and
    `in_all` how many of the kind wait for that person, told of or not, where that is known; and
    `in_place_of` what whoever is called who is not here, in whose place they are told;
    `worth_until` is the last day on which it is worth telling, unless they were away then; and
    `is_away` says that the practitioner is away.
    """

    kind: str
    subject: str
    due_on: date
    stage: int = 1
    person_id: str | None
    practitioner_id: str
    count: int
    since: date
    in_all: int = 1
    in_place_of: str = ""
    worth_until: date = date.max
    is_away: bool = False

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


def make(session: Session, due: Due, digest_id: str, at: datetime) -> str | None:
    """Add the reminder of something due to a digest; return its id, None where it was made."""
    connection = session.connection()
    row = {
        "id": new_id(),
        "kind": due.kind,
        "subject": due.subject,
        "due_on": due.due_on,
        "stage": due.stage,
        "person_id": due.person_id,
        "digest_id": digest_id,
        "made_at": at,
    }
    return connection.execute(_MAKE[connection.dialect.name], row).scalar_one_or_none()


def add_digest(session: Session, person_id: str, day: date, about: str = "") -> str | None:
    """Add a person's digest of a day and return its id; None where there is one.

    One that is `about` something is a message of its own, beside that of the day.
    """
    connection = session.connection()
    row = {"id": new_id(), "person_id": person_id, "day": day, "about": about}
    return connection.execute(_ADD[connection.dialect.name], row).scalar_one_or_none()


@dataclass(frozen=True)
class Digests:
    """A person's latest digests: those that wait, by day those nobody was sent, and the days taken.

    `waiting` may still be added to; `unsent` holds one whose messages were all withdrawn too.
    `days` are those on which a digest was sent, or is being sent.
    """

    waiting: str | None
    unsent: Mapping[date, str]
    days: frozenset[date]


def digests(
    session: Session, person_ids: Collection[str], since: date, now: datetime
) -> dict[str, Digests]:
    """Return the digests of these people from a day on, and those that still wait, by person.

    What comes as a message of its own is in none of them.
    """
    waits = walking(
        select(col(OutboxMessage.digest_id)).where(
            col(OutboxMessage.person_id).in_(person_ids),
            col(OutboxMessage.digest_id).is_not(None),
            unsettled(),
        ),
        table_of(OutboxMessage),
        "outbox_digests",
    )
    # Each looked up by itself: of both at once, or in their order, all there are would be walked.
    recent = select(col(Digest.id)).where(
        col(Digest.person_id).in_(person_ids), col(Digest.day) >= since
    )
    rows = session.execute(
        select(
            col(Digest.person_id),
            col(Digest.id),
            col(Digest.day),
            col(OutboxMessage.sent_at),
            col(OutboxMessage.failed_at),
            col(OutboxMessage.leased_until),
        )
        .join(OutboxMessage, col(OutboxMessage.digest_id) == col(Digest.id))
        .where(col(Digest.person_id).in_(person_ids), col(Digest.about) == "")
        .where(col(Digest.id).in_(union_all(recent, waits)))
    )
    found: dict[str, dict[tuple[str, date], list[Any]]] = {one: {} for one in person_ids}
    for row in sorted(rows, key=lambda row: (row.day, row.id)):
        found[row.person_id].setdefault((row.id, row.day), []).append(row)
    return {person_id: _digests(by_digest, now) for person_id, by_digest in found.items()}


def _digests(by_digest: Mapping[tuple[str, date], Sequence[Any]], now: datetime) -> Digests:
    waiting, unsent, days = None, {}, set[date]()
    for (digest_id, day), messages in by_digest.items():
        sent = [london_day(m.sent_at) for m in messages if m.sent_at is not None]
        leased = any(m.leased_until is not None and m.leased_until >= now for m in messages)
        if sent or leased:
            days |= {day, *sent}
        elif all(m.failed_at is not None for m in messages):
            unsent[day] = digest_id
        else:
            waiting, unsent[day] = digest_id, digest_id
    return Digests(waiting, unsent, frozenset(days))


@dataclass(frozen=True)
class Unsent:
    """A digest's message to one address that has not gone out, and the reminders it tells of."""

    id: str
    digest_id: str
    person_id: str
    keys: tuple[Key, ...]
    not_before: datetime
    body: str


def unsent(
    session: Session, now: datetime, digest_ids: Collection[str] | None = None
) -> list[Unsent]:
    """Return the messages of these digests (None: all) that wait, but none being sent."""
    # Naming the channels lets the index of what waits find them.
    channels = select(col(Identity.channel)).distinct()
    query = (
        select(OutboxMessage)
        .where(col(OutboxMessage.channel).in_(channels), unsettled(), free(now))
        .where(col(OutboxMessage.digest_id).is_not(None))
        .order_by(col(OutboxMessage.id))
    )
    if digest_ids is not None:
        query = query.where(col(OutboxMessage.digest_id).in_(digest_ids))
    messages = session.scalars(query).all()
    keys = _keys(session, {message.digest_id or "" for message in messages})
    return [
        Unsent(
            id=message.id,
            digest_id=message.digest_id or "",
            person_id=message.person_id or "",
            keys=keys.get(message.digest_id or "", ()),
            not_before=message.not_before,
            body=_read(session, message.id, message.body),
        )
        for message in messages
    ]


def _keys(session: Session, digest_ids: Collection[str]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, tuple[Key, ...]] = {}
    rows = session.scalars(select(Reminder).where(col(Reminder.digest_id).in_(digest_ids)))
    for row in rows:
        key = (row.kind, row.subject, row.due_on, row.stage)
        found[row.digest_id] = (*found.get(row.digest_id, ()), key)
    return found


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
            col(Reminder.id),
            func.min(col(OutboxMessage.sent_at)),
            func.min(col(OutboxMessage.not_before)).filter(unsettled()),
        )
        .join(OutboxMessage, col(OutboxMessage.digest_id) == col(Reminder.digest_id))
        .where(col(Reminder.id).in_(reminder_ids))
        .group_by(col(Reminder.id))
    )
    found = {reminder_id: Fate(sent_at, waits) for reminder_id, sent_at, waits in rows}
    return {reminder_id: found.get(reminder_id, Fate(None, None)) for reminder_id in reminder_ids}
