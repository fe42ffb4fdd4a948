"""What names propose of a month's contacts: compared once for the same rows, and kept in memory.

What is kept holds references and how probable each proposal is, and no name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from practice.calendar import Month
from practice.linkage.proposals import LIKELY, Proposal
from storage import measures as queries
from storage.lru_cache import LruCache
from storage.measures import Received, Sealed, Session

if TYPE_CHECKING:
    from practice.linkage.people import Person


@dataclass(frozen=True)
class Proposed:
    """Proposals of contacts (left) and children (right), and of two contacts."""

    children: tuple[Proposal, ...] = ()
    alike: tuple[Proposal, ...] = ()


_known = LruCache[Proposed](24)


def proposed(session: Session, received: Sequence[Received], month: Month) -> Proposed:
    """Return what names propose; nothing where no contact without a reference names anybody."""
    if not any(_asks_for_names(one) for one in received):
        return Proposed()
    naming = [one.sealed for one in received if one.sealed]
    known = queries.children_open(session, month)
    return _known.get(_digest(naming, known), lambda: _compared(session, naming, known))


def _asks_for_names(one: Received) -> bool:
    # What is sealed is not opened to see whether it is there.
    return not one.told.child_ref and one.sealed is not None


def _digest(*rows: Iterable[Sealed]) -> str:
    """Return what changes with anything that is compared: the rows as they are stored, sealed."""
    made = sha256()
    for each in rows:
        for row in each:
            made.update(repr(row).encode())
    return made.hexdigest()


def _compared(session: Session, received: Sequence[Sealed], known: Sequence[Sealed]) -> Proposed:
    # numpy is slow to load, and most summaries ask for no names.
    from practice.linkage.linking import known_people, same_people  # noqa: PLC0415

    named = [one for one in _people(session, "contact", received) if one.surname or one.birth_date]
    told = {row.ref for row in received if row.child_ref}
    nameless = [person for person in named if person.ref not in told]
    if not nameless:
        return Proposed()
    children = known_people(nameless, _people(session, "child", known), LIKELY)
    return Proposed(tuple(children), tuple(same_people(named, LIKELY)))


def _people(session: Session, noun: str, rows: Iterable[Sealed]) -> "Iterator[Person]":
    """Yield whom rows name."""
    from practice.linkage.people import Person  # noqa: PLC0415

    for of in queries.opened(session, noun, rows):
        yield Person(of.ref, of.forename, of.surname, of.birth_date, of.postcode)
