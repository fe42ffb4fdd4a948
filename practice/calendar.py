"""Working days, office hours and months, as England counts them.

Rules count in London; moments are aware UTC going in and coming out.
"""

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import holidays
from typing_extensions import override

from practice.errors import BeyondCalendarError, PracticeError

LONDON = ZoneInfo("Europe/London")
OFFICE_OPENS = time(8)
OFFICE_CLOSES = time(18)

_FIRST_WEEKEND_DAY = 5
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; months sort by time and are written 2026-10."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (date.min.year <= self.year <= date.max.year and 1 <= self.month <= _MONTHS_IN_YEAR):
            raise PracticeError(f"There is no month {self.year}-{self.month}.")

    @override
    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written as 2026-10; raise PracticeError for any other writing.

        Raises BeyondCalendarError for a year the holidays library does not cover.
        """
        year, dash, month = text.strip().partition("-")
        if not (dash and _is_number(year, 4) and _is_number(month, 2)):
            raise PracticeError(f"{text!r} is not a month. Write it like 2026-10.")
        if int(year) not in _years_covered():
            raise _beyond_calendar(int(year))
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def last_whole(cls, today: date) -> "Month":
        """Return the last month that is over on `today`."""
        return cls.of(today).previous()

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def previous(self) -> "Month":
        """Return the month before."""
        if self.month == 1:
            return Month(self.year - 1, _MONTHS_IN_YEAR)
        return Month(self.year, self.month - 1)

    def next(self) -> "Month":
        """Return the month after."""
        if self.month == _MONTHS_IN_YEAR:
            return Month(self.year + 1, 1)
        return Month(self.year, self.month + 1)


def is_working_day(day: date) -> bool:
    """Say whether `day` is neither a weekend nor a bank or substitute holiday in England.

    Raises BeyondCalendarError for a year the holidays library does not cover.
    """
    return day.weekday() < _FIRST_WEEKEND_DAY and day not in _bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """Return the day that is `days` working days after `start`, in England.

    Day zero is `start` itself, whether or not it is a working day: 0 gives `start`, 1 the
    next working day after it. Raises PracticeError for a negative count and
    BeyondCalendarError for an answer beyond what the holidays library covers.
    """
    if days < 0:
        raise PracticeError("Working days are counted forwards: give 0 or more.")
    day = start
    for _ in range(days):
        day = _working_day_from(day + timedelta(days=1))
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days there are after `start`, to the end of `end`.

    As add_working_days counts: day zero is `start`. Raises PracticeError where `end` is the earlier
    and BeyondCalendarError for a year the holidays library does not cover.
    """
    if end < start:
        raise PracticeError("Working days are counted forwards: the end is before the start.")
    years = range(start.year, end.year + 1)
    until_end = sum(len(_working_days(year)) for year in years[:-1])
    return until_end + _working_days_to(end) - _working_days_to(start)


def working_days_before(end: date, days: int) -> date:
    """Return the day that is `days` working days before `end`; as add_working_days, backwards."""
    if days < 0:
        raise PracticeError("Working days are counted: give 0 or more.")
    day = end
    for _ in range(days):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day


def last_working_day_of_month(day: date) -> date:
    """Return the last working day of the month that `day` lies in."""
    last = Month.of(day).last
    while not is_working_day(last):
        last -= timedelta(days=1)
    return last


def london(moment: datetime) -> datetime:
    """Return `moment` as London's clocks show it; raise PracticeError if it has no zone."""
    if moment.tzinfo is None:
        raise PracticeError("A moment needs its time zone; stored moments are UTC.")
    return moment.astimezone(LONDON)


def london_day(moment: datetime) -> date:
    """Return the day it is in London at `moment`."""
    return london(moment).date()


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def first_working_day_of_month(day: date) -> date:
    """Return the first working day of the month that `day` lies in."""
    return _working_day_from(Month.of(day).first)


def in_office_hours(moment: datetime) -> bool:
    """Say whether `moment` lies from 8:00 up to but not at 18:00 in London, on a working day."""
    local = london(moment)
    return OFFICE_OPENS <= local.time() < OFFICE_CLOSES and is_working_day(local.date())


def next_working_moment(moment: datetime) -> datetime:
    """Return the first moment, from `moment` on, that lies in office hours; aware UTC."""
    if in_office_hours(moment):
        return moment.astimezone(UTC)
    local = london(moment)
    today_opens_later = local.time() < OFFICE_OPENS
    day = local.date() if today_opens_later else local.date() + timedelta(days=1)
    return datetime.combine(_working_day_from(day), OFFICE_OPENS, LONDON).astimezone(UTC)


def add_working_hours(start: datetime, hours: int) -> datetime:
    """Return the moment `hours` hours after `start`, counting whole working days; aware UTC.

    The hours of weekends and of bank holidays pass uncounted, those of a working night count.
    """
    moment, left = start.astimezone(UTC), timedelta(hours=hours)
    while True:
        day = london_day(moment)
        ends = datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)
        counts = is_working_day(day)
        if counts and left <= ends - moment:
            return moment + left
        left -= ends - moment if counts else timedelta()
        moment = ends


def months_back(period: Month, n: int) -> tuple[Month, ...]:
    """Return the `n` months that end with `period`, oldest first."""
    months: list[Month] = []
    for _ in range(n):
        months.append(period)
        period = period.previous()
    return tuple(reversed(months))


def months_between(first: Month, end: Month) -> tuple[Month, ...]:
    """Return the months from `first` up to but not `end`, oldest first; none where it is later."""
    months: list[Month] = []
    while first.first < end.first:
        months.append(first)
        first = first.next()
    return tuple(months)


def _working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _is_number(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and text.isdigit()


@lru_cache(maxsize=8192)  # twenty years of days, each of which many things begin or end on
def _working_days_to(day: date) -> int:
    return bisect_right(_working_days(day.year), day)


@cache
def _working_days(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if is_working_day(day))


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Outside these years the library knows no holiday and would call every weekday a working day.
    if year not in _years_covered():
        raise _beyond_calendar(year)
    return frozenset(_english_holidays(year))


@cache
def _years_covered() -> range:
    known = _english_holidays()
    return range(known.start_year, known.end_year + 1)


def _english_holidays(year: int | None = None) -> holidays.HolidayBase:
    return _united_kingdom()(subdiv="ENG", language="en_GB", years=year)


@cache
def _united_kingdom() -> type[holidays.HolidayBase]:
    # Its file alone: the package around it loads all of some 250 countries (.3 s, 9 MB).
    file = Path(holidays.__file__).with_name("countries") / "united_kingdom.py"
    spec = spec_from_file_location("holidays.countries.united_kingdom", file)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018 - of a file that is named
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[holidays.HolidayBase] = module.UnitedKingdom
    return found


def _beyond_calendar(year: int) -> BeyondCalendarError:
    covered = _years_covered()
    return BeyondCalendarError(
        f"Bank holidays are known from {covered[0]} to {covered[-1]}, not for {year}."
    )
