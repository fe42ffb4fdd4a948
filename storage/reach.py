"""Who can be reached now, and who is next up the line: every telling of one person by another asks.

A person is reached who is here, at the addresses that are theirs, not stopped, and that the channel
does not say are dead. Reached *now* is who has one where a message comes by itself, and is not
away. Who supervises, and who answers for what, does not change while somebody is away: of those
asked for here only `up_the_line` passes over who is (docs/decisions/0040-away-is-not-gone.md).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sql
from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Select, bindparam, case, or_
from sqlmodel import Session, col, select

from practice.access import Role
from storage import absences, people, presence
from storage.prepared import Prepared
from storage.tables import Person, Team, table_of

# Every text asks this; putting it together anew each time would cost more than asking.
_MANAGERS_OF = (
    select(Person)
    .where(Person.team_id == bindparam("of_team"), Person.role == Role.MANAGER)
    .order_by(col(Person.name), Person.ref)
)


def _names_up_the_line() -> CompoundSelect[tuple[str]]:
    """Return what selects the names of `_line`, in one question: a text needs nothing else of it.

    Each way up is a look-up of its own. A union ends even where people stand above each other.
    """
    person, team = table_of(Person).c, table_of(Team).c
    whose: BindParameter[str] = bindparam("person_id")
    above = _with_those_above(
        sql.select(person.supervisor_id.label("id")).where(person.id == whose),
        sql.select(person.supervisor_id),
        person.id,
    )
    # Another manager of a manager's own team is beside them, not above.
    first = case((person.role == Role.MANAGER, team.parent_id), else_=person.team_id)
    teams = _with_those_above(
        sql.select(first.label("id")).where(person.id == whose, team.id == person.team_id),
        sql.select(team.parent_id),
        team.id,
    )
    names = sql.select(person.name).where(person.id != whose)
    managers = names.where(person.team_id.in_(teams), person.role == Role.MANAGER)
    return names.where(person.id.in_(above)).union(managers)


def _with_those_above(
    first: Select[tuple[str]], up: Select[tuple[str]], ids: ColumnElement[str]
) -> Select[tuple[str]]:
    found = first.cte(recursive=True)
    found = found.union(up.where(ids == found.c.id))
    return sql.select(found.c.id)


_NAMES_OF_LINE = Prepared(_names_up_the_line())
PAGES = frozenset({"web"})
"""The channels whose messages are seen once somebody opens a page: nothing rings for them."""


@dataclass(frozen=True)
class Reach:
    """A person, whether they are here, and the addresses that reach them, as (channel, address).

    `away_until` is the last day on which they are away; None where they are not.
    """

    person: Person
    is_here: bool
    addresses: tuple[tuple[str, str], ...]
    away_until: date | None = None

    @property
    def rings(self) -> bool:
        """Whether a message comes to them by itself, wherever they are, away or not."""
        return any(channel not in PAGES for channel, _ in self.addresses)

    @property
    def now(self) -> bool:
        """Whether a message that cannot wait comes to them by itself: they are not away."""
        return self.rings and self.away_until is None

    @property
    def sees_tonight(self) -> bool:
        """Whether word of a worry is put to them, be it on a page: they are not away."""
        return bool(self.addresses) and self.away_until is None


def reach(session: Session, person_id: str, on: date) -> Reach:
    """Return how a person is reached on a day; one who is not here is not.

    Raises NoResultFound where there is no such person.
    """
    found = session.get_one(Person, person_id)
    return Reach(
        found,
        presence.is_here(found, on),
        tuple(people.addresses(session, person_id, on)),
        absences.until(session, person_id, on),
    )


@dataclass(frozen=True)
class UpTheLine:
    """Whom word of a worry goes to: the nearest up the line who is reached now, None where nobody.

    `passed` are those nearer than they who are not reached now, away or not, the nearest first.
    """

    first: Reach | None
    passed: tuple[Reach, ...]

    @property
    def on_a_page(self) -> Reach | None:
        """The nearest of those passed over whom a page shows it, once they open it."""
        return next((one for one in self.passed if one.sees_tonight), None)


def up_the_line(session: Session, person_id: str, on: date, but: Collection[str] = ()) -> UpTheLine:
    """Return who of a person's line is reached now, and who was passed over; `but` nobody of these.

    The line is their supervisor, that one's supervisor and so on; then the managers of their team
    and of each team above it, for a line that ends too soon.
    """
    passed: list[Reach] = []
    for one in _line(session, person_id):
        known = reach(session, one.id, on)
        if known.now and one.id not in but:
            return UpTheLine(known, tuple(passed))
        passed.append(known)
    return UpTheLine(None, tuple(passed))


def heard_for(session: Session, person_id: str, on: date) -> list[Person]:
    """Return whose word of a worry goes to a person who is reached now, or would, by name.

    They are those whom the person supervises, and those of whoever of these is not reached now.
    """
    found, ask = dict[str, Reach](), [person_id]
    for asked in ask:
        below = select(Person).where(Person.supervisor_id == asked).order_by(Person.name)
        new = [one for one in session.exec(below) if one.id not in found and one.id != person_id]
        found |= {one.id: reach(session, one.id, on) for one in new}
        ask += [one.id for one in new if not found[one.id].now]
    return [one.person for one in found.values() if one.is_here]


def first_here(session: Session, person_id: str, on: date) -> Person | None:
    """Return the nearest of those who supervise a person, directly or through others, who is here.

    Their supervisor, unless that one is not here: then the next. Who is away is here.
    """
    return next((one for one in _above(session, person_id) if presence.is_here(one, on)), None)


@dataclass(frozen=True)
class StandIn:
    """Who hears of what a supervisor should have heard who is not here, and in whose place.

    Nobody stands in for one who is away: what is theirs to hear waits until they are back.
    """

    person: Person
    gone: Person


def in_place_of(session: Session, supervisor: Person, person_id: str, on: date) -> StandIn | None:
    """Return who stands in for a supervisor of a person: the nearest up that one's line.

    None where the supervisor is here, or nobody up the line is.
    """
    first = first_here(session, person_id, on)
    if presence.is_here(supervisor, on) or first is None:
        return None
    return StandIn(first, supervisor)


def stand_in(session: Session, person_id: str, on: date) -> StandIn | None:
    """Return who stands in for whoever supervises a person; None where nobody needs to, or can."""
    supervisor_id = session.get_one(Person, person_id).supervisor_id
    if supervisor_id is None:
        return None
    return in_place_of(session, session.get_one(Person, supervisor_id), person_id, on)


def stood_in_for(session: Session, person_id: str, on: date) -> dict[str, StandIn]:
    """Return whom a person hears of in the place of a supervisor, by the practitioner's id."""
    # Not the contrary of `here`, which no index serves.
    gone = select(Person.id).where(or_(col(Person.started_on) > on, col(Person.left_on) <= on))
    whose = select(Person.id).where(col(Person.supervisor_id).in_(gone), presence.here(on))
    found = {one: stand_in(session, one, on) for one in session.exec(whose.order_by(Person.id))}
    return {one: its for one, its in found.items() if its and its.person.id == person_id}


