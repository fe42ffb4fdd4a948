"""Plausibility checks on days: to come, or of a child who was not born yet or grown up by then."""

from datetime import date, timedelta

from bot.sheets.plan import ParsedRow
from bot.sheets.row_checker import RowChecker

_FAR = timedelta(days=366)
_BEFORE_BIRTH = timedelta(days=300)
_GROWN_UP = 26
"""At this age nobody is a care leaver any more."""
_BORN = "birth_date"
_WRONG = "If it is wrong, correct it and import again."


def ask_about_days_ahead(checker: RowChecker, column: str, today: date | None) -> None:
    """Query days that have not come yet, and refuse those that are more than a year ahead."""
    for entry in checker.kept:
        day = entry.values.get(column)
        if not isinstance(day, date) or today is None or day <= today:
            continue
        if day > today + _FAR:
            why = "This day is more than a year ahead."
            remedy = "Correct the year, or leave it empty where there is no day yet."
            checker.reject(entry, column, why, remedy)
        else:
            why = "This day has not come yet; it counts from then on."
            checker.query(entry, column, why, _WRONG)


def ask_about_births(checker: RowChecker, column: str, today: date | None) -> None:
    """Query dates of birth of nobody who was a child on the day in `column`.

    One that is to come may be the day on which a birth is expected; more than a year ahead it is
    refused.
    """
    for entry in checker.kept:
        born = entry.values.get(_BORN)
        if not isinstance(born, date):
            continue
        if today is not None and born > today + _FAR:
            why = "This child would be born in more than a year."
            checker.reject(entry, _BORN, why, "Correct the year, or leave it empty.")
        elif today is not None and born > today:
            why = "This child would not be born yet."
            checker.query(
                entry, _BORN, why, "If it is the day that is expected, leave it as it is."
            )
        else:
            _ask_about_age(checker, entry, born, column)


def _ask_about_age(checker: RowChecker, entry: ParsedRow, born: date, column: str) -> None:
    on = entry.values.get(column)
    if not isinstance(on, date):
        return
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    age = on.year - born.year - (not had_birthday)
    if age >= _GROWN_UP:
        why = f"On the day in {column} ({on.isoformat()}) they would be {age} years old."
        checker.query(entry, _BORN, why, _WRONG)
    elif born - on > _BEFORE_BIRTH:
        why = f"This is more than nine months after {column} ({on.isoformat()})."
        checker.query(entry, _BORN, why, "Correct one of the two dates and import again.")
