"""What came in, what goes out, what came due, and what could not be handled."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.ids import new_place
from storage.tables.base import partial_index, row_id

_WAITS = "sent_at IS NULL AND failed_at IS NULL"


class Seen(SQLModel, table=True):
    """One update that was stored: it counts once.

    `said` (encrypted) is the person's side of the web chat's transcript; Telegram keeps its own,
    so it is empty there. `place` is where it stands in the order of everything written.
    """

    __table_args__ = (
        partial_index(
            *("seen_by_person", "person_id", "channel", "place"), where="said IS NOT NULL"
        ),
        # Its key is its index: an update writes one page of it, not two.
        {"sqlite_with_rowid": False},
    )
    channel: str = Field(primary_key=True)
    update_key: str = Field(primary_key=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    said: str | None = None
    seen_at: datetime = Field(index=True)
    place: int = Field(default_factory=new_place, sa_type=BigInteger)


class OutboxMessage(SQLModel, table=True):
    """One message to one address; `body` (encrypted) is its text and its buttons as JSON.

    Claimed by compare-and-set with a lease, sent, then settled: `sent_at` or `failed_at`. It shows
    the card of a draft that its step `asked` asked, or is about a reflection, or neither.
    `sent_place` is where its going out stands in the order of everything written; `shown_at` is
    when it was shown, by the channel's own clock. A claim that lapsed may have shown it before:
    `perhaps_shown_at` is when the first of those began, `claimed_at` when the current one did;
    `tried_at` is when the last one did, whatever came of it.

    Messages that were put at once share a `batch` and keep their order; one of a later batch
    waits for none of an earlier. `urgent` is the duty number: it waits for nothing. `known` is the
    last step of the draft when a card was made: once its person took another, the card is old.

    One that does not `interrupts` is held (`held_at`) while its person is in a conversation.
    `sender_id` is who hears what became of it, with `told`, the kind of what was told; once
    (`sender_told_at`), and of what is urgent once that it is late (`sender_told_late_at`).

    `turn` is the order in which what waits is claimed, then that of `id`; where much is due, each
    turn goes chat by chat. What waits has indexes of its own, from which a message goes once it is
    settled: they stay as small as what waits.
    `summary_of_id` is the team whose summary it tells of: it goes to nobody who may not see that.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        partial_index("outbox_due", "channel", "not_before", where=_WAITS),
        partial_index("outbox_turn", "channel", "turn", "address", "id", where=_WAITS),
        partial_index("outbox_made", "made_at", where=_WAITS),
        partial_index("outbox_tried", "batch", "id", where=f"{_WAITS} AND attempts > 0"),
        partial_index(
            *("outbox_leased", "channel", "address", "id"),
            where=f"{_WAITS} AND leased_until IS NOT NULL",
        ),
        partial_index("outbox_held", "person_id", where=f"{_WAITS} AND held_at IS NOT NULL"),
        partial_index(
            *("outbox_by_person", "person_id", "channel", "sent_place"),
            where="sent_place IS NOT NULL",
        ),
        partial_index("outbox_of_digest", "digest_id", where="digest_id IS NOT NULL"),
        partial_index(
            *("outbox_digests", "person_id", "digest_id"),
            where=f"{_WAITS} AND digest_id IS NOT NULL",
        ),
        partial_index(
            *("outbox_answers", "person_id", "channel", "id"),
            where="told IS NULL AND digest_id IS NULL",
        ),
        partial_index(
            *("outbox_told_of", "person_id", "id"),
            where="told IS NOT NULL AND record_id IS NOT NULL",
        ),
        partial_index(
            *("outbox_by_name", "person_id", "channel", "external_id"),
            where="external_id IS NOT NULL",
        ),
        partial_index(
            *("outbox_unheard", "failed_at"),
            where="failed_at IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL",
        ),
        partial_index(
            *("outbox_told_unheard", "told", "sent_at"),
            where="told IS NOT NULL AND sender_id IS NOT NULL AND sender_told_at IS NULL",
        ),
        partial_index(*("outbox_told", "told", "sender_id", "made_at"), where="told IS NOT NULL"),
        partial_index(
            *("outbox_told_to", "person_id", "told", "made_at"), where="told IS NOT NULL"
        ),
    )
    id: str = row_id()
    person_id: str | None = Field(default=None, foreign_key="person.id")
    channel: str
    address: str
    body: str
    made_at: datetime
    not_before: datetime
    leased_until: datetime | None = None
    claimed_at: datetime | None = None
    tried_at: datetime | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    sent_place: int | None = Field(default=None, sa_type=BigInteger)
    shown_at: datetime | None = None
    perhaps_shown_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str | None = None
    external_id: str | None = None
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    asked: int | None = None
    record_id: str | None = Field(default=None, foreign_key="record.id")
    digest_id: str | None = Field(default=None, foreign_key="digest.id")
    summary_of_id: str | None = Field(default=None, foreign_key="team.id")
    batch: str
    urgent: bool = False
    turn: int = 0
    known: int | None = None
    interrupts: bool = True
    held_at: datetime | None = None
    sender_id: str | None = Field(default=None, foreign_key="person.id")
    told: str | None = None
    sender_told_at: datetime | None = None
    sender_told_late_at: datetime | None = None


class SetAside(SQLModel, table=True):
    """An update whose handling failed: kept encrypted, answered with a sentence, acknowledged."""

    __tablename__ = "set_aside"
    id: str = row_id()
    channel: str
    update_key: str
    payload: str
    error: str
    attempts: int = 1
    made_at: datetime


class Digest(SQLModel, table=True):
    """One day's reminders of a person, which are one message: unique by person and day.

    What comes as a message of its own has a digest of its own, which says what it is `about`.
    """

    __table_args__ = (UniqueConstraint("person_id", "day", "about"),)
    id: str = row_id()
    person_id: str = Field(foreign_key="person.id")
    day: date
    about: str = ""


class Reminder(SQLModel, table=True):
    """A reminder, unique by kind, subject, due date and stage: the row is the schedule.

    `digest_id` is the message that it is told in.
    """

    __table_args__ = (UniqueConstraint("kind", "subject", "due_on", "stage"),)
    id: str = row_id()
    kind: str
    subject: str
    due_on: date
    stage: int
    person_id: str = Field(foreign_key="person.id", index=True)
    digest_id: str = Field(foreign_key="digest.id", index=True)
    made_at: datetime
