"""What became of what people told one another, for whoever told it to hear once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update
from sqlmodel import Session, col

from storage.encryption import unseal
from storage.errors import WrongKeyError
from storage.named_indexes import walking
from storage.outbox import unsettled
from storage.prepared import Prepared
from storage.reach import PAGES
from storage.tables import OutboxMessage, table_of

LATE = timedelta(minutes=2)
"""After how long whoever told something urgent hears that it has not arrived yet."""

_OUT = table_of(OutboxMessage).c


class Fate(StrEnum):
    """What became of a telling that its sender is to hear of."""

    ARRIVED = "arrived"
    LATE = "late"
    ON_A_PAGE = "on a page"
    NOT_ARRIVED = "not arrived"


@dataclass(frozen=True)
class Telling:
    """One telling: its messages (a copy for each address), who told whom, its kind and its fate.

    `settled_at` is when the first copy arrived that comes by itself, where one did.
    """

    ids: tuple[str, ...]
    sender_id: str
    person_id: str
    told: str
    made_at: datetime
    fate: Fate
    settled_at: datetime | None


def to_be_heard(session: Session, now: datetime, urgent: Collection[str] = ()) -> list[Telling]:
    """Return what its sender is to hear of, oldest first: what did not arrive, and where it stands.

    Something is said once no copy waits. Of the kinds `urgent`, copies on pages do not count: they
    ring for nobody; and of these it is said as well that one arrived, and that none has yet, once
    that takes longer than LATE. Tellings of which nothing need be said are noted as heard.
    """
    found = []
    for key in _open(session, now, urgent):
        copies = _copies(session, *key)
        telling = _telling(key, copies, now, is_urgent=key[2] in urgent)
        if telling is not None:
            found.append(telling)
        elif all(copy.sent_at or copy.failed_at for copy in copies):
            _note(session, [copy.id for copy in copies], sender_told_at=now)
    return found


def is_any_open(session: Session, now: datetime, urgent: Collection[str] = ()) -> bool:
    """Say whether there is a telling of which something may be to be said."""
    return bool(_open(session, now, urgent))


_Key = tuple[str, str, str, datetime]


def _open(session: Session, now: datetime, urgent: Collection[str]) -> list[_Key]:
    """Return the tellings of which something may be to be said: (sender, person, kind, when)."""
    found = _FAILED.all(session)
    if urgent:
        about = {"urgent": sorted(urgent), "since": now - LATE, "ahead": now + LATE}
        found += _OF_THESE_KINDS.all(session, **about)
    return sorted(dict.fromkeys(map(tuple, found)), key=lambda key: key[3])


def _unheard(which: ColumnElement[bool], index: str) -> Prepared:
    # Each delivery asks: put together once.
    query = (
        select(_OUT.sender_id, _OUT.person_id, _OUT.told, _OUT.made_at)
        .where(which, _OUT.sender_id.is_not(None), _OUT.sender_told_at.is_(None))
        .order_by(_OUT.id)
    )
    return Prepared(walking(query, table_of(OutboxMessage), index), flushes=True)


def _arrived_or_late() -> ColumnElement[bool]:
    # Dated ahead, it was told before the clock was set back: how long ago, nobody knows.
    since, ahead = (bindparam(name, type_=_OUT.made_at.type) for name in ("since", "ahead"))
    long_ago = or_(_OUT.made_at <= since, _OUT.made_at >= ahead)
    late = and_(unsettled(), long_ago, _OUT.sender_told_late_at.is_(None))
    # An index knows what is told by these words.
    told = and_(_OUT.told.is_not(None), _OUT.told.in_(bindparam("urgent", expanding=True)))
    return and_(told, or_(_OUT.sent_at.is_not(None), late))


_FAILED = _unheard(_OUT.failed_at.is_not(None), "outbox_unheard")
_OF_THESE_KINDS = _unheard(_arrived_or_late(), "outbox_told_unheard")


def _copies(
    session: Session, sender_id: str, person_id: str, told: str, made_at: datetime
) -> Sequence[Any]:
    return session.execute(
        select(_OUT.id, _OUT.channel, _OUT.sent_at, _OUT.failed_at, _OUT.sender_told_late_at)
        .where(_OUT.person_id == person_id, _OUT.sender_id == sender_id)
        .where(_OUT.told == told, _OUT.made_at == made_at)
        .order_by(_OUT.id)
    ).all()


def _telling(key: _Key, copies: Sequence[Any], now: datetime, *, is_urgent: bool) -> Telling | None:
    come = [copy for copy in copies if copy.channel not in PAGES]
    sent = min((copy.sent_at for copy in come if copy.sent_at), default=None)
    fate = _urgent_fate(key, come, sent, now) if is_urgent else _fate(copies, sent)
    return Telling(tuple(c.id for c in copies), *key, fate, sent) if fate else None


def _urgent_fate(
    key: _Key, come: Sequence[Any], sent: datetime | None, now: datetime
) -> Fate | None:
    if sent is not None:
        return Fate.ARRIVED
    if any(copy.failed_at is None for copy in come):
        late = abs(now - key[3]) >= LATE and not any(copy.sender_told_late_at for copy in come)
        return Fate.LATE if late else None
    return Fate.NOT_ARRIVED if come else None


def _fate(copies: Sequence[Any], sent: datetime | None) -> Fate | None:
    waits = any(copy.sent_at is None and copy.failed_at is None for copy in copies)
    if sent is not None or waits:
        return None
    return Fate.ON_A_PAGE if any(copy.sent_at for copy in copies) else Fate.NOT_ARRIVED


def note_heard(session: Session, telling: Telling, at: datetime) -> None:
    """Store that the sender of a telling knows what became of it, or (LATE) that it waits."""
    column = "sender_told_late_at" if telling.fate is Fate.LATE else "sender_told_at"
    _note(session, telling.ids, **{column: at})


def _note(session: Session, ids: Collection[str], **values: datetime) -> None:
    session.connection().execute(
        update(OutboxMessage).where(col(OutboxMessage.id).in_(ids)).values(**values)
    )


def body_of(session: Session, message_id: str) -> str | None:
    """Return what a message says, as JSON; None where it cannot be read."""
    message = session.get_one(OutboxMessage, message_id)
    try:
        return unseal(session, message.body, "outbox_message", message_id, "body")
    except WrongKeyError:
        return None


@dataclass(frozen=True)
class LastTelling:
    """The last telling of a kind that did not fail: to whom, when, and when it arrived, if so."""

    person_id: str
    made_at: datetime
    arrived_at: datetime | None


def last_telling(
    session: Session, sender_id: str, told: str, now: datetime, within: timedelta
) -> LastTelling | None:
    """Return the last telling of a kind within so long, one that arrived first; None if none is.

    One dated ahead was told before the clock was set back: by no more than `within`, it counts.
    What could not be delivered told nobody, nor did what stands on a page that may not be opened.
    """
    row = session.execute(
        select(_OUT.person_id, _OUT.made_at, _OUT.sent_at)
        .where(*_tellings(sender_id, told, now - within, now + within), _OUT.failed_at.is_(None))
        .where(_OUT.channel.not_in(PAGES))
        .order_by(_OUT.sent_at.is_(None), _OUT.id.desc())
        .limit(1)
    ).first()
    return LastTelling(*row) if row else None


def failed_within(
    session: Session, sender_id: str, told: str, now: datetime, within: timedelta
) -> set[str]:
    """Return whom tellings of a kind did not reach within so long, by id; dated ahead by it too."""
    failed = select(_OUT.person_id).where(
        *_tellings(sender_id, told, now - within, now + within), _OUT.failed_at.is_not(None)
    )
    return {row.person_id for row in session.execute(failed)}


def times_told(
    session: Session, sender_id: str, told: str, now: datetime, within: timedelta
) -> list[datetime]:
    """Return when somebody told colleagues something of a kind within so long, earliest first.

    What is dated ahead counts towards no limit: it would hold for longer than `within`.
    """
    moments = select(_OUT.made_at).where(*_tellings(sender_id, told, now - within, now))
    return [row.made_at for row in session.execute(moments.distinct().order_by(_OUT.made_at))]


def _tellings(
    sender_id: str, told: str, since: datetime, until: datetime
) -> tuple[ColumnElement[bool], ...]:
    between = (_OUT.made_at > since, _OUT.made_at <= until)
    return (_OUT.sender_id == sender_id, _OUT.told == told, *between)
