"""Children, by reference, and the workers they have."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sql
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from practice.terms import ChildStatus, InvolvementPart
from storage import encryption
from storage.prepared import Prepared
from storage.tables import Child, Involvement, Person, table_of

_involvement = aliased(Involvement)


def child(session: Session, child_id: str) -> Child | None:
    """Return the child of that id."""
    return session.get(Child, child_id)


def birth_date(session: Session, child: Child) -> date | None:
    """Return the day a child was or will be born, where the council told it."""
    if child.birth_date is None:
        return None
    told = encryption.open_row(session, "child", child.model_dump())["birth_date"]
    return date.fromisoformat(told) if told else None


def child_by_ref(session: Session, ref: str) -> Child | None:
    """Return the child whom the council calls exactly `ref`; practice.matching reads typed ones."""
    return session.exec(select(Child).where(Child.ref == ref)).first()


Day = date | ColumnElement[date]


def ids_of(session: Session, refs: Collection[str]) -> dict[str, str]:
    """Return the id of each of these references' children who is here."""
    found = session.exec(select(col(Child.ref), col(Child.id)).where(col(Child.ref).in_(refs)))
    return dict(found.all())


def open_refs(session: Session) -> set[str]:
    """Return the references of the children whose case is not closed, whoever works with them."""
    is_open = col(Child.status) != ChildStatus.CLOSED
    return set(
        session.scalars(select(col(Child.ref)).where(is_open, col(Child.closed_on).is_(None)))
    )


def open_on(
    day: Day, until: Day | None = None, involvement: type[Involvement] = Involvement
) -> ColumnElement[bool]:
    """Return the condition that an involvement is open on a day, or on any until another.

    As practice.supervision.is_open: from its start until the day before its end, so that one which
    ended on its first day was open on none.
    """
    ended = col(involvement.ended_on)
    started = col(involvement.started_on)
    if until is None:
        return and_(started <= day, or_(ended.is_(None), ended > day))
    return and_(started <= until, or_(ended.is_(None), and_(ended > day, ended > started)))


def open_to(
    person_ids: Collection[str] | Select[Any] | BindParameter[Any], on: Day
) -> ColumnElement[bool]:
    """Return the condition that an involvement is of these people, and open on a day.

    As `open_on`, by one look-up for what has no end and one for what ends later: of either or the
    other an index cannot be asked, and all the children they ever had would be read.
    """
    of = col(_involvement.person_id).in_(person_ids)
    theirs = select(col(_involvement.id)).where(of)
    ids = not_ended(theirs, _involvement.ended_on, on)
    return and_(col(Involvement.started_on) <= on, col(Involvement.id).in_(ids))


def not_ended(
    query: Select[str],
    ended: Any,  # noqa: ANN401 - a column of days, of a table or an alias
    on: Day,
) -> CompoundSelect[str]:
    """Return what a query finds that has no end, and what ends later: each by an index."""
    return union_all(query.where(ended.is_(None)), query.where(ended > on))


def caseload(session: Session, person_id: str, on: date) -> list[tuple[Child, Involvement]]:
    """Return the children open to a person on a day with that involvement, by reference."""
    query = (
        select(Child, Involvement)
        .join(Involvement, col(Involvement.child_id) == Child.id)
        .where(open_to([person_id], on))
        .order_by(Child.ref, Involvement.started_on)  # type: ignore[arg-type]
    )
    once = {found.id: (found, involvement) for found, involvement in session.exec(query)}
    return list(once.values())


def refs_for(session: Session, person_ids: Collection[str], on: date) -> list[str]:
    """Return the references of the children open to any of these people on a day, in order."""
    return [row.ref for row in _open_to().all(session, whose=list(person_ids), on=on)]


def ids_by_ref(session: Session, person_id: str, on: date) -> dict[str, str]:
    """Return the ids of the children open to a person on a day, by reference, in their order."""
    return {row.ref: row.id for row in _open_to().all(session, whose=[person_id], on=on)}


@cache
def _open_to() -> Prepared:
    """Return what selects those children: put together once, every reflection begins with it."""
    child, involvement = table_of(Child).c, table_of(Involvement).c
    on: BindParameter[date] = bindparam("on", type_=involvement.started_on.type)
    whose: BindParameter[Any] = bindparam("whose", expanding=True)
    query = sql.select(child.id, child.ref).join(
        table_of(Involvement), involvement.child_id == child.id
    )
    return Prepared(query.where(open_to(whose, on)).distinct().order_by(child.ref), flushes=True)


def names_near(session: Session, person_id: str, on: date) -> list[str]:
    """Return the names of the children open to a person, and to those whom they supervise.

    As "Forename Surname", as far as the council told them.
    """
    return [name for _, name in named_near(session, person_id, on)]


def named_near(session: Session, person_id: str, on: date) -> list[tuple[str, str]]:
    """Return those children who are named, each by reference and name."""
    rows = _names_near().all(session, whose=person_id, on=on)
    return [(ref, _full_name(session, *row)) for ref, *row in rows]


