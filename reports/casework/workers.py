"""Changes of worker and the workforce of each month."""

from collections.abc import Iterable, Sequence
from datetime import date

from practice.calendar import Month, months_back
from reports.casework.amounts import Amounts, Counting, share, units
from reports.casework.measures import CHANGED_WORKER
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import Caseload, Part, Posts, Worker

TWICE = "2"
CHANGED = frozenset({"1", TWICE})
"""How often a child's worker changed, as the query says it: once, or twice and more."""
CHANGED_TWICE = "children.changed_twice_share"


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    of = (counting.session, counting.scope)
    changes = counting.parts[CHANGED_WORKER.key]
    cases = queries.caseloads(*of)
    staff = _Staff(counting, queries.workers(*of), queries.posts(*of))
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


def _caseload(month: Month, cases: Iterable[Caseload]) -> Amount:
    held = [case for case in cases if case.month == month]
    return _ratio(month, sum(of.children for of in held), sum(of.posts for of in held))


class _Staff:
    """Who works in the teams as a month ends, in full-time posts; without a number, as one post."""

    def __init__(
        self, counting: Counting, workers: Sequence[Worker], posts: Sequence[Posts]
    ) -> None:
        self._today = counting.scope.today
        self._workers, self._posts = workers, posts
        self._tells_left = queries.anybody_left(counting.session)

    def agency(self, month: Month) -> Amount:
        here = self._here(month)
        return _ratio(month, _fte(one for one in here if one.is_agency), _fte(here))

    def turnover(self, month: Month) -> Amount:
        """Return permanent leavers of 12 months for each in post; where nobody ever left, none."""
        if not self._tells_left:
            return Amount(month, denominator=0)
        end, first = self._end(month), months_back(month, 12)[0].first
        permanent = [one for one in self._workers if not one.is_agency]
        gone = [one for one in permanent if one.left_on and first <= one.left_on <= end]
        return _ratio(month, _fte(gone), _fte(one for one in permanent if _is_here(one, end)))

    def vacancies(self, month: Month) -> Amount:
        """Return the posts that no permanent worker fills; teams without posts are left out."""
        posts = {of.team_id: of.posts for of in self._posts if of.from_month <= month.last}
        if not posts:
            return Amount(month, missing="establishment")
        here = self._here(month)
        vacant = sum(
            max(0.0, number - _fte(w for w in here if w.team_id == team and not w.is_agency))
            for team, number in posts.items()
        )
        without = {one.team_id for one in here} - posts.keys()
        made = _ratio(month, vacant, sum(posts.values()))
        return Amount(month, made.value, made.numerator, made.denominator, len(without))

    def _here(self, month: Month) -> list[Worker]:
        return [one for one in self._workers if _is_here(one, self._end(month))]

    def _end(self, month: Month) -> date:
        return min(month.last, self._today)


def _is_here(one: Worker, day: date) -> bool:
    begun = one.started_on is None or one.started_on <= day
    return begun and (one.left_on is None or one.left_on > day)


def _fte(workers: Iterable[Worker]) -> float:
    return sum(_posts(one.fte) for one in workers)


def _posts(fte: float | None) -> float:
    # Nought is known: somebody who is employed and works no hours.
    return 1.0 if fte is None else fte


def _ratio(month: Month, numerator: float, denominator: float) -> Amount:
    # Tenths and hundredths of posts are no binary fractions: 0.1 + 0.2 is to be 0.3.
    counted, of = round(numerator, 4), round(denominator, 4)
    return Amount(month, counted / of if of else None, counted, of)
