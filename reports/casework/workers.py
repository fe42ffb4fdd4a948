"""Changes of worker and the workforce of each month."""

from collections.abc import Iterable, Sequence

from practice.calendar import Month
from reports.casework.amounts import Amounts, Counting, share, units
from reports.casework.measures import CASES, CHANGED_WORKER, STAFF
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import Part

TWICE = "2"
CHANGED = frozenset({"1", TWICE})
"""How often a child's worker changed, as the query says it: once, or twice and more."""
CHANGED_TWICE = "children.changed_twice_share"


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    changes, cases = (counting.parts[of.key] for of in (CHANGED_WORKER, CASES))
    staff = _Staff(counting)
    return {
        CHANGED_WORKER.key: counting.each("", lambda month: _changed(month, changes, CHANGED)),
        CHANGED_TWICE: counting.each(
            "", lambda month: _changed(month, changes, frozenset({TWICE}))
        ),
        "workforce.caseload": counting.each("", lambda month: _caseload(month, cases)),
        "workforce.agency_share": counting.each("", staff.agency),
        "workforce.turnover": counting.each("", staff.turnover),
        "workforce.vacancy_share": counting.each("", staff.vacancies),
    }


def _changed(month: Month, parts: Sequence[Part], often: frozenset[str]) -> Amount:
    children = [part for part in parts if part.month == month]
    changed = units(part for part in children if part.state in often)
    return share(month, changed, units(children))


def _caseload(month: Month, cases: Iterable[Part]) -> Amount:
    held = [case for case in cases if case.month == month]
    return _ratio(month, units(held), sum(of.amount for of in held))


class _Staff:
    """Who works in the teams as a month ends, in full-time posts; without a number, as one post."""

    def __init__(self, counting: Counting) -> None:
        self._parts = {(part.month, part.state): part for part in counting.parts[STAFF.key]}
        self._tells_left = queries.anybody_left(counting.session)

    def agency(self, month: Month) -> Amount:
        agency, permanent = (self._posts(month, of) for of in (queries.AGENCY, queries.PERMANENT))
        return _ratio(month, agency, agency + permanent)

    def turnover(self, month: Month) -> Amount:
        """Return permanent leavers of 12 months for each in post; where nobody ever left, none."""
        if not self._tells_left:
            return Amount(month, denominator=0)
        gone, here = (self._posts(month, of) for of in (queries.LEFT, queries.PERMANENT))
        return _ratio(month, gone, here)

    def vacancies(self, month: Month) -> Amount:
        """Return the posts that no permanent worker fills; teams without posts are left out."""
        if not self._units(month, queries.POSTS):
            return Amount(month, missing="establishment")
        vacant, posts = (self._posts(month, of) for of in (queries.VACANT, queries.POSTS))
        made = _ratio(month, vacant, posts)
        without = self._units(month, queries.WITHOUT_POSTS)
        return Amount(month, made.value, made.numerator, made.denominator, without)

    def _posts(self, month: Month, state: str) -> float:
        found = self._parts.get((month, state))
        return found.amount if found else 0.0

    def _units(self, month: Month, state: str) -> int:
        found = self._parts.get((month, state))
        return found.units if found else 0


def _ratio(month: Month, numerator: float, denominator: float) -> Amount:
    # Tenths and hundredths of posts are no binary fractions: 0.1 + 0.2 is to be 0.3.
    counted, of = round(numerator, 4), round(denominator, 4)
    return Amount(month, counted / of if of else None, counted, of)
