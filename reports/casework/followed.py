"""Section 47 enquiries and conferences of each month, from their rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from practice.calendar import Month, add_working_days, months_back
from reports.casework.amounts import Stands, by_month, month_of, share_of
from reports.casework.file_ends import ends_early
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import Enquiry, Followed, Held, Scope, Session

COHORT = "section47.to_conference"
CONFERENCE_DAYS = 15
_FEW = 10
"""One in so many that is under way leaves a month's share good enough to be set beside others."""
_YEAR = 13
"""So many months tell whether a file of conferences ends each of them early."""


def cohort(session: Session, scope: Scope) -> dict[str, tuple[int, int]]:
    """Return, by team, how many enquiries of the months of `scope` led to a conference.

    And of how many: of those that began long enough ago and are not under way.
    """
    after = After.alike(session, scope, [frozenset((team,)) for team in scope.teams])
    found: dict[str, tuple[int, int]] = {}
    for month in scope.months:
        for one, led in after.counted(month):
            if led is not None and one.part is not None:
                team = scope.teams[one.part]
                n, of = found.get(team, (0, 0))
                found[team] = (n + led * one.many, of + one.many)
    return found


class After:
    """What followed the enquiries that began in a month, and the conferences held in it."""

    def __init__(self, followed: Followed, until: date, known: date) -> None:
        self._followed, self._until, self._known = followed, until, known
        self._led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
        self._enquiries = by_month(followed.enquiries, lambda one: month_of(one.started_on))
        self._conferences = by_month(followed.conferences, lambda one: month_of(one.held_on))

    @classmethod
    def read(cls, session: Session, scope: Scope) -> "After":
        """Return those of the teams and months of `scope`, one by one."""
        return cls(queries.followed(session, scope), *_until(session, scope))

    @classmethod
    def alike(cls, session: Session, scope: Scope, parts: Sequence[frozenset[str]]) -> "After":
        """Return the same; enquiries that count alike are together, of each part by itself."""
        found = queries.followed_alike(session, scope, parts)
        return cls(found, *_until(session, scope))

    def of(self, part: int) -> "After":
        """Return those of the part of this number."""
        begun = [one for one in self._followed.enquiries if one.part == part]
        held = [one for one in self._followed.conferences if one.part == part]
        return After(
            replace(self._followed, enquiries=begun, conferences=held), self._until, self._known
        )

    def begun(self, month: Month) -> list[Stands]:
        """Return the enquiries that began in the month; all count."""
        return [Stands(one.ref, one.team_id or "", True) for one in self._of(month)]

    def led(self, month: Month) -> list[Stands]:
        """Return the same; those count whose conference was held, and the newest are left out.

        All of the newest, those that led to one too: else only the quick ones would be counted.
        And those under way without one. None where no file of conferences reaches so far.
        """
        if not self._reaches(month):
            return []
        return [Stands(one.ref, one.team_id or "", led) for one, led in self.counted(month)]

    def held(self, month: Month) -> list[Stands]:
        """Return the conferences of the month; those in time count, if the enquiry is known."""
        return [
            Stands(
                one.ref,
                one.team_id or "",
                _is_in_time(one),
                since=one.enquiry.began_on if one.enquiry else None,
            )
            for one in self._conferences.get(month, [])
        ]

    def enquiries(self, month: Month) -> Amount:
        """Return how many began."""
        n = sum(one.many for one in self._of(month))
        return Amount(month, n, n)

    def to_conference(self, month: Month) -> Amount:
        """Return the same enquiries' conferences, whenever held.

        Where no file of conferences reaches so far, that none followed is not known.
        """
        if not self._reaches(month):
            return Amount(month, missing="conferences")
        every = self.counted(month)
        made = share_of(month, [(led, one.many) for one, led in every])
        is_recent = any(_due(one) >= self._known for one, _ in every)
        left_out = sum(one.many for one, led in every if led is None)
        many = sum(one.many for one, _ in every)
        return replace(made, is_early=is_recent or left_out * _FEW > many)

    def in_time(self, month: Month) -> Amount:
        """Return the conferences in time, of those whose enquiry is known."""
        return share_of(month, [(_is_in_time(one), 1) for one in self._conferences.get(month, [])])

    def _reaches(self, month: Month) -> bool:
        return self._until >= month.first

    def counted(self, month: Month) -> list[tuple[Enquiry, bool | None]]:
        """Return the month's enquiries, each with whether a conference followed.

        None where that is not known: it is too recent, or under way still.
        """
        tells = month in self._followed.ended_in
        return [(one, self._is_led(one, tells=tells)) for one in self._of(month)]

    def _is_led(self, one: Enquiry, *, tells: bool) -> bool | None:
        """Say whether one led to a conference; a file that `tells` no ends knows of none.

        One that is open when no conference may follow any more was forgotten, and led to none: else
        where only conferences are written down all would lead to one.
        """
        if _due(one) >= self._known:
            return None
        may_change = tells and one.is_open and self._known <= one.began_on + queries.FOLLOWS_WITHIN
        return one.ref in self._led or (None if may_change else False)

    def _of(self, month: Month) -> list[Enquiry]:
        return self._enquiries.get(month, [])


def _until(session: Session, scope: Scope) -> tuple[date, date]:
    """Return the day of the newest conference, and until when it is known what followed.

    That is today; where the file of conferences ends before its month does, it is that day.
    """
    until = queries.latest(session, "conferences", scope)
    if until is None:
        return date.min, scope.today
    last = Month.of(until)
    newest = queries.newest_days(session, "conferences", months_back(last, _YEAR), scope.today)
    ends = ends_early(session, "conferences", newest, scope.today)
    return until, until if last in ends else scope.today


def _is_in_time(one: Held) -> bool | None:
    return one.held_on <= _due(one.enquiry) if one.enquiry else None


def _due(enquiry: Enquiry) -> date:
    return _due_after(enquiry.began_on)


@lru_cache(maxsize=4096)  # ten years of days: many enquiries begin on each
def _due_after(began_on: date) -> date:
    return add_working_days(began_on, CONFERENCE_DAYS)
