"""Calls for help at night: whom somebody had told that they ring duty, and who has it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from storage import audit
from storage.named_indexes import walking
from storage.prepared import Prepared
from storage.reach import PAGES
from storage.tables import AuditEvent, OutboxMessage, table_of

SHOWN, SEEN = "duty call shown", "duty call seen"
"""An open page showed it; its reader said that they have seen it."""

_OUT = table_of(OutboxMessage).c
_EVENT = table_of(AuditEvent).c
# Every page of a conversation asks it; putting it together anew would cost more than asking.
_IS_SHOWN = select(_EVENT.id).where(_EVENT.noun_id == _OUT.id, _EVENT.deed == SHOWN).exists()
_MADE_AT = _OUT.made_at.type
_NOT_YET_SHOWN = Prepared(
    walking(
        select(_OUT.id, _OUT.sender_id)
        .where(_OUT.told.is_not(None), _OUT.told == bindparam("kind"))
        .where(_OUT.made_at > bindparam("since", type_=_MADE_AT))
        .where(_OUT.made_at <= bindparam("until", type_=_MADE_AT))
        .where(_OUT.person_id == bindparam("whose"), _OUT.channel.in_(PAGES))
        .where(_OUT.sent_place.is_not(None), ~_IS_SHOWN)
        .order_by(_OUT.id),
        table_of(OutboxMessage),
        "outbox_told_to",
    )
)


@dataclass(frozen=True)
class DutyCall:
    """What became of the last call to one person; `ids` are its messages that did not fail.

    `rings` says that one of them comes by itself, `arrived_at` when the first of those did,
    `shown_at` when an open page showed it, and `seen_at` when its reader said so.
    """

    person_id: str
    ids: tuple[str, ...]
    made_at: datetime
    rings: bool
    arrived_at: datetime | None
    shown_at: datetime | None
    seen_at: datetime | None


def calls(
    session: Session, sender_id: str, told: str, now: datetime, within: timedelta
) -> list[DutyCall]:
    """Return whom a person told within so long, each once and with their last call, newest first.

    One dated ahead was told before the clock was set back: by no more than `within`, it counts.
    """
    rows = session.execute(
        select(_OUT.id, _OUT.person_id, _OUT.channel, _OUT.made_at, _OUT.sent_at)
        .where(_OUT.sender_id == sender_id, _OUT.told == told, _OUT.failed_at.is_(None))
        .where(_OUT.made_at > now - within, _OUT.made_at <= now + within)
        .order_by(_OUT.id.desc())
    ).all()
    by_person: dict[str, list[Any]] = {}
    for row in rows:
        theirs = by_person.setdefault(row.person_id, [])
        if not theirs or theirs[0].made_at == row.made_at:
            theirs.append(row)
    return [_call(session, theirs) for theirs in by_person.values()]


def _call(session: Session, rows: Sequence[Any]) -> DutyCall:
    ids, come = tuple(row.id for row in rows), [row for row in rows if row.channel not in PAGES]
    arrived = min((row.sent_at for row in come if row.sent_at), default=None)
    noted = dict(_noted(session, ids))
    place = (rows[0].person_id, ids, rows[0].made_at)
    return DutyCall(*place, bool(come), arrived, noted.get(SHOWN), noted.get(SEEN))


def _noted(session: Session, ids: Collection[str]) -> list[tuple[str, datetime]]:
    """Return when calls were shown and seen, the latest first, so that the first time is last."""
    which = (_EVENT.noun_id.in_(ids), _EVENT.deed.in_((SHOWN, SEEN)))
    rows = session.execute(
        select(_EVENT.deed, _EVENT.at).where(*which).order_by(_EVENT.number.desc())
    )
    return [(row.deed, row.at) for row in rows]


def not_yet_shown(
    session: Session, person_id: str, told: str, now: datetime, within: timedelta
) -> dict[str, str]:
    """Return the calls that stand on a person's page and of which none is known to be shown.

    They are messages' ids with who called.
    """
    since, until = now - within, now + within
    rows = _NOT_YET_SHOWN.all(session, whose=person_id, kind=told, since=since, until=until)
    return {row.id: row.sender_id for row in rows}


def note(session: Session, deed: str, message_id: str, person_id: str, at: datetime) -> None:
    """Store that a call was shown to its reader, or that they said that they have seen it."""
    audit.record(session, deed, "outbox_message", message_id, actor=person_id, at=at)
