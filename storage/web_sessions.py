"""Who is signed in on a page: a session by the hash of its token, until it ends."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from practice.calendar import add_working_hours, london_day
from storage import audit
from storage.presence import here, is_here
from storage.session import cipher_of
from storage.tables import Person, WebSession

WEB_SESSION_LASTS = timedelta(days=30)
IDLE_HOURS = 72
"""How long a browser stays signed in with nobody using it; weekends and bank holidays pass free."""
SEEN_TO_WITHIN = timedelta(minutes=5)
"""How exactly it is stored when a browser was used last: not at every page."""
_TOKEN_BYTES = 32
# Every page asks: put together once, not each time.
_OF_TOKEN = select(WebSession).where(col(WebSession.token_hash) == bindparam("token_hash"))
_WITH_PERSON = (
    select(WebSession, Person)
    .join(Person, col(Person.id) == col(WebSession.person_id))
    .where(col(WebSession.token_hash) == bindparam("token_hash"))
)


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def start(session: Session, person_id: str, now: datetime, *, label: str = "A browser") -> str:
    """Sign a browser in and return its token.

    It ends after 30 days, used or not, and before that once nobody has used it for IDLE_HOURS.
    A code is the only way in so far, so a shorter time would ask for a new code every morning.
    """
    token = new_token()
    started = WebSession(
        token_hash=cipher_of(session).code_hash(token),
        person_id=person_id,
        label=label,
        started_at=now,
        seen_at=now,
        expires_at=now + WEB_SESSION_LASTS,
    )
    session.add(started)
    session.flush()
    audit.record(session, "session started", "web_session", started.id, actor=person_id, at=now)
    return token


def with_person(
    session: Session, token: str, now: datetime
) -> tuple[WebSession | None, Person | None]:
    """Return the session of a token, ended or not, and who is signed in with it.

    Nobody is where it ended, ran out, or they are not here.
    """
    row = session.execute(_WITH_PERSON, _of(session, token)).first()
    if row is None:
        return None, None
    found, person = row
    is_in = is_open(found, now) and is_here(person, london_day(now))
    return found, person if is_in else None


def of_token(session: Session, token: str) -> WebSession | None:
    """Return the session of a token, ended or not."""
    return session.execute(_OF_TOKEN, _of(session, token)).scalars().first()


def _of(session: Session, token: str) -> dict[str, str]:
    return {"token_hash": cipher_of(session).code_hash(token)}


def signed_in(session: Session, person_ids: Collection[str], now: datetime) -> dict[str, int]:
    """Return in how many browsers each of these people is signed in; those in none are left out."""
    query = (
        select(WebSession.person_id, func.count())
        .join(Person, col(Person.id) == col(WebSession.person_id))
        .where(col(WebSession.person_id).in_(person_ids))
        .where(col(WebSession.ended_at).is_(None), WebSession.expires_at > now)
        .where(here(london_day(now)))
        .group_by(WebSession.person_id)
    )
    return dict(session.exec(query).all())


def is_open(one: WebSession, now: datetime) -> bool:
    """Say whether a session has neither ended nor run out, and was used not too long ago."""
    if one.ended_at is not None or one.expires_at <= now:
        return False
    return add_working_hours(one.seen_at, IDLE_HOURS) > now


def is_used_anew(one: WebSession, now: datetime) -> bool:
    """Say whether it is worth storing that a session is in use: not at every page."""
    return now - one.seen_at >= SEEN_TO_WITHIN


def note_use(session: Session, token: str, now: datetime) -> None:
    """Store that somebody uses a session."""
    found = of_token(session, token)
    if found is not None and is_open(found, now):
        found.seen_at = now
        session.add(found)
        session.flush()


def open_sessions(session: Session, person_id: str, now: datetime) -> list[WebSession]:
    """Return where a person is signed in, the latest first."""
    query = select(WebSession).where(
        WebSession.person_id == person_id, col(WebSession.ended_at).is_(None)
    )
    found = session.exec(query.order_by(col(WebSession.started_at).desc()))
    return [one for one in found if is_open(one, now)]


def end(session: Session, token: str, now: datetime) -> None:
    """Sign a browser out; harmless where it is out already."""
    found = of_token(session, token)
    if found is not None:
        end_one(session, found, now)


def end_one(session: Session, one: WebSession, now: datetime) -> None:
    """End a session; harmless where it has ended already."""
    if one.ended_at is not None:
        return
    one.ended_at = now
    session.add(one)
    session.flush()
    audit.record(session, "session ended", "web_session", one.id, actor=one.person_id, at=now)
