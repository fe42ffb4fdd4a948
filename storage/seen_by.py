"""Who has seen a record: what the audit says of everybody who opened it or was quoted from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage import audit
from storage.tables import AuditEvent, Person, table_of

_EVENT = table_of(AuditEvent).c


@dataclass(frozen=True)
class Sighting:
    """Somebody saw a record so many times, last at a moment; `name` is a person's or an account's.

    `deed` is one of audit.READ, QUOTED and EXPORTED.
    """

    name: str
    deed: str
    times: int
    last_at: datetime


def seen_by(
    session: Session, record_ids: Collection[str], since: datetime | None
) -> list[Sighting]:
    """Return who has seen these records, which are one to a person, the latest first.

    What was exported, by whom on the server, since the record was first sent is among it.
    """
    found = _people(session, record_ids)
    if since is not None:
        found += _exports(session, since)
    return sorted(found, key=lambda one: one.last_at, reverse=True)


def _people(session: Session, record_ids: Collection[str]) -> list[Sighting]:
    query = (
        select(
            col(Person.name), _EVENT.deed, func.count(), func.max(_EVENT.at, type_=_EVENT.at.type)
        )
        .join(Person, col(Person.id) == _EVENT.actor_id)
        .where(_EVENT.noun == "record", _EVENT.noun_id.in_(record_ids))
        .where(_EVENT.deed.in_((audit.READ, audit.QUOTED)))
        .group_by(col(Person.id), col(Person.name), _EVENT.deed)
    )
    return [Sighting(*row) for row in session.connection().execute(query)]


def _exports(session: Session, since: datetime) -> list[Sighting]:
    query = (
        select(_EVENT.account, _EVENT.deed, func.count(), func.max(_EVENT.at, type_=_EVENT.at.type))
        .where(_EVENT.deed == audit.EXPORTED, _EVENT.at >= since)
        .group_by(_EVENT.account, _EVENT.deed)
    )
    return [Sighting(*row) for row in session.connection().execute(query)]
