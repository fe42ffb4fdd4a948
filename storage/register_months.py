"""What a register holds of the days that a file is about, and where it came from.

Annex A has no references of its own, so its rows are known by one that was made of their list,
their child and their day. By that they are told from rows of a file of one kind.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, extract, or_, select
from sqlmodel import Session

from storage.registers import Register
from storage.tables import table_of

_MADE = re.compile(r"A[0-9](?: ICPC)?/.+/[0-9]{4}-[0-9]{2}-[0-9]{2}(?:/[0-9]+)?")
_DAY = "____-__-__"
_MADE_LIKE = tuple(f"A_{of}/%/{_DAY}{nth}" for of in ("", " ICPC") for nth in ("", "/%"))


def is_made(ref: str) -> bool:
    """Say whether a reference was made of a list of Annex A, a child and a day."""
    return _MADE.fullmatch(ref) is not None


def months_from(
    session: Session, register: Register, days: Iterable[date], *, annex_a: bool
) -> set[date]:
    """Return the months of these days, by their first, in which a register has rows of a source.

    The source is an Annex A workbook, or else files of the register's own kind.
    """
    wanted = {day.replace(day=1) for day in days}
    if not wanted:
        return set()
    row = table_of(register.model).c
    day = row[register.day]
    month = (extract("year", day), extract("month", day))
    query = select(*month).where(day >= min(wanted), _is_of(row.ref, annex_a=annex_a)).distinct()
    found = {date(int(one), int(two), 1) for one, two in session.connection().execute(query)}
    return found & wanted


def refs_between(session: Session, register: Register, first: date, last: date) -> set[str]:
    """Return the references of the rows of a register whose day lies between two."""
    row = table_of(register.model).c
    query = select(row.ref).where(row[register.day].between(first, last))
    return set(session.connection().execute(query).scalars())


def _is_of(ref: ColumnElement[Any], *, annex_a: bool) -> ColumnElement[bool]:
    made = or_(*(ref.like(pattern) for pattern in _MADE_LIKE))
    return made if annex_a else ~made
