"""What of the council's data is missing, late or contradictory, in counts: no row is opened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    extract,
    func,
    or_,
    select,
    union_all,
)
from sqlmodel import Session, col

from practice.access import Role
from practice.calendar import Month
from practice.terms import ChildStatus, InvolvementPart
from storage.measures.covering import day_of
from storage.measures.followed import that_follow_none
from storage.tables import (
    Assessment,
    Child,
    ChildPlan,
    Conference,
    Contact,
    ImportBatch,
    ImportUndoing,
    Involvement,
    Person,
    Referral,
    Section47,
    Team,
    table_of,
)

_child, _involvement, _person = table_of(Child), table_of(Involvement), table_of(Person)
_referral, _assessment = table_of(Referral), table_of(Assessment)
_enquiry, _conference, _plan = table_of(Section47), table_of(Conference), table_of(ChildPlan)
_batch = table_of(ImportBatch)
_MONTHS = 12


@dataclass(frozen=True)
class Filled:
    """How many rows a file has of a month, and in how many of them each column is filled in."""

    rows: int
    columns: Mapping[str, int]


def filled(
    session: Session, file: str, columns: Sequence[str], first: date, last: date
) -> dict[Month, Filled]:
    """Return, by month, what a file has between two days; months without a row are left out."""
    day, row = day_of(file)
    month = extract("year", day) * _MONTHS + extract("month", day) - 1
    asked = (
        select(month, func.count(), *(func.count(row[name]) for name in columns))
        .where(day.between(first, last))
        .group_by(month)
    )
    return {
        Month(*_year_and_month(int(number))): Filled(n, dict(zip(columns, of, strict=True)))
        for number, n, *of in session.connection().execute(asked)
    }


def words(
    session: Session, file: str, column: str, between: tuple[date, date]
) -> list[tuple[str, Month, int]]:
    """Return how often each word stands in a column of a file's months between two days.

    The database counts by day, in which order an index has the rows: a month is no column.
    """
    day, row = day_of(file)
    asked = (
        select(row[column], day, func.count())
        .where(day.between(*between), row[column].is_not(None))
        .group_by(day, row[column])
    )
    found: Counter[tuple[str, Month]] = Counter()
    for word, on, n in session.connection().execute(asked):
        found[word, Month.of(on)] += n
    return [(word, month, n) for (word, month), n in found.items()]


def pairs(
    session: Session, file: str, columns: tuple[str, str], between: tuple[date, date]
) -> list[tuple[str, str | None]]:
    """Return which words stand beside one another in two columns of a file between two days."""
    day, row = day_of(file)
    one, other = (row[name] for name in columns)
    asked = select(one, other).where(day.between(*between), one.is_not(None)).distinct()
    return [(word, beside) for word, beside in session.connection().execute(asked)]


def _year_and_month(number: int) -> tuple[int, int]:
    year, month = divmod(number, _MONTHS)
    return year, month + 1


@dataclass(frozen=True)
class LastImport:
    """When a kind of file was imported last, and how many rows that changed."""

    at: datetime
    added: int
    changed: int


def last_imports(session: Session) -> dict[str, LastImport]:
    """Return the last import of each kind that stands."""
    undone = select(col(ImportUndoing.batch_id))
    batches = session.scalars(
        select(ImportBatch)
        .where(col(ImportBatch.id).not_in(undone))
        .order_by(col(ImportBatch.number))
    )
    return {one.kind: LastImport(one.imported_at, one.added, one.changed) for one in batches}


def first_imports(session: Session) -> dict[str, datetime]:
    """Return when each kind of file came first, whatever became of it."""
    asked = select(_batch.c.kind, func.min(_batch.c.imported_at)).group_by(_batch.c.kind)
    return {str(kind): at for kind, at in session.connection().execute(asked)}


@dataclass(frozen=True)
class Days:
    """By when something should have been known: days that lie as long ago as it may take."""

    today: date
    decided: date
    enquired: date
    assessed: date


def counts(session: Session, days: Days) -> dict[str, int]:
    """Return how many rows each check finds, by its name (reports/templates/quality.toml)."""
    given = vars(days)
    found = {
        name: int(session.connection().scalar(check, given) or 0) for name, check in _CHECKS.items()
    }
    return {**found, "conferences.no_enquiry": that_follow_none(session)}


def _many(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(table).where(*conditions)


def _leads(row: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the table, or an alias
    return or_(row.c.part.is_(None), row.c.part == InvolvementPart.LEAD.value)


def _day(name: str) -> ColumnElement[date]:
    return bindparam(name, type_=Date)


_runs = and_(_involvement.c.child_id == _child.c.id, _involvement.c.ended_on.is_(None))
_is_not_closed = _child.c.status != ChildStatus.CLOSED.value
_is_open = and_(_is_not_closed, _child.c.closed_on.is_(None))
_two_leads = (
    select(_involvement.c.child_id)
    .where(_involvement.c.ended_on.is_(None), _leads(_involvement))
    .group_by(_involvement.c.child_id)
    .having(func.count(_involvement.c.person_id.distinct()) > 1)
    .subquery("two_leads")
)
_named = union_all(
    *(select(of.c.child_ref) for of in (_assessment, _enquiry, _conference, _plan))
).subquery("named")
_known_child = exists().where(_child.c.ref == _named.c.child_ref)
_here = or_(_person.c.left_on.is_(None), _person.c.left_on > _day("today"))
_left = _person.c.left_on <= _day("today")
_their_cases = exists().where(
    _involvement.c.person_id == _person.c.id, _involvement.c.ended_on.is_(None)
)
_begun_later = exists().where(
    _enquiry.c.ref == _conference.c.enquiry_ref, _enquiry.c.started_on > _conference.c.held_on
)

_tops = select(func.count()).where(table_of(Team).c.parent_id.is_(None)).scalar_subquery()
_several_tops = _tops > 1
_nowhere = {
    f"{file}.nowhere": _many(table, table.c.team_id.is_(None), _several_tops)
    for file, table in (
        ("contacts", table_of(Contact)),
        ("referrals", _referral),
        ("assessments", _assessment),
        ("section47", _enquiry),
    )
}

_CHECKS: Mapping[str, Select[Any]] = {
    **_nowhere,
    "referrals.end_first": _many(_referral, _referral.c.decided_on < _referral.c.received_on),
    "referrals.undecided": _many(
        _referral, _referral.c.decided_on.is_(None), _referral.c.received_on < _day("decided")
    ),
    "assessments.end_first": _many(
        _assessment, _assessment.c.authorised_on < _assessment.c.started_on
    ),
    "assessments.seen_outside": _many(
        _assessment,
        or_(
            _assessment.c.child_seen_on < _assessment.c.started_on,
            _assessment.c.child_seen_on > _assessment.c.authorised_on,
        ),
    ),
    "assessments.unauthorised": _many(
        _assessment,
        _assessment.c.authorised_on.is_(None),
        _assessment.c.started_on < _day("assessed"),
    ),
    "section47.end_first": _many(_enquiry, _enquiry.c.completed_on < _enquiry.c.started_on),
    "section47.undecided": _many(
        _enquiry,
        or_(_enquiry.c.completed_on.is_(None), _enquiry.c.outcome.is_(None)),
        _enquiry.c.started_on < _day("enquired"),
    ),
    "conferences.before_enquiry": _many(_conference, _begun_later),
    "plans.end_first": _many(_plan, _plan.c.ended_on < _plan.c.started_on),
    "involvements.end_first": _many(
        _involvement, _involvement.c.ended_on < _involvement.c.started_on
    ),
    "involvements.two_leads": select(func.count()).select_from(_two_leads),
    "involvements.left_behind": _many(_person, _left, _their_cases),
    "children.end_first": _many(_child, _child.c.closed_on < _child.c.opened_on),
    "children.nobody": _many(_child, _is_open, ~exists().where(_runs)),
    "children.closed_and_worked": _many(
        _child, _child.c.status == ChildStatus.CLOSED.value, exists().where(_runs)
    ),
    "children.closed_on_no_day": _many(_child, ~_is_not_closed, _child.c.closed_on.is_(None)),
    "children.open_past_its_end": _many(
        _child, _is_not_closed, _child.c.closed_on <= _day("today")
    ),
    "children.not_here": select(func.count(_named.c.child_ref.distinct())).where(~_known_child),
    "people.unsupervised": _many(
        _person, _person.c.role == Role.PRACTITIONER.value, _person.c.supervisor_id.is_(None), _here
    ),
}
