"""What is to be tried in the demo: the practitioner's last months, and three of her children.

One waits since nine weeks, one has a plan that should have worked by last Friday, and about one
she has just shared a reflection. Her last supervision waits for her to agree it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.agendas import Wishes
from practice.calendar import Month, is_working_day

LONG_AGO, ASKED, PLAN_FAILED = "CH-0388", "CH-0391", "CH-0417"
LOAD = 17
_FRIDAY = 4
_NINE_WEEKS = range(69, 62, -1)
_SHARED_DAYS_AGO = 4
_DECIDED_DAYS_AGO = 5
_LEEWAY = 1
"""So many working days after the usual one is a supervision agreed; one in five is put off."""


@dataclass(frozen=True)
class Script:
    """The days of the featured practitioner, counted back from the day of the demo."""

    today: date

    @property
    def before_last(self) -> date:
        """The working day, nine weeks ago, of the supervision before her last one."""
        days = [self.today - timedelta(days=n) for n in _NINE_WEEKS]
        return next(day for day in days if is_working_day(day))

    @property
    def last(self) -> date:
        """The day of her last supervision: late last month, and in time to give a plan a week."""
        latest = self.last_friday - timedelta(days=7)
        days = working_days(Month.of(self.today).previous())[:-1]
        return max(day for day in days if day <= latest)

    @property
    def last_friday(self) -> date:
        """The Friday before today."""
        return self.today - timedelta(days=(self.today.weekday() - _FRIDAY - 1) % 7 + 1)

    @property
    def shared_on(self) -> date:
        """The day on which she shared a reflection."""
        day = self.today - timedelta(days=_SHARED_DAYS_AGO)
        return max(day, self.last)

    @property
    def decided_on(self) -> date:
        """The working day on which her supervisor decided something about the one that waits."""
        day = self.today - timedelta(days=_DECIDED_DAYS_AGO)
        return next(d for n in range(9) if is_working_day(d := day - timedelta(days=n)))

    def is_settled(self, month: Month) -> bool:
        """Say whether her caseload stays as it is in a month."""
        return Month.of(self.before_last) <= month

    def meets_on(self, month: Month) -> date | None:
        """Return her day in one of the last months; None where she has none."""
        days = {Month.of(day): day for day in (self.before_last, self.last)}
        return days.get(month)

    def wishes(self, day: date) -> Wishes:
        """Return what is to happen at her supervision of a day."""
        if day == self.last:
            return Wishes(
                in_depth=(PLAN_FAILED,),
                left_out=(LONG_AGO,),
                all_others=True,
                dates={PLAN_FAILED: self.last_friday},
                after=self.today,
            )
        light = (LONG_AGO,) if day == self.before_last else ()
        return Wishes(looked_at=light, all_others=bool(light), after=self.today)


def working_days(month: Month) -> Sequence[date]:
    """Return the working days of a month."""
    listed = (month.first + timedelta(days=n) for n in range(month.last.day))
    return [day for day in listed if is_working_day(day)]


def agreed_day(usual: int, held_on: date) -> date:
    """Return the day agreed for the next supervision: soon after the usual one of next month."""
    days = working_days(Month.of(held_on).next())
    return days[min(usual + _LEEWAY, len(days) - 1)]
