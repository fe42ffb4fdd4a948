"""Contacts of the council with whom they name, and the children they may be about.

For what is in doubt alone. Names stay sealed until a row is opened, to be compared.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session

from practice.calendar import Month
from practice.terms import ChildStatus
from practice.true_contacts import Contact as Told
from practice.true_contacts import OpenInterval
from storage.children import open_on
from storage.encryption import open_row
from storage.many_rows import chunks
from storage.measures.council_team import team_of
from storage.tables import Child, Contact, Involvement, table_of

_contact, _child, _involvement = table_of(Contact), table_of(Child), table_of(Involvement)
_AT_ONCE = 500
NAMES = ("forename", "surname", "birth_date", "postcode")
_NAMING = ("id", *NAMES)


@dataclass(frozen=True)
class Named:
    """Whom a row names, by the row's reference; "" is unknown."""

    ref: str
    forename: str
    surname: str
    birth_date: str
    postcode: str

    @property
    def is_named(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.surname or self.birth_date)


Row = Mapping[str, Any]
"""The columns of a contact or a child, with whom it names still sealed."""


@dataclass(frozen=True)
class Received:
    """A contact by its id, its team, what the rules ask of it, and the sealed row."""

    id: str
    team_id: str | None
    told: Told
    row: Row


def contacts_received(session: Session, first: date, last: date) -> list[Received]:
    """Return every contact of the council received from a day to another."""
    within = _contact.c.received_on.between(first, last)
    rows = select(_contact, team_of(_contact).label("place")).where(within)
    found = session.connection().execute(rows.order_by(_contact.c.id)).mappings()
    return [_received({**row}) for row in found]


def _received(row: dict[str, Any]) -> Received:
    place = row.pop("place")
    words = (row[name] or "" for name in ("child_ref", "reason", "outcome"))
    return Received(row["id"], place, Told(row["ref"], row["received_on"], *words), row)


def opened(session: Session, noun: str, row: Row) -> Named:
    """Return whom a contact or a child, as `noun` says, names."""
    names = open_row(session, noun, {name: row[name] for name in _NAMING})
    return Named(row["ref"], *(names[column] or "" for column in NAMES))


def children_open(session: Session, month: Month) -> list[Row]:
    """Return the children of the council whose case was open on any day of a month."""
    worked = select(_involvement.c.child_id).where(open_on(month.first, month.last))
    closed = and_(_child.c.closed_on.is_(None), _child.c.status == ChildStatus.CLOSED.value)
    was_open = and_(
        _child.c.opened_on <= month.last,
        ~closed,
        or_(_child.c.closed_on.is_(None), _child.c.closed_on >= month.first),
    )
    columns = (_child.c[name] for name in ("id", "ref", *NAMES))
    rows = select(*columns).where(or_(_child.c.id.in_(worked), was_open))
    found = session.connection().execute(rows.order_by(_child.c.id)).mappings()
    return [{**row} for row in found]


def open_intervals(session: Session, child_refs: Collection[str]) -> list[OpenInterval]:
    """Return from when until when these children's cases were open, or somebody worked with them.

    As `storage.measures.contacts.on_open_case` reads them.
    """
    found: list[OpenInterval] = []
    for some in chunks(sorted(child_refs), _AT_ONCE):
        found += _intervals(session, some)
    return found


def _intervals(session: Session, refs: Collection[str]) -> Iterator[OpenInterval]:
    ref = _child.c.ref
    worked = (
        select(ref, _involvement.c.started_on, _involvement.c.ended_on)
        .join(_involvement, _involvement.c.child_id == _child.c.id)
        .where(ref.in_(refs))
    )
    unknown = and_(_child.c.closed_on.is_(None), _child.c.status == ChildStatus.CLOSED.value)
    case = select(ref, _child.c.opened_on, _child.c.closed_on).where(
        ref.in_(refs), _child.c.opened_on.is_not(None), ~unknown
    )
    for statement in (worked, case):
        for row in session.connection().execute(statement):
            yield OpenInterval(*row)
