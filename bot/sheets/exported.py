"""Cells as case systems export them: days in several forms, and codes before words."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.sheets.cells import words, yes_no
from bot.sheets.days import day
from practice.enquiry_outcomes import said_unnecessary

_SERIAL = re.compile(r"([1-9][0-9]{4})(?:\.[0-9]+)?")
_FIRST_SERIAL = date(1899, 12, 30)
_LETTERED = re.compile(r"[A-Za-z0-9]{1,2}[).]\s+")


def exported_day(cell: str, read_day: Callable[[str], date] = day) -> date:
    """Return a day: as `read_day` does, or of the number by which a spreadsheet holds it."""
    serial = _SERIAL.fullmatch(cell)
    if serial:
        return read_day((_FIRST_SERIAL + timedelta(days=int(serial[1]))).isoformat())
    return read_day(cell)


def conference_day(cell: str, read_day: Callable[[str], date] = day) -> date | bool:
    """Return the day of a conference as `exported_day` does, or False of one that was unnecessary.

    Some systems write there, where a day could stand, that it was deemed so.
    """
    return False if said_unnecessary(cell) else exported_day(cell, read_day)


def without_code(cell: str) -> str:
    """Return `cell` without what a list of codes puts before a word: "b) Female" is Female."""
    return _LETTERED.sub("", cell, count=1)


def coded_words(cell: str) -> str:
    """Return a short text without the code before it."""
    return words(without_code(cell))


def coded_yes_no(cell: str) -> bool:
    """Return whether a cell says yes: "Yes", "a) Yes", "Y"."""
    return yes_no(without_code(cell))


def coded_unnecessary(cell: str) -> bool:
    """Return whether a cell says that a conference was unnecessary: "Yes", or in such words."""
    said = said_unnecessary(cell)
    return coded_yes_no(cell) if said is None else said
