"""Whose messages come from people who are here, asked for many at once."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from storage.presence import here
from storage.tables import Identity, Person


def enrolled_among(
    session: Session, channel: str, addresses: Collection[str], on: date
) -> frozenset[str]:
    """Return those of some addresses at which somebody is enrolled who is here on a day."""
    found = session.exec(
        select(Identity.address)
        .join(Person, col(Identity.person_id) == Person.id)
        .where(Identity.channel == channel, col(Identity.address).in_(addresses))
        .where(col(Identity.stopped_at).is_(None), here(on))
    )
    return frozenset(found)
