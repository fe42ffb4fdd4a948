"""Days as people write them, and reading one that was typed: what is in doubt is asked about."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError, quoted
from prompts.written_days import MayBe, days_named

DATED_BACK_AT_MOST = 31
"""By how many days a meeting or a reflection may be dated back."""
_YEARS_AHEAD, _YEARS_BACK = 5, 25
_A_YEAR = 366
_LEAP_DAY = (2, 29)


class Sense(Enum):
    """Where a day that is asked for lies: anywhere, ahead ("by when"), or behind ("held on")."""

    ANY = "any"
    AHEAD = "ahead"
    BEHIND = "behind"


def day_words(day: date) -> str:
    """Return the day as people write it: "3 December 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def full_day_words(day: date) -> str:
    """Return the day with its weekday, as it is read back: "Thursday 3 December 2026"."""
    return f"{day:%A} {day_words(day)}"


def read_date(text: str, today: date, sense: Sense = Sense.ANY) -> date:
    """Return the day that `text` names, seen from `today`. Day comes before month, as in England.

    Raises UnclearError where it names none, or one in a year that makes no sense, and DoubtError
    where it may name several, or names one in the past where one ahead is asked for.
    """
    try:
        may_be = days_named(text, today, is_behind=sense is Sense.BEHIND)
    except OverflowError as fault:
        raise UnclearError(text) from fault
    days = [day for day in may_be.days if _makes_sense(day, today, sense)]
    if not days:
        raise UnclearError(text, _refusal(may_be.days[0], today, sense))
    if may_be.doubt or len(days) > 1:
        raise _doubt(text, may_be, days)
    if sense is Sense.AHEAD and days[0] < today:
        raise _passed(text, days[0], today, has_month=may_be.has_month)
    return days[0]


def names_a_day(text: str, today: date, sense: Sense = Sense.ANY) -> bool:
    """Say whether `text` names a day, also one that is not taken, or may be one of several."""
    try:
        read_date(text, today, sense)
    except DoubtError:
        return True
    except UnclearError as fault:
        return bool(fault.why)
    return True


def _makes_sense(day: date, today: date, sense: Sense) -> bool:
    if sense is Sense.BEHIND:
        return timedelta() <= today - day <= timedelta(DATED_BACK_AT_MOST)
    back = timedelta(_A_YEAR * (1 if sense is Sense.AHEAD else _YEARS_BACK))
    return today - back <= day <= today + timedelta(_A_YEAR * _YEARS_AHEAD)


def _refusal(day: date, today: date, sense: Sense) -> str:
    if sense is not Sense.BEHIND:
        return phrase("days.year", day=full_day_words(day))
    if day > today:
        return phrase("days.not_yet", day=full_day_words(day))
    return phrase("days.too_long_ago", day=full_day_words(day), most=DATED_BACK_AT_MOST)


def _doubt(text: str, may_be: MayBe, days: Iterable[date]) -> DoubtError:
    if may_be.weekday is not None:
        named, fits = may_be.days[0], may_be.weekday
        words = {"day": day_words(named), "is_a": f"{named:%A}", "not_a": f"{fits:%A}"}
        why = phrase("days.weekday", **words)
    else:
        why = phrase("days.which", typed=quoted(text))
    return DoubtError(text, why, [day.isoformat() for day in sorted(days)])


def _passed(text: str, day: date, today: date, *, has_month: bool) -> DoubtError:
    """Return what asks about a past day: of a date, the same one of the next year may be meant."""
    days = [day]
    if has_month and (day.month, day.day) != _LEAP_DAY:
        days += [next_year] if (next_year := day.replace(year=day.year + 1)) >= today else []
    why = phrase("days.passed", day=full_day_words(day))
    return DoubtError(text, why, [one.isoformat() for one in days])
