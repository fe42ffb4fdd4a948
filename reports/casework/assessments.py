"""Assessments, section 47 enquiries and conferences of each month, from their rows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from practice.calendar import Month, add_working_days, working_days_between
from practice.errors import BeyondCalendarError
from reports.casework.amounts import Amounts, Counting, share
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import Assessed, Enquiry, Followed, Scope, Session

COHORT = "section47.to_conference"
MOST_DAYS = 45
CONFERENCE_DAYS = 15
_TELLS_SEEN_MONTHS = 13
"""Where no assessment of so many months says when its child was seen, the file does not tell."""


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    of = (counting.session, counting.scope)
    year = replace(counting.scope, months=counting.scope.months[-_TELLS_SEEN_MONTHS:])
    seen = queries.tells_seen(counting.session, year)
    done = _Done(queries.assessments(*of), tells_seen=seen)
    until = queries.latest(counting.session, "conferences", counting.scope)
    after = _After(queries.followed(*of), counting.scope.today, until)
    by_file: dict[str, dict[str, Callable[[Month], Amount]]] = {
        "assessments": {
            "assessments.days": done.days,
            "assessments.within_45_working_days": done.in_time,
            "assessments.child_seen_share": done.child_seen,
        },
        "section47": {
            "section47.count": after.enquiries,
            COHORT: after.to_conference,
        },
        "conferences": {"conferences.within_15_working_days": after.in_time},
    }
    return {
        key: counting.each(file, of)
        for file, measures in by_file.items()
        for key, of in measures.items()
    }


def cohort(session: Session, scope: Scope) -> dict[str, tuple[int, int]]:
    """Return, by team, how many enquiries of the months of `scope` led to a conference.

    And of how many: of those that began long enough ago.
    """
    followed = queries.followed(session, scope)
    led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
    found: dict[str, tuple[int, int]] = {}
    for one in followed.enquiries:
        if _due(one) < scope.today and one.team_id and Month.of(one.started_on) in scope.months:
            n, of = found.get(one.team_id, (0, 0))
            found[one.team_id] = (n + (one.ref in led), of + 1)
    return found


class _Done:
    """Assessments that were authorised in a month."""

    def __init__(self, assessments: Sequence[Assessed], *, tells_seen: bool) -> None:
        self._all, self._tells_seen = assessments, tells_seen

    def days(self, month: Month) -> Amount:
        """Return the middle number of working days; one that ends before it starts has none."""
        days, left_out = self._days(month)
        middle = float(median(days)) if days else None
        return Amount(month, middle, None, len(days), left_out)

    def in_time(self, month: Month) -> Amount:
        days, left_out = self._days(month)
        return share(month, sum(n <= MOST_DAYS for n in days), len(days), left_out)

    def child_seen(self, month: Month) -> Amount:
        """Return those that say when the child was seen; where none ever does, nothing is known."""
        done = self._of(month)
        if not self._tells_seen:
            return Amount(month, None, None, 0, len(done))
        seen = sum(
            one.child_seen_on is not None
            and one.started_on <= one.child_seen_on <= one.authorised_on
            for one in done
        )
        return share(month, seen, len(done))

    def _days(self, month: Month) -> tuple[list[int], int]:
        done = self._of(month)
        days = [n for one in done if (n := _working_days(one)) is not None]
        return days, len(done) - len(days)

    def _of(self, month: Month) -> list[Assessed]:
        return [one for one in self._all if one.month == month]


def _working_days(one: Assessed) -> int | None:
    if one.authorised_on < one.started_on:
        return None
    try:
        return working_days_between(one.started_on, one.authorised_on)
    except BeyondCalendarError:
        return None


class _After:
    """What followed the enquiries that began in a month, and the conferences held in it."""

    def __init__(self, followed: Followed, today: date, until: date | None) -> None:
        self._followed, self._today = followed, today
        self._until = until or date.min
        self._led = {one.enquiry.ref for one in followed.conferences if one.enquiry}

    def enquiries(self, month: Month) -> Amount:
        n = len(self._of(month))
        return Amount(month, n, n)

    def to_conference(self, month: Month) -> Amount:
        """Return the same enquiries' conferences, whenever held; the newest are left out.

        All of the newest, those that led to one too: else only the quick ones would be counted.
        """
        begun = self._of(month)
        ripe = [one for one in begun if _due(one) < self._today]
        led = sum(one.ref in self._led for one in ripe)
        early = len(begun) - len(ripe)
        if self._until < month.first:
            # No file of conferences reaches so far: that none followed is not known.
            return Amount(month, missing="conferences")
        made = share(month, led, len(ripe), early)
        return Amount(month, made.value, led, len(ripe), early, is_early=early > 0)

    def in_time(self, month: Month) -> Amount:
        """Return the conferences in time, of those whose enquiry is known."""
        held = [one for one in self._followed.conferences if Month.of(one.held_on) == month]
        known = [(one.held_on, one.enquiry) for one in held if one.enquiry]
        in_time = sum(day <= _due(enquiry) for day, enquiry in known)
        return share(month, in_time, len(known), len(held) - len(known))

    def _of(self, month: Month) -> list[Enquiry]:
        return [one for one in self._followed.enquiries if Month.of(one.started_on) == month]


def _due(enquiry: Enquiry) -> date:
    return add_working_days(enquiry.began_on, CONFERENCE_DAYS)
