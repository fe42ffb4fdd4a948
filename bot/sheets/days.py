"""Days and months as files write them: each function returns one, or says why it cannot."""

import re
from collections.abc import Callable
from datetime import date

from bot.sheets.errors import CellError

EARLIEST, LATEST = 1900, 2100
MONTHS, LAST_DAY = 12, 31
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?)?"
ISO = re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}}){_TIME}")
_BETWEEN, _AGAIN = "(?P<mark>[/.])", "(?P=mark)"
_DAY_FIRST = re.compile(
    rf"(?P<d>[0-9]{{1,2}}){_BETWEEN}(?P<m>[0-9]{{1,2}}){_AGAIN}(?P<y>[0-9]{{4}}){_TIME}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<m>[0-9]{{1,2}}){_BETWEEN}(?P<d>[0-9]{{1,2}}){_AGAIN}(?P<y>[0-9]{{4}}){_TIME}"
)
_NAMED = re.compile(
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ /-](?P<name>[A-Za-z]{{3,9}})[ /-]"
    rf"(?P<y>[0-9]{{4}}){_TIME}"
)
# As a database writes a moment by itself: Sep 1 2026 12:00AM.
_NAMED_FIRST = re.compile(
    rf"(?P<name>[A-Za-z]{{3,9}}) (?P<d>[0-9]{{1,2}}),? (?P<y>[0-9]{{4}}){_TIME}"
)
_SHORT_YEAR = re.compile(
    rf"[0-9]{{1,2}}([/. -])(?:[0-9]{{1,2}}|[A-Za-z]{{3,9}})\1[0-9]{{2}}{_TIME}"
)
_NAMED_MONTH = re.compile("[A-Za-z]{3,9}[ -][0-9]{4}")
_YEAR_AND_MONTH = re.compile(r"[0-9]{4}-[0-9]{1,2}")
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_NO_DAY = (date(1, 1, 1), date(1899, 12, 30), date(1900, 1, 1), date(9999, 12, 31))
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_NUMBER_OF_MONTH = {
    form: number
    for number, name in enumerate(_MONTH_NAMES, 1)
    for form in (name, name[:3], *(["sept"] if name == "september" else []))
}
_DATE_REMEDY = "Write it like 2026-10-03 or 3/10/2026."


def day(cell: str) -> date:
    """Return a date: ISO, with the month's name, or day/month/year with the year in full.

    A time beside it is left out.
    """
    return _day(cell, _DAY_FIRST, f"{_DATE_REMEDY} The day comes first.")


def day_month_first(cell: str) -> date:
    """Return a date as `day` does, but month/day/year, in a file that is known to write it so."""
    return _day(cell, _MONTH_FIRST, f"{_DATE_REMEDY} The month comes first in this file.")


def has_month_first(cell: str) -> bool:
    """Say whether `cell` is a day only if its month comes first, as 10/25/2026 is."""
    found = _MONTH_FIRST.fullmatch(cell)
    return found is not None and 1 <= int(found["m"]) <= MONTHS < int(found["d"]) <= LAST_DAY


def reads_two_ways(cell: str) -> bool:
    """Say whether `cell` is two different days, by whether its day or its month comes first."""
    found = _MONTH_FIRST.fullmatch(cell)
    if found is None or not EARLIEST <= int(found["y"]) <= LATEST:
        return False
    return could_be_turned(int(found["m"]), int(found["d"]))


def could_be_turned(month: int, day_of_month: int) -> bool:
    """Say whether both could be a month, so that one may stand for the other."""
    return 1 <= month <= MONTHS and 1 <= day_of_month <= MONTHS and month != day_of_month


def month(cell: str, read_day: Callable[[str], date] = day) -> date:
    """Return the first day of a month: 2026-10, October 2026, or a date as `read_day` reads it."""
    if _YEAR_AND_MONTH.fullmatch(cell):
        return read_day(f"{cell}-01")
    return read_day(f"1 {cell}" if _NAMED_MONTH.fullmatch(cell) else cell).replace(day=1)


def _day(cell: str, numbered: re.Pattern[str], remedy: str) -> date:
    cell = _with_number_of_month(cell)
    found = ISO.fullmatch(cell) or numbered.fullmatch(cell)
    if _SERIAL.fullmatch(cell):
        raise CellError(
            "This is the number by which a spreadsheet holds a day.",
            "Format the column as dates, or write it like 2026-10-03.",
        )
    if _SHORT_YEAR.fullmatch(cell):
        raise CellError("The year of this date has two digits.", _DATE_REMEDY)
    if not found:
        raise CellError("This is not a date I can read.", _DATE_REMEDY)
    try:
        value = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as fault:
        raise CellError("There is no such day.", remedy) from fault
    if value in _NO_DAY:
        raise CellError("A program writes this day for none.", "If so, leave it empty.")
    if not EARLIEST <= value.year <= LATEST:
        why = f"The year is not between {EARLIEST} and {LATEST}."
        raise CellError(why, "Correct it; where there is no day, leave it empty.")
    return value


def _with_number_of_month(cell: str) -> str:
    """Return the ISO form of a day whose month has its name, short or in full; others as is."""
    found = _NAMED.fullmatch(cell) or _NAMED_FIRST.fullmatch(cell)
    number = found and _NUMBER_OF_MONTH.get(found["name"].casefold())
    return f"{found['y']}-{number}-{found['d']}" if found and number else cell
