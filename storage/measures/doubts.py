"""Contacts of the council with whom they name, and the children they may be about, opened.

For counting doubts alone: what is opened here is compared, and shown nowhere.
"""

from collections.abc import Collection, Iterator
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


@dataclass(frozen=True)
class Opened:
    """A contact, its team and whom it names."""

    told: Told
    team_id: str | None
    names: Named


def contacts_told(session: Session, first: date, last: date) -> list[Opened]:
    """Return every contact of the council received from a day to another."""
    within = _contact.c.received_on.between(first, last)
    rows = select(_contact, team_of(_contact).label("place")).where(within)
    found = session.connection().execute(rows).mappings().all()
    return [_opened(session, {**row}) for row in found]


def _opened(session: Session, row: dict[str, Any]) -> Opened:
    place = row.pop("place")
    words = (row[name] or "" for name in ("child_ref", "reason", "outcome"))
    told = Told(row["ref"], row["received_on"], *words)
    return Opened(told, place, _named(session, "contact", row))


def _named(session: Session, table: str, row: dict[str, Any]) -> Named:
    names = open_row(session, table, row)
    columns = ("forename", "surname", "birth_date", "postcode")
    return Named(row["ref"], *(names[column] or "" for column in columns))


def children_open(session: Session, month: Month) -> list[Named]:
    """Return the children of the council whose case was open on any day of a month."""
    worked = select(_involvement.c.child_id).where(open_on(month.first, month.last))
    closed = and_(_child.c.closed_on.is_(None), _child.c.status == ChildStatus.CLOSED.value)
    was_open = and_(
        _child.c.opened_on <= month.last,
        ~closed,
        or_(_child.c.closed_on.is_(None), _child.c.closed_on >= month.first),
    )
    rows = select(_child).where(or_(_child.c.id.in_(worked), was_open))
    found = session.connection().execute(rows).mappings().all()
    return [_named(session, "child", {**row}) for row in found]


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
