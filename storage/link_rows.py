"""The rows that a question about a contact is of: opened to be compared, and whose they are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session

from storage.measures.council_team import TOP, team_of
from storage.measures.doubts import NAMES, Named, Sealed, opened
from storage.tables import Child, Contact, Involvement, table_of

_contact, _child, _involvement = table_of(Contact), table_of(Child), table_of(Involvement)
COMPARED = "names compared"
"""What the audit calls that whom a contact or child names was shown, to be compared."""


@dataclass(frozen=True)
class ContactRow:
    """A contact, of which `place` is the team; "" is unknown."""

    id: str
    ref: str
    place: str | None
    received_on: date
    source: str
    reason: str
    outcome: str
    child_ref: str


def contact(session: Session, contact_id: str) -> ContactRow | None:
    """Return the contact of that id, without whom it names."""
    row = _contact.c
    words = (row.source, row.reason, row.outcome, row.child_ref)
    query = select(row.id, row.ref, team_of(_contact), row.received_on, *words)
    found = session.connection().execute(query.where(row.id == contact_id)).first()
    if found is None:
        return None
    return ContactRow(*found[:4], *(one or "" for one in found[4:]))


def child_ids(session: Session, refs: Collection[str]) -> dict[str, str]:
    """Return the ids of children, by reference."""
    query = select(_child.c.ref, _child.c.id).where(_child.c.ref.in_(refs))
    return {row.ref: row.id for row in session.connection().execute(query)}


def refs(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the references of contacts and children, by id."""
    found = dict[str, str]()
    for table in (_contact, _child):
        query = select(table.c.id, table.c.ref).where(table.c.id.in_(ids))
        found.update((row.id, row.ref) for row in session.connection().execute(query))
    return found


def named(session: Session, noun: str, row_id: str) -> Named:
    """Return whom the contact or child of that id names; the audit must say that it was shown."""
    table = _contact if noun == "contact" else _child
    columns = (table.c[name] for name in ("id", "ref", *NAMES))
    query = select(*columns).where(table.c.id == row_id)
    key, ref, *names = session.connection().execute(query).one()
    (found,) = opened(session, noun, [Sealed(key, ref, "", (*names,))])
    return found


def places(session: Session, ids: Collection[str]) -> dict[str, tuple[str | None, date]]:
    """Return the team of each of these contacts, and the day on which it came."""
    row = _contact.c
    query = select(row.id, team_of(_contact), row.received_on).where(row.id.in_(ids))
    return {found[0]: (found[1], found[2]) for found in session.connection().execute(query)}


def child_teams(session: Session, ids: Collection[str], on: date) -> defaultdict[str, set[str]]:
    """Return, by child, the teams that work with each on a day or since.

    Of one with whom none does, the team above all others.
    """
    row = _involvement.c
    still = or_(row.ended_on.is_(None), row.ended_on >= on)
    query = select(row.child_id, row.team_id).where(row.child_id.in_(ids), still)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for child_id, team_id in session.connection().execute(query):
        found[child_id].add(team_id)
    top = session.connection().scalar(select(TOP))
    for child_id in ids:
        if child_id not in found and top:
            found[child_id].add(top)
    return found
