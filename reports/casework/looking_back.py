"""Figures that look a year back, in months of which the file does not go back so far.

In the first year of a file such a figure rises by itself: each month it sees a little more.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from practice.calendar import Month, months_back
from reports.casework import wording
from reports.casework.amounts import Amounts
from reports.wording import month_name
from storage import measures as queries
from storage.measures import Session

_YEAR = 12
_LOOK_BACK: Mapping[str, tuple[str, int]] = {
    # A day of a month looks back into the same month of the year before.
    "contacts.repeat_share": ("contacts", _YEAR + 1),
    "referrals.repeat_share": ("referrals", _YEAR + 1),
    "children.changed_worker_share": ("involvements", _YEAR),
    "children.changed_twice_share": ("involvements", _YEAR),
    "workforce.turnover": ("people", _YEAR),
}
"""By figure, the file that tells what was before, and how many months it looks at."""


def marked(session: Session, found: Mapping[str, Amounts]) -> dict[str, Amounts]:
    """Return what every figure comes to, with the months marked that do not see a whole year."""
    return {key: _marked(session, key, amounts) for key, amounts in found.items()}


def _marked(session: Session, key: str, amounts: Amounts) -> Amounts:
    since = _since(session, key, amounts) if key in _LOOK_BACK else None
    if since is None:
        return amounts
    return tuple(
        replace(amount, is_short=_looks_back_to(key, amount.period) < Month.of(since))
        for amount in amounts
    )


def caution(session: Session, key: str, shown: Amounts) -> tuple[str, ...]:
    """Return what must be said of a figure some of whose months do not see a whole year."""
    since = _since(session, key, shown) if any(one.is_short for one in shown) else None
    if since is None:
        return ()
    file, _ = _LOOK_BACK[key]
    return (wording.say(f"why.short_{file}", month=month_name(Month.of(since))),)


def _since(session: Session, key: str, amounts: Amounts) -> date | None:
    file, _ = _LOOK_BACK[key]
    return queries.tells_since(session, file, _looks_back_to(key, amounts[0].period).first)


def _looks_back_to(key: str, month: Month) -> Month:
    return months_back(month, _LOOK_BACK[key][1])[0]
