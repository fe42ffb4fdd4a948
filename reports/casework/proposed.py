"""What names propose of a month's contacts: compared once for the same rows, and kept in memory.

What is kept holds references and how probable each proposal is, and no name.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from practice.calendar import Month
from practice.linkage.proposals import LIKELY, Proposal
from storage import measures as queries
from storage.measures import NAMES, Received, Row, Session

if TYPE_CHECKING:
    from practice.linkage.people import Person

_MOST = 24
_NAMING = ("id", *NAMES)


@dataclass(frozen=True)
class Proposed:
    """Proposals of contacts (left) and children (right), and of two contacts."""

    children: tuple[Proposal, ...] = ()
    alike: tuple[Proposal, ...] = ()


_kept: OrderedDict[str, Proposed] = OrderedDict()


def proposed(session: Session, received: Sequence[Received], month: Month) -> Proposed:
    """Return what names propose; nothing where no contact without a reference names anybody."""
    if not any(_asks_for_names(one) for one in received):
        return Proposed()
    known = queries.children_open(session, month)
    key = _digest(received, known)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _compared(session, received, known)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found


def _asks_for_names(one: Received) -> bool:
    # What is sealed is not opened to see whether it is there.
    return not one.told.child_ref and bool(one.row["surname"] or one.row["birth_date"])


def _digest(received: Sequence[Received], known: Sequence[Row]) -> str:
    """Return what changes with anything that is compared: the rows as they are stored, sealed."""
    made = sha256()
    for one in received:
        made.update(repr((one.told.child_ref, *_naming(one.row))).encode())
    for child in known:
        made.update(repr(_naming(child)).encode())
    return made.hexdigest()


def _naming(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in _NAMING)


def _compared(session: Session, received: Sequence[Received], known: Sequence[Row]) -> Proposed:
    # numpy is slow to load, and most summaries ask for no names.
    from practice.linkage.linking import known_people, same_people  # noqa: PLC0415

    named = _people(session, "contact", (one.row for one in received))
    told = {one.told.ref for one in received if one.told.child_ref}
    nameless = [person for person in named if person.ref not in told]
    if not nameless:
        return Proposed()
    children = known_people(nameless, _people(session, "child", known, every=True), LIKELY)
    return Proposed(tuple(children), tuple(same_people(named, LIKELY)))


def _people(
    session: Session, noun: str, rows: Iterable[Row], *, every: bool = False
) -> "list[Person]":
    """Return whom rows name, of contacts those alone that name somebody."""
    from practice.linkage.people import Person  # noqa: PLC0415

    opened = (queries.opened(session, noun, row) for row in rows)
    return [
        Person(of.ref, of.forename, of.surname, of.birth_date, of.postcode)
        for of in opened
        if every or of.is_named
    ]
