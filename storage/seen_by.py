"""Who has seen a record: what the audit says of everybody who opened it or was quoted from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select
from sqlmodel import Session

from storage import audit
from storage.prepared import Prepared
from storage.tables import AuditEvent, Person, table_of

_EVENT, _PERSON = table_of(AuditEvent).c, table_of(Person).c
_RECORD_IDS: BindParameter[Sequence[str]] = bindparam("record_ids", expanding=True)
_LAST = func.max(_EVENT.at, type_=_EVENT.at.type)
# Every page of a record asks these; putting them together anew would cost more than asking.
_PEOPLE = Prepared(
    select(_PERSON.name, _EVENT.deed, func.count(), _LAST)
    .where(_PERSON.id == _EVENT.actor_id)
    .where(_EVENT.noun == "record", _EVENT.noun_id.in_(_RECORD_IDS))
    .where(_EVENT.deed.in_((audit.READ, audit.QUOTED)))
    .group_by(_PERSON.id, _PERSON.name, _EVENT.deed)
)
_EXPORTS = Prepared(
    select(_EVENT.account, _EVENT.deed, func.count(), _LAST)
    .where(_EVENT.deed == audit.EXPORTED)
    .where(_EVENT.at >= bindparam("since", type_=_EVENT.at.type))
    .group_by(_EVENT.account, _EVENT.deed)
)


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
    return [Sighting(*row) for row in _PEOPLE.all(session, record_ids=list(record_ids))]


def _exports(session: Session, since: datetime) -> list[Sighting]:
    return [Sighting(*row) for row in _EXPORTS.all(session, since=since)]
