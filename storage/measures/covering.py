"""Of which months the council has rows of its own files, whatever team they belong to."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, func, select
from sqlmodel import Session, SQLModel

from practice.calendar import Month
from storage.measures.scope import Scope
from storage.tables import (
    Assessment,
    Conference,
    Contact,
    Establishment,
    Involvement,
    Person,
    Referral,
    Section47,
    table_of,
)

_DAYS: dict[str, tuple[type[SQLModel], str]] = {
    "contacts": (Contact, "received_on"),
    "referrals": (Referral, "received_on"),
    "assessments": (Assessment, "authorised_on"),
    "section47": (Section47, "started_on"),
    "conferences": (Conference, "held_on"),
    "establishment": (Establishment, "from_month"),
}
FILES = tuple(_DAYS)
CASEWORK_FILES = FILES[:-1]
"""Those that have rows of a month; the establishment holds until its next row."""


def day_of(file: str) -> tuple[Any, Any]:
    """Return the column with the day of a file's rows, and all of its table's columns."""
    model, name = _DAYS[file]
    columns = table_of(model).c
    return columns[name], columns


def covered(session: Session, file: str, scope: Scope) -> Mapping[Month, date]:
    """Return the begun months of `scope` in which a file of the council has a row by its moment.

    Each with the day of the newest row.
    """
    return newest_days(session, file, scope.begun, scope.today)


def newest_days(
    session: Session, file: str, months: Sequence[Month], until: date
) -> Mapping[Month, date]:
    """Return the months in which a file of the council has a row by a day, with the newest's."""
    found = _newest(session, file, [(month.first, min(month.last, until)) for month in months])
    return {month: day for month, day in zip(months, found, strict=True) if day is not None}


def oldest_days(
    session: Session, file: str, months: Sequence[Month], until: date
) -> Mapping[Month, date]:
    """Return the months in which a file of the council has a row by a day, with the oldest's."""
    between = [(month.first, min(month.last, until)) for month in months]
    found = _of_ranges(session, _rows_between(file, len(between), "min"), between)
    return {month: day for month, day in zip(months, found, strict=True) if day is not None}


def days_of(session: Session, file: str, month: Month) -> list[date]:
    """Return the days of a month of which a file of the council has a row."""
    day, _ = day_of(file)
    asked = select(day).where(day.between(month.first, month.last)).distinct()
    return list(session.connection().scalars(asked))


def latest(session: Session, file: str, scope: Scope) -> date | None:
    """Return the day of a file's newest row by the moment of `scope`; None without any."""
    model, name = _DAYS[file]
    day = table_of(model).c[name]
    newest = select(func.max(day)).where(day <= scope.today)
    found: date | None = session.connection().scalar(newest)
    return found


def earliest(session: Session, files: Sequence[str] = CASEWORK_FILES) -> date | None:
    """Return the day of the oldest row of these files; None without any."""
    days = (day_of(file)[0] for file in files)
    found = (session.connection().scalar(select(func.min(day))) for day in days)
    return min((day for day in found if day is not None), default=None)


_TELLS_SINCE: dict[str, tuple[type[SQLModel], str]] = {
    "contacts": (Contact, "received_on"),
    "referrals": (Referral, "received_on"),
    "involvements": (Involvement, "ended_on"),
    "people": (Person, "left_on"),
}


def tells_since(session: Session, file: str, first: date) -> date | None:
    """Return the day of the oldest event that a file tells of; None without any.

    Of a file that goes back to `first` it is a day up to that: no more is asked. What people and
    involvements tell of is that somebody left, and that somebody's time with a child ended.
    """
    found: date | None = session.connection().scalar(_day_since(file), {"first": first})
    return found


@cache
def _day_since(file: str) -> Select[Any]:
    """Return the statement: files that go back far have such a row soon, others have few days."""
    model, name = _TELLS_SINCE[file]
    day = table_of(model).c[name]
    old = select(day).where(day <= bindparam("first", type_=Date)).limit(1).scalar_subquery()
    oldest = select(func.min(day)).scalar_subquery()
    return select(func.coalesce(old, oldest))


def imported(session: Session, files: Sequence[str] = FILES) -> frozenset[str]:
    """Return those of the files of which there is any row."""
    always = [(date(1900, 1, 1), date(9999, 1, 1))]
    return frozenset(file for file in files if any(_newest(session, file, always)))


def _newest(
    session: Session, file: str, ranges: Sequence[tuple[date, date]]
) -> Sequence[date | None]:
    """Return, for each first and last day, the day of a file's newest row between them."""
    return _of_ranges(session, _rows_between(file, len(ranges), "max"), ranges)


def _of_ranges(
    session: Session, asked: Select[Any], ranges: Sequence[tuple[date, date]]
) -> Sequence[date | None]:
    if not ranges:
        return ()
    ends = {f"first_{n}": first for n, (first, _) in enumerate(ranges)}
    ends |= {f"last_{n}": last for n, (_, last) in enumerate(ranges)}
    return session.connection().execute(asked, ends).one()


def holds(session: Session, file: str, column: str, first: date, last: date) -> bool:
    """Say whether any row of a file, between two days, has anything in a column."""
    model, name = _DAYS[file]
    row = table_of(model).c
    asked = select(row[name]).where(row[name].between(first, last), row[column].is_not(None))
    return session.connection().execute(asked.limit(1)).first() is not None


@cache
def _rows_between(file: str, ranges: int, which: str) -> Select[Any]:
    day, _ = day_of(file)
    between = (
        day.between(bindparam(f"first_{n}", type_=Date), bindparam(f"last_{n}", type_=Date))
        for n in range(ranges)
    )
    return select(
        *(select(getattr(func, which)(day)).where(one).scalar_subquery() for one in between)
    )
