"""Contacts of the council with whom they name, and the children they may be about.

For what is in doubt alone. Names stay sealed until a row is opened, to be compared.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlmodel import Session

from practice.calendar import Month
from practice.terms import ChildStatus
from practice.true_contacts import Contact as Told
from practice.true_contacts import OpenInterval
from storage.children import open_on
from storage.encryption import opener
from storage.listing import one_of
from storage.measures.council_team import team_of
from storage.measures.streaming import stream
from storage.tables import Child, Contact, Involvement, table_of

_contact, _child, _involvement = table_of(Contact), table_of(Child), table_of(Involvement)
NAMES = ("forename", "surname", "birth_date", "postcode")


@dataclass(frozen=True, slots=True)
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


class Sealed(NamedTuple):
    """Whom a contact or a child names, still sealed; `child_ref` is the contact's."""

    id: str
    ref: str
    child_ref: str
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """A contact by its id, its team, what the rules ask of it, and whom it names, if anybody."""

    id: str
    team_id: str | None
    told: Told
    sealed: Sealed | None


def contacts_received(session: Session, first: date, last: date) -> list[Received]:
    """Return every contact of the council received from a day to another, in order of their ids."""
    row = _contact.c
    told = (row.ref, row.received_on, row.child_ref, row.reason, row.outcome)
    names = (row[name] for name in NAMES)
    within = row.received_on.between(first, last)
    query = select(row.id, team_of(_contact), *told, *names).where(within).order_by(row.id)
    return [_received(one) for one in stream(session, query, {})]


def _received(row: Sequence[Any]) -> Received:
    contact_id, team_id, ref, received_on, *words = row[:7]
    # What many rows say alike is held once.
    told = Told(ref, received_on, *(intern(word or "") for word in words))
    names = tuple(row[7:])
    _, surname, birth_date, _ = names
    sealed = Sealed(contact_id, ref, told.child_ref, names) if surname or birth_date else None
    return Received(contact_id, team_id and intern(team_id), told, sealed)


def opened(session: Session, noun: str, rows: Iterable[Sealed]) -> Iterator[Named]:
    """Yield whom contacts or children, as `noun` says, name."""
    names_of = opener(session, noun, NAMES)
    return (Named(row.ref, *names_of(row.id, row.names)) for row in rows)


def children_open(session: Session, month: Month) -> list[Sealed]:
    """Return the children of the council whose case was open on any day of a month."""
    worked = select(_involvement.c.child_id).where(open_on(month.first, month.last))
    closed = and_(_child.c.closed_on.is_(None), _child.c.status == ChildStatus.CLOSED.value)
    was_open = and_(
        _child.c.opened_on <= month.last,
        ~closed,
        or_(_child.c.closed_on.is_(None), _child.c.closed_on >= month.first),
    )
    columns = (_child.c[name] for name in ("id", "ref", *NAMES))
    rows = select(*columns).where(or_(_child.c.id.in_(worked), was_open)).order_by(_child.c.id)
    return [Sealed(key, ref, "", (*names,)) for key, ref, *names in stream(session, rows, {})]


def open_intervals(session: Session, child_refs: Collection[str]) -> list[OpenInterval]:
    """Return from when until when these children's cases were open, or somebody worked with them.

    As `storage.measures.contacts.on_open_case` reads them.
    """
    ref, theirs = _child.c.ref, one_of(_child.c.ref, sorted(child_refs))
    worked = (
        select(ref, _involvement.c.started_on, _involvement.c.ended_on)
        .join(_involvement, _involvement.c.child_id == _child.c.id)
        .where(theirs)
    )
    unknown = and_(_child.c.closed_on.is_(None), _child.c.status == ChildStatus.CLOSED.value)
    case = select(ref, _child.c.opened_on, _child.c.closed_on).where(
        theirs, _child.c.opened_on.is_not(None), ~unknown
    )
    return [OpenInterval(*row) for query in (worked, case) for row in stream(session, query, {})]
