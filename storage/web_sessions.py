"""Who is signed in on a page: a session by the hash of its token, until it ends."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from practice.calendar import london_day
from storage import audit
from storage.presence import here
from storage.session import cipher_of
from storage.tables import Person, WebSession

WEB_SESSION_LASTS = timedelta(days=30)
_TOKEN_BYTES = 32


def start(session: Session, person_id: str, now: datetime) -> str:
    """Sign a browser in and return its token; it ends after 30 days, used or not.

    A code is the only way in so far, so a shorter time would ask for a new code every morning.
    `stop_person` ends it at once, for a phone that was lost.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    started = WebSession(
        token_hash=cipher_of(session).code_hash(token),
        person_id=person_id,
        started_at=now,
        expires_at=now + WEB_SESSION_LASTS,
    )
    session.add(started)
    session.flush()
    audit.record(session, "session started", "web_session", started.id, actor=person_id, at=now)
    return token


def person_of(session: Session, token: str, now: datetime) -> Person | None:
    """Return who is signed in with a token; None where it ended, ran out, or they are not here."""
    query = (
        select(Person)
        .join(WebSession, col(WebSession.person_id) == Person.id)
        .where(WebSession.token_hash == cipher_of(session).code_hash(token))
        .where(col(WebSession.ended_at).is_(None), WebSession.expires_at > now)
        .where(here(london_day(now)))
    )
    return session.exec(query).first()


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


def end(session: Session, token: str, now: datetime) -> None:
    """Sign a browser out; harmless where it is out already."""
    query = select(WebSession).where(WebSession.token_hash == cipher_of(session).code_hash(token))
    found = session.exec(query.where(col(WebSession.ended_at).is_(None))).first()
    if found is None:
        return
    found.ended_at = now
    session.add(found)
    session.flush()
    audit.record(session, "session ended", "web_session", found.id, actor=found.person_id, at=now)
