"""What came in: each update once (idempotency key), and what could not be read or handled."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlmodel import Session, func, select

from storage.encryption import seal, unseal
from storage.ids import new_id, new_place
from storage.prepared import Prepared
from storage.tables import Seen, SetAside, insert_once, table_of

_FIRST_SIGHT = insert_once(Seen)
_SEEN = table_of(Seen).c


@cache
def _first_sight(dialect: str) -> Prepared:
    # Every update needs it; putting it together anew each time would cost more than asking.
    return Prepared(_FIRST_SIGHT[dialect])


def first_sight(
    session: Session,
    channel: str,
    update_key: str,
    *,
    person_id: str | None,
    said: str | None,
    at: datetime,
) -> bool:
    """Store that an update was seen; return False where it was stored before."""
    sealed = seal(session, said, "seen", f"{channel}/{update_key}", "said") if said else None
    seen = {
        "channel": channel,
        "update_key": update_key,
        "person_id": person_id,
        "said": sealed,
        "seen_at": at,
        "place": new_place(),
    }
    # PostgreSQL's driver gives no count of the rows that an insert added.
    return _first_sight(session.connection().dialect.name).first(session, **seen) is not None


def were_seen(session: Session, channel: str, update_keys: Sequence[str]) -> set[str]:
    """Return which of these updates were stored."""
    keys = _SEEN.update_key.in_(update_keys)
    asked = select(_SEEN.update_key).where(_SEEN.channel == channel, keys)
    return set(session.connection().execute(asked).scalars())


def said_with(session: Session, channel: str, update_key: str) -> str | None:
    """Return the words of an update that was seen before; None where none are kept."""
    asked = select(_SEEN.said).where(_SEEN.channel == channel, _SEEN.update_key == update_key)
    sealed = session.connection().execute(asked).scalar()
    return unseal(session, sealed, "seen", f"{channel}/{update_key}", "said") if sealed else None


def set_aside(
    session: Session, channel: str, update_key: str, payload: str, error: str, at: datetime
) -> str:
    """Keep an update whose handling failed, encrypted; return the id it is kept under."""
    row_id = new_id()
    session.add(
        SetAside(
            id=row_id,
            channel=channel,
            update_key=update_key,
            payload=seal(session, payload, "set_aside", row_id, "payload"),
            error=error,
            made_at=at,
        )
    )
    return row_id


def how_many_set_aside(session: Session) -> int:
    """Return how many updates were set aside, ever."""
    return session.exec(select(func.count()).select_from(SetAside)).one()