def ids_of_line(session: Session, person_id: str) -> list[str]:
    """Return the ids of everybody up a person's line, here or not, the nearest first."""
    return [one.id for one in _line(session, person_id)]


def names_of_line(session: Session, person_id: str) -> str:
    """Return the names of everybody up a person's line, here or not."""
    return " ".join(row[0] for row in _NAMES_OF_LINE.all(session, person_id=person_id))


def _line(session: Session, person_id: str) -> Iterator[Person]:
    known = {person_id}
    for one in (*_above(session, person_id), *_managers(session, person_id)):
        if one.id not in known:
            known.add(one.id)
            yield one


def _above(session: Session, person_id: str) -> Iterator[Person]:
    known, one = {person_id}, session.get_one(Person, person_id)
    while one.supervisor_id is not None and one.supervisor_id not in known:
        known.add(one.supervisor_id)
        one = session.get_one(Person, one.supervisor_id)
        yield one


def _managers(session: Session, person_id: str) -> Iterator[Person]:
    """Yield the managers of a person's team and of those above it, the nearest first.

    Another manager of a manager's own team is beside them, not above.
    """
    person = session.get_one(Person, person_id)
    known, team_id = set[str](), person.team_id
    if person.role == Role.MANAGER:
        team_id = session.get_one(Team, team_id).parent_id or ""
    while team_id and team_id not in known:
        known.add(team_id)
        yield from session.exec(_MANAGERS_OF, params={"of_team": team_id})
        team_id = session.get_one(Team, team_id).parent_id or ""
