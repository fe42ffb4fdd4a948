"""Contacts and referrals of the front door, by team and month, and what is set aside of them.

A contact without a team is the whole council's: of the one team that stands above all others. What
references prove, and people confirmed, is set aside as practice.true_contacts does; names change no
count here.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
)

from practice.terms import ChildStatus, ContactOutcome
from practice.true_contacts import SetAside
from storage.letters import lowered
from storage.measures.answered import apart, confirmed, said_open, said_repeated
from storage.measures.council_team import of_teams, team_of
from storage.measures.counting import one_if
from storage.measures.days import within_a_year_after
from storage.measures.scope import Asked
from storage.tables import Child, Contact, Involvement, Referral, table_of

_contact, _referral = table_of(Contact), table_of(Referral)
_child, _involvement = table_of(Child), table_of(Involvement)


def received(asked: Asked) -> CTE:
    """Return the contacts received in a month: its columns, and as what each is set aside."""
    return asked.once("received", lambda: _received(asked))


def _received(asked: Asked) -> CTE:
    said = confirmed(asked)
    child_ref = func.coalesce(_contact.c.child_ref, said.c.child_ref)
    aside = case(
        (on_open_case(asked, _contact, child_ref), SetAside.ON_OPEN_CASE.value),
        (or_(_is_duplicate(asked), said_repeated(asked)), SetAside.DUPLICATE.value),
        else_=null(),
    )
    rows = _in_months(asked, _contact, aside.label("aside"))
    return rows.outerjoin(said, said.c.id == _contact.c.id).cte("received")


def _in_months(asked: Asked, table: Table, *more: ColumnElement[Any]) -> Select[Any]:
    months, day, team = asked.calendar, table.c.received_on, team_of(table)
    columns = [column for column in table.c if column.name != "team_id"]
    return (
        select(months.c.month, team.label("team_id"), *columns, *more)
        .join(months, day.between(months.c.first, months.c.last))
        .where(of_teams(asked, table, day))
    )


def on_open_case(
    asked: Asked,
    contact: Any,  # noqa: ANN401 - the table, or an alias
    child_ref: ColumnElement[str | None],
) -> ColumnElement[bool]:
    """Return the condition that a contact is a call on a case that was open before that day.

    By its child's reference, told or confirmed; without one, as whoever took the call wrote down;
    with one that no open case bears out, as somebody confirmed.
    """
    day, named = contact.c.received_on, _child.c.ref == child_ref
    worked = exists().where(
        named,
        _involvement.c.child_id == _child.c.id,
        _involvement.c.started_on < day,
        or_(_involvement.c.ended_on.is_(None), _involvement.c.ended_on >= day),
    )
    # Of a closed case without a day of closing nobody knows until when it was open.
    not_ended = and_(_child.c.closed_on.is_(None), _child.c.status != ChildStatus.CLOSED)
    open_then = exists().where(
        named, _child.c.opened_on < day, or_(not_ended, _child.c.closed_on >= day)
    )
    written = contact.c.outcome == ContactOutcome.ALREADY_OPEN.value
    believed = and_(written, or_(child_ref.is_(None), said_open(asked, contact)))
    return or_(worked, open_then, func.coalesce(believed, False))


def _is_duplicate(asked: Asked) -> ColumnElement[bool]:
    first = _contact.alias("first_of_day")
    return exists().where(
        first.c.child_ref == _contact.c.child_ref,
        first.c.received_on == _contact.c.received_on,
        lowered(first.c.reason) == lowered(_contact.c.reason),
        first.c.reason != "",
        first.c.ref < _contact.c.ref,
        ~apart(asked, first.c.id, _contact.c.id),
    )


def _of_rows(
    rows: CTE,
    counts: ColumnElement[bool],
    among: ColumnElement[bool],
    state: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """Select the candidates of a measure of these rows, each a unit of its own."""
    nobody, day = literal(None, String), rows.c.received_on
    named = select(_child.c.id).where(_child.c.ref == rows.c.child_ref).scalar_subquery()
    return select(
        rows.c.month,
        rows.c.team_id,
        rows.c.id.label("unit_id"),
        one_if(counts).label("weight"),
        (nobody if state is None else state).label("state"),
        nobody.label("record_id"),
        named.label("child_id"),
        nobody.label("person_id"),
        day.label("held_on"),
        day.label("since"),
    ).where(among)


def recorded(asked: Asked) -> Select[Any]:
    """Select every contact; the state is as what it is set aside."""
    rows = received(asked)
    return _of_rows(rows, true(), true(), rows.c.aside)


def no_further_action(asked: Asked) -> Select[Any]:
    """Select contacts with an outcome; those that ended without further action count."""
    rows = received(asked)
    ended = rows.c.outcome == ContactOutcome.NO_FURTHER_ACTION.value
    return _of_rows(rows, ended, rows.c.outcome.is_not(None), rows.c.outcome)


def domestic_abuse(asked: Asked) -> Select[Any]:
    """Select contacts of which it is told whether they are about domestic abuse; a yes counts."""
    rows = received(asked)
    return _of_rows(rows, rows.c.domestic_abuse.is_(True), rows.c.domestic_abuse.is_not(None))


def triaged(asked: Asked) -> Select[Any]:
    """Select notifications of domestic abuse of which it is told whether they were triaged."""
    rows = received(asked)
    told = and_(rows.c.domestic_abuse.is_(True), rows.c.triaged.is_not(None))
    return _of_rows(rows, rows.c.triaged.is_(True), told)


def repeated(asked: Asked) -> Select[Any]:
    """Select true contacts about a known child; those that had one in the 12 months before count.

    The earlier one was on an earlier day, with any team, and no call on an open case.
    """
    rows, before = received(asked), _contact.alias("contact_before")
    again = exists().where(
        before.c.child_ref == rows.c.child_ref,
        within_a_year_after(before.c.received_on, rows.c.received_on),
        ~on_open_case(asked, before, before.c.child_ref),
    )
    return _of_rows(rows, again, and_(rows.c.child_ref.is_not(None), rows.c.aside.is_(None)))


def referred(asked: Asked) -> CTE:
    """Return the referrals received in a month."""
    return asked.once("referred", lambda: _in_months(asked, _referral).cte("referred"))


def referrals(asked: Asked) -> Select[Any]:
    """Select every referral; all count."""
    return _of_rows(referred(asked), true(), true())


def referred_again(asked: Asked) -> Select[Any]:
    """Select referrals of a known child; those with one in the 12 months before count."""
    rows, before = referred(asked), _referral.alias("referral_before")
    again = exists().where(
        before.c.child_ref == rows.c.child_ref,
        within_a_year_after(before.c.received_on, rows.c.received_on),
    )
    return _of_rows(rows, again, rows.c.child_ref.is_not(None))
