"""Writing the audit, in the transaction of what it records, and checking it: an HMAC chain."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.engine import Connection
from sqlmodel import Session

from storage.account import account
from storage.audit_chain import FIELDS, ChainCheck, Head, event_mac
from storage.cipher import Cipher
from storage.encryption import place
from storage.ids import new_id
from storage.session import Store, cipher_of
from storage.tables import AuditEvent, table_of

READ, QUOTED, EXPORTED = "record read", "record quoted", "records exported"
"""What "who has seen this record" is made of."""
REFUSED = "record refused"
MOST_REFUSED_THERE, MOST_REFUSED = 100, 1000
"""How many refused codes an hour are written, from one place and from all: no disk is filled."""
_CODE_REFUSED, _TOO_MANY = "code refused", "codes refused: more are not written"

_EVENTS = table_of(AuditEvent)
_HEAD = select(_EVENTS.c.number, _EVENTS.c.mac).order_by(_EVENTS.c.number.desc()).limit(1)
_ADD = insert(_EVENTS)
_PAGE = 1000
# As stored, with nothing made of it on the way: what reads the same may have been changed.
_EVERY = text(f"SELECT {', '.join(FIELDS)}, mac FROM audit_event ORDER BY number")  # noqa: S608 - names of columns


def record(
    session: Session, deed: str, noun: str, noun_id: str | None, *, actor: str | None, at: datetime
) -> None:
    """Add one event: who (a person's id, or None for the server) did what to which row.

    Of what no person of the council did, the operating system's user is kept.
    """
    event = {"at": at, "actor_id": actor, "deed": deed, "noun": noun, "noun_id": noun_id}
    record_all(session, [event])


def record_all(session: Session, events: Iterable[Mapping[str, Any]]) -> None:
    """Add events, as `add` does, in a session's transaction."""
    add(session.connection(), cipher_of(session), events)


def code_refused(session: Session, why: Exception, where: str, at: datetime) -> None:
    """Add that a code was refused: why, and a keyed hash of where it came from.

    The first of an hour that is too many says so, and the rest of that hour is not written.
    """
    origin = cipher_of(session).origin_hash(where)
    refused = select(_EVENTS.c.origin).where(
        _EVENTS.c.at > at - timedelta(hours=1), _EVENTS.c.deed.in_((_CODE_REFUSED, _TOO_MANY))
    )
    known = session.connection().execute(refused.limit(MOST_REFUSED + 1)).scalars().all()
    left = min(MOST_REFUSED - len(known), MOST_REFUSED_THERE - known.count(origin))
    if left < 0:
        return
    deed = _CODE_REFUSED if left else _TOO_MANY
    event = {"at": at, "actor_id": None, "deed": deed, "noun": "enrolment_code", "noun_id": None}
    told = {"origin": where, "detail": type(why).__name__}
    record_all(session, [{**event, **told}])


def add(connection: Connection, cipher: Cipher, events: Iterable[Mapping[str, Any]]) -> None:
    """Add events (columns of AuditEvent), in their order, to the end of the chain.

    `origin` is where something came from, of which a keyed hash is kept, and `detail`, which is
    kept encrypted, what was changed. One writer at a time (Store.writing) is what keeps two from
    taking the same place.
    """
    end, rows = _head(connection), []
    for event in events:
        row = _completed(cipher, end.number + 1, event)
        row["mac"] = event_mac(cipher.audit_mac, end.mac, row)
        end = Head(row["number"], row["mac"])
        rows.append(row)
    if rows:
        connection.execute(_ADD, rows)


def _completed(cipher: Cipher, number: int, event: Mapping[str, Any]) -> dict[str, Any]:
    row_id = event.get("id") or new_id()
    origin, detail = event.get("origin"), event.get("detail")
    return {
        **event,
        "id": row_id,
        "number": number,
        "account": None if event["actor_id"] else account(),
        "origin": cipher.origin_hash(origin) if origin else None,
        "detail": cipher.seal(detail, place("audit_event", row_id, "detail")) if detail else None,
    }


def _head(connection: Connection) -> Head:
    row = connection.execute(_HEAD).first()
    return Head(*row) if row else Head()


def check(store: Store, kept: Head | None = None) -> ChainCheck:
    """Return what a check of every event found; `kept` is a head that was kept elsewhere.

    It reads as Store.reading does, and holds up nobody.
    """
    checked = ChainCheck(store.cipher.audit_mac, kept)
    with store.reading() as session:
        rows = session.connection().execute(_EVERY.execution_options(yield_per=_PAGE))
        for row in rows:
            checked.see(row._asdict())
    checked.finish()
    return checked
