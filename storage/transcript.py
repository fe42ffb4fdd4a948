"""What was said to a person and by them on a channel, and what each message of ours shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlmodel import Session

from storage import audit
from storage.encryption import unseal
from storage.named_indexes import walking
from storage.prepared import Prepared
from storage.tables import AuditEvent, OutboxMessage, Person, Seen, table_of

_OUT = table_of(OutboxMessage).c
_SEEN = table_of(Seen).c
_AUDIT = table_of(AuditEvent).c


@dataclass(frozen=True)
class ShownCard:
    """A message that shows a card: of which draft and step, and when it was shown, if it was.

    `perhaps_shown_at` is since when it may have been, where nobody learned whether it arrived.
    """

    draft_id: str
    asked: int
    channel: str
    shown_at: datetime | None
    perhaps_shown_at: datetime | None


@dataclass(frozen=True)
class Said:
    """One line of a person's transcript: theirs (a text) or ours (a body as JSON).

    `card` is the card that a line of ours shows (a draft's id and the step that asked), `record_id`
    the reflection that it is about; `comes_by_itself` says that it answers nothing.
    """

    id: str
    at: datetime
    ours: bool
    body: str
    card: tuple[str, int] | None = None
    record_id: str | None = None
    comes_by_itself: bool = False


_ANSWERS = and_(_OUT.told.is_(None), _OUT.digest_id.is_(None))
"""What did not come by itself; an index knows these messages by the same words."""
_BY_ITSELF = (~_ANSWERS).label("by_itself")
_LINE = ("id", "sent_at", "sent_place", "shown_at", "body", "draft_id", "asked", "record_id")
_PERHAPS_SHOWN_AT = func.coalesce(
    _OUT.perhaps_shown_at, _OUT.claimed_at, type_=_OUT.claimed_at.type
)
_CARD = select(_OUT.draft_id, _OUT.asked, _OUT.channel, _OUT.shown_at, _PERHAPS_SHOWN_AT)
_TO_A_PERSON = _OUT.person_id == bindparam("person_id")
_ON_A_CHANNEL = _OUT.channel == bindparam("channel")


def _last_answer(query: Select[Any]) -> Select[Any]:
    query = query.order_by(_OUT.id.desc()).limit(1)
    return walking(query, table_of(OutboxMessage), "outbox_answers")


# Every text asks these; putting them together anew each time would cost more than asking.
_CARDS_OF = Prepared(
    _CARD.where(_OUT.draft_id == bindparam("draft_id"), _TO_A_PERSON).order_by(_OUT.id)
)
_NEWEST_NOTICE = Prepared(
    select(*(_OUT[name] for name in _LINE))
    .where(_TO_A_PERSON, _ON_A_CHANNEL)
    .where(_OUT.sent_place.is_not(None), _ANSWERS, _OUT.record_id.is_(None))
    .order_by(_OUT.sent_place.desc())
    .limit(1)
)
_REFLECTION_SHOWN_LAST = Prepared(
    _last_answer(
        select(_OUT.record_id)
        .where(_TO_A_PERSON, _ON_A_CHANNEL)
        .where(_OUT.shown_at < bindparam("before"), _ANSWERS)
    )
)
_NEWEST_CARD = Prepared(
    _last_answer(
        _CARD.where(_TO_A_PERSON, _ON_A_CHANNEL).where(
            _OUT.shown_at < bindparam("before"), _ANSWERS, _OUT.record_id.is_(None)
        )
    )
)


def cards_of(session: Session, person_id: str, draft_id: str) -> list[ShownCard]:
    """Return the messages to a person that show cards of a draft, oldest first."""
    rows = _CARDS_OF.all(session, person_id=person_id, draft_id=draft_id)
    return [ShownCard(*row) for row in rows]


def newest_card(
    session: Session, person_id: str, channel: str, before: datetime
) -> ShownCard | None:
    """Return the card that the newest message to a person on a channel shows; None if it is none.

    What somebody else's doing brought (`told`), reflections and reminders are passed over: they
    answer nothing, and what was asked still stands.
    """
    row = _NEWEST_CARD.first(session, person_id=person_id, channel=channel, before=before)
    return ShownCard(*row) if row and row.draft_id else None


def newest_notice(session: Session, person_id: str, channel: str) -> Said | None:
    """Return the newest message that answered a person on a channel, if it shows no card.

    It is dated by the channel's own clock.
    """
    row = _NEWEST_NOTICE.first(session, person_id=person_id, channel=channel)
    if row is None or row.draft_id is not None:
        return None
    return Said(
        row.id, row.shown_at, True, unseal(session, row.body, "outbox_message", row.id, "body")
    )


def reflection_shown_last(
    session: Session, person_id: str, channel: str, before: datetime
) -> str | None:
    """Return the reflection that the newest message to a person on a channel shows, if it does.

    What came by itself, such as word of a reflection that was not opened, is passed over.
    """
    row = _REFLECTION_SHOWN_LAST.first(session, person_id=person_id, channel=channel, before=before)
    return row.record_id if row else None


def told_and_unread(session: Session, person_id: str) -> list[str]:
    """Return the reflections of which a person was told and which they have not read since.

    Of a shared one, and of a note on one: the latest telling counts. Those told of last come first.
    """
    read = (
        select(_AUDIT.id)
        .where(_AUDIT.actor_id == person_id, _AUDIT.deed == audit.READ)
        .where(_AUDIT.noun_id == _OUT.record_id, _AUDIT.id > _OUT.id)
    )
    query = (
        select(_OUT.record_id)
        .where(_OUT.person_id == person_id, _OUT.told.is_not(None), _OUT.record_id.is_not(None))
        .where(~read.exists())
        .group_by(_OUT.record_id)
        .order_by(func.max(_OUT.id).desc())
    )
    query = walking(query, table_of(OutboxMessage), "outbox_told_of")
    rows = session.connection().execute(query)
    return [row.record_id for row in rows]


@dataclass(frozen=True)
class About:
    """What a message of ours is about: a card, a reflection, or neither."""

    card: tuple[str, int] | None
    record_id: str | None


def about(session: Session, person_id: str, channel: str, name: str) -> About | None:
    """Return what the message to a person is about that a channel calls `name`; None if none is."""
    theirs = (_OUT.person_id == person_id, _OUT.channel == channel)
    query = select(_OUT.draft_id, _OUT.asked, _OUT.record_id).where(*theirs).limit(1)
    connection = session.connection()
    # One after the other: each is a seek, where both at once would walk the conversation.
    found = (connection.execute(query.where(is_it)).first() for is_it in _named(name))
    row = next((row for row in found if row is not None), None)
    if row is None:
        return None
    return About((row.draft_id, row.asked) if row.draft_id else None, row.record_id)


def telling_named(session: Session, person_id: str, channel: str, name: str) -> str | None:
    """Return the body of a message that came to a person by itself, as a channel calls it.

    None where there is none of that name, or it answered them.
    """
    theirs = (_OUT.person_id == person_id, _OUT.channel == channel, ~_ANSWERS)
    query, connection = select(_OUT.id, _OUT.body).where(*theirs).limit(1), session.connection()
    found = (connection.execute(query.where(is_it)).first() for is_it in _named(name))
    row = next((row for row in found if row is not None), None)
    return unseal(session, row.body, "outbox_message", row.id, "body") if row else None


def _named(name: str) -> tuple[ColumnElement[bool], ...]:
    return _OUT.external_id == name, _OUT.id == name


# Every page of a conversation asks: put together once, not each time.
_SENT = Prepared(
    select(*(_OUT[name] for name in _LINE), _BY_ITSELF)
    .where(_TO_A_PERSON, _ON_A_CHANNEL)
    .where(_OUT.sent_place.is_not(None))
    .order_by(_OUT.sent_place.desc())
    .limit(bindparam("most"))
)
_HEARD = Prepared(
    select(_SEEN.update_key, _SEEN.seen_at, _SEEN.place, _SEEN.said)
    .where(_SEEN.person_id == bindparam("person_id"), _SEEN.channel == bindparam("channel"))
    .where(_SEEN.said.is_not(None))
    .order_by(_SEEN.place.desc())
    .limit(bindparam("most"))
)

Mark = tuple[object, ...]
"""Compared, never read."""


def lines(session: Session, person_id: str, channel: str, most: int = 60) -> list[Said]:
    """Return the last `most` lines of a person's conversation on a channel, oldest first."""
    whose = {"person_id": person_id, "channel": channel, "most": most}
    sent, heard = _SENT.all(session, **whose), _HEARD.all(session, **whose)
    found = {**{row.sent_place: row for row in sent}, **{row.place: row for row in heard}}
    # Only what is shown is decrypted.
    newest = [found[place] for place in sorted(found)[-most:]]
    return [
        _said(session, row) if "sent_place" in row._fields else _heard(session, row, channel)
        for row in newest
    ]


def _heard(session: Session, row: Any, channel: str) -> Said:  # noqa: ANN401 - a line of theirs
    text = unseal(session, row.said, "seen", f"{channel}/{row.update_key}", "said")
    return Said(row.update_key, row.seen_at, False, text)


def _said(session: Session, row: Any) -> Said:  # noqa: ANN401 - a line of ours
    return Said(
        row.id,
        row.sent_at,
        True,
        unseal(session, row.body, "outbox_message", row.id, "body"),
        (row.draft_id, row.asked) if row.draft_id else None,
        row.record_id,
        bool(row.by_itself),
    )


def marks(session: Session, person_ids: Collection[str], channel: str) -> dict[str, Mark]:
    """Return, by person, what differs as soon as a line of their transcript was added.

    Their newest lines alone are looked up, two seeks a person, however much was said before.
    """
    asked = {"person_ids": list(person_ids), "channel": channel}
    rows = session.connection().execute(_NEWEST, asked)
    return {person_id: (sent, heard) for person_id, sent, heard in rows}


_PERSON = table_of(Person).c
_CHANNEL = bindparam("channel", type_=_OUT.channel.type)
_NEWEST_SENT = (
    select(_OUT.sent_place)
    .where(_OUT.person_id == _PERSON.id, _OUT.channel == _CHANNEL, _OUT.sent_place.is_not(None))
    .order_by(_OUT.sent_place.desc())
    .limit(1)
)
_NEWEST_HEARD = (
    select(_SEEN.place)
    .where(_SEEN.person_id == _PERSON.id, _SEEN.channel == _CHANNEL, _SEEN.said.is_not(None))
    .order_by(_SEEN.place.desc())
    .limit(1)
)
_NEWEST = select(
    _PERSON.id,
    _NEWEST_SENT.correlate(table_of(Person)).scalar_subquery(),
    _NEWEST_HEARD.correlate(table_of(Person)).scalar_subquery(),
).where(_PERSON.id.in_(bindparam("person_ids", expanding=True, type_=_PERSON.id.type)))