@cache
def _names_near() -> Prepared:
    """Return what selects those names: put together once, for most messages need them."""
    person, child, involvement = table_of(Person).c, table_of(Child).c, table_of(Involvement).c
    whose: BindParameter[str] = bindparam("whose")
    on: BindParameter[date] = bindparam("on", type_=involvement.started_on.type)
    near = sql.select(person.id).where(or_(person.id == whose, person.supervisor_id == whose))
    return Prepared(
        sql.select(child.ref, child.id, child.forename, child.surname)
        .join(table_of(Involvement), involvement.child_id == child.id)
        .where(
            open_to(near, on),
            or_(child.forename.is_not(None), child.surname.is_not(None)),
        )
        .distinct(),
        flushes=True,
    )


def _full_name(session: Session, child_id: str, forename: str | None, surname: str | None) -> str:
    row = {"id": child_id, "forename": forename, "surname": surname}
    opened = encryption.open_row(session, "child", row)
    return " ".join(name for name in (opened["forename"], opened["surname"]) if name)


def of_supervisor(session: Session, supervisor_id: str, on: date) -> list[tuple[str, str]]:
    """Return the children open to those whom a person supervises, or did until they left.

    As (name of the worker, reference), in order.
    """
    theirs = sql.select(col(Person.id)).where(col(Person.supervisor_id) == supervisor_id)
    query = (
        select(Person.name, Child.ref)
        .join(Involvement, col(Involvement.person_id) == Person.id)
        .join(Child, col(Child.id) == Involvement.child_id)
        .where(open_to(theirs, on))
        .distinct()
    )
    return list(session.exec(query.order_by(Person.name, Child.ref)))


def refs_in_teams(session: Session, team_ids: Collection[str], on: date, but_of: str) -> list[str]:
    """Return the references of the children open to people of these teams, but one, in order."""
    theirs = sql.select(col(Person.id)).where(col(Person.team_id).in_(team_ids))
    query = (
        select(Child.ref)
        .join(Involvement, col(Involvement.child_id) == Child.id)
        .where(open_to(theirs.where(col(Person.id) != but_of), on))
        .distinct()
    )
    return list(session.exec(query.order_by(Child.ref)))


def families(session: Session, refs: Collection[str]) -> dict[str, str]:
    """Return the family of each of these children whose family is known, by reference."""
    if not refs:
        return {}
    query = select(Child.ref, col(Child.family_ref)).where(
        col(Child.ref).in_(refs), col(Child.family_ref).is_not(None)
    )
    return {ref: family for ref, family in session.exec(query) if family}


def workers(
    session: Session, child_ids: Select[str | None] | Collection[str], on: date
) -> defaultdict[str | None, dict[str, str | None]]:
    """Return, by child, the people the child is open to on a day, each with their supervisor.

    A child open to nobody has none.
    """
    return by_child(session.execute(workers_of(child_ids, on)))


def workers_of(child_ids: Select[str | None] | Collection[str], on: Day) -> Any:  # noqa: ANN401 - a select of three columns
    """Return what selects children, the people they are open to on a day and their supervisors."""
    return (
        sql.select(col(Involvement.child_id), col(Person.id), col(Person.supervisor_id))
        .join(Person, col(Person.id) == col(Involvement.person_id))
        .where(col(Involvement.child_id).in_(child_ids), open_on(on))
    )


def by_child(rows: Iterable[Any]) -> defaultdict[str | None, dict[str, str | None]]:
    """Return what `workers_of` found as `workers` does."""
    found: defaultdict[str | None, dict[str, str | None]] = defaultdict(dict)
    for child_id, person_id, supervisor_id in rows:
        found[child_id][person_id] = supervisor_id
    return found


def current_workers(session: Session, child_id: str, on: date) -> list[Person]:
    """Return whom a child is open to on a day: who leads first, then whoever had it longest.

    Somebody who has left stays its worker here until their involvement ends.
    """
    query = (
        select(Person)
        .join(Involvement, col(Involvement.person_id) == Person.id)
        .where(Involvement.child_id == child_id, open_on(on))
        .order_by(
            func.coalesce(col(Involvement.part), InvolvementPart.LEAD) != InvolvementPart.LEAD,
            col(Involvement.started_on),
            col(Involvement.id),
        )
    )
    return list({one.id: one for one in session.exec(query)}.values())


def of_same_family(session: Session, child_ids: Collection[str]) -> set[str]:
    """Return these children and those of their families, by id; unknown families have no other."""
    if not child_ids:
        return set()
    families = select(Child.family_ref).where(
        col(Child.id).in_(child_ids), col(Child.family_ref).is_not(None)
    )
    same = session.exec(select(Child.id).where(col(Child.family_ref).in_(families)))
    return {*child_ids, *same}


def had_another_worker(session: Session, child_id: str, person_id: str) -> bool:
    """Return whether the child was ever open to anybody but this person, co-workers apart."""
    part = func.coalesce(col(Involvement.part), InvolvementPart.LEAD)
    query = select(Involvement.id).where(
        Involvement.child_id == child_id,
        Involvement.person_id != person_id,
        part == InvolvementPart.LEAD,
    )
    return session.exec(query.limit(1)).first() is not None
