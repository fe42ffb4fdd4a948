"""What contacts and referrals of some months come to by team and by what their file says of them.

Read from the rows themselves, for a figure that moved: nothing of it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, literal, null, select, true
from sqlmodel import Session

from practice.terms import ContactOutcome
from storage.measures.council_team import of_teams, team_of
from storage.measures.counting import one_if
from storage.measures.days import within_a_year_after
from storage.measures.scope import EVERYBODY, Scope
from storage.tables import Contact, Referral, table_of

_contact, _referral = table_of(Contact), table_of(Referral)
_before = _referral.alias("referral_before")
_again = exists().where(
    _before.c.child_ref == _referral.c.child_ref,
    within_a_year_after(_before.c.received_on, _referral.c.received_on),
)
_abuse = _contact.c.domestic_abuse
_COUNTED: Mapping[str, tuple[Table, ColumnElement[bool], ColumnElement[bool]]] = {
    "contacts.recorded": (_contact, true(), true()),
    "contacts.nfa_share": (
        _contact,
        _contact.c.outcome == ContactOutcome.NO_FURTHER_ACTION.value,
        _contact.c.outcome.is_not(None),
    ),
    "contacts.domestic_abuse_share": (_contact, _abuse.is_(True), _abuse.is_not(None)),
    "contacts.triaged_share": (
        _contact,
        _contact.c.triaged.is_(True),
        and_(_abuse.is_(True), _contact.c.triaged.is_not(None)),
    ),
    "referrals.count": (_referral, true(), true()),
    "referrals.repeat_share": (_referral, _again, _referral.c.child_ref.is_not(None)),
}
"""By figure: the file, which of its rows count, and of which."""
BY_CATEGORY = frozenset(_COUNTED)
_COLUMNS = ("source", "reason", "threshold_met")


@dataclass(frozen=True)
class OfCategory:
    """So many rows of a team alike in all that their file says of them, and how many count.

    A column that is empty, or that the file has not, is None in `told`.
    """

    team_id: str
    told: Mapping[str, str | None]
    counted: int
    rows: int


def by_category(session: Session, key: str, scope: Scope) -> list[OfCategory]:
    """Return what the months of `scope` come to; the key must be one of `BY_CATEGORY`."""
    if not scope.begun:
        return []
    found = session.connection().execute(_grouped(key), scope.values)
    return [
        OfCategory(team, dict(zip(_COLUMNS, told, strict=True)), int(counted), rows)
        for team, *told, counted, rows in found
    ]


@cache
def _grouped(key: str) -> Select[Any]:
    table, counts, among = _COUNTED[key]
    months, day, team = EVERYBODY.calendar, table.c.received_on, team_of(table)
    told = [table.c[name] if name in table.c else null().label(name) for name in _COLUMNS]
    row = (
        select(team.label("team_id"), *told, one_if(counts).label("weight"))
        .join(months, day.between(months.c.first, months.c.last))
        .where(of_teams(EVERYBODY, table, day), among)
        .subquery("row")
    )
    by = [row.c.team_id, *(row.c[name] for name in _COLUMNS)]
    return select(*by, func.sum(row.c.weight), func.count(literal(1))).group_by(*by)
