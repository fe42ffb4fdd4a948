"""Which rows the council's files hold on which day: all at first, then what each month adds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.files.casework import Enquiries, assessments
from bot.demo.files.council import Child, Council, Rows
from bot.demo.files.front_door import Drawn, FrontDoor
from bot.demo.files.planted import When, months
from practice.calendar import Month, add_working_days, first_working_day_of_month, months_back
from storage.imports import Cell

FIRST_MONTHS, LATER = 18, 3
"""The months that the files hold at first, and those of which files come as the clock moves on."""

_COMES_AFTER = 2
"""A month's files come so many working days after the first one of the next month."""
_VISITED_DAYS = 27

_BEGINS: Mapping[str, str] = {
    "contacts": "received_on",
    "referrals": "received_on",
    "assessments": "started_on",
    "section47": "started_on",
    "conferences": "held_on",
    "plans": "started_on",
}
"""The day from which a row stands in a file, by kind."""
IMPORTED = ("establishment", *_BEGINS)
"""The kinds that are imported, in order; the others are what the demo's records begin with."""
_LATER_DAYS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "referrals": {"decided_on": ("outcome",)},
    "assessments": {"authorised_on": ("outcome",), "child_seen_on": ()},
    "section47": {"completed_on": ("outcome", "outcome_reason")},
    "plans": {"ended_on": ()},
}
"""Days that are not known before they come, each with what is known from then on."""


@dataclass(frozen=True)
class Delivery:
    """Files of one morning: rows by kind. `month` is the last that they hold; None: all of them."""

    comes_on: date
    month: Month | None
    rows: Mapping[str, Rows]

    def name_of(self, kind: str) -> str:
        """Return the name of a kind's file."""
        return f"{kind}-{self.month}.csv" if self.month else f"{kind}.csv"


def deliveries(council: Council) -> Iterator[Delivery]:
    """Yield the files that are there on the demo's day, and those of the months that follow."""
    last = last_exported(council.today)
    first = months_back(last, FIRST_MONTHS)[0]
    every = _drawn(council, months(first, last, LATER))
    known: dict[str, dict[str, Drawn]] = {}
    for number, when in enumerate(months(last, last, LATER)):
        now = {kind: _known_by(kind, rows, when.month.last) for kind, rows in every.items()}
        new = {kind: _changed(known.get(kind, {}), of) for kind, of in now.items()}
        rows: dict[str, Rows] = {kind: of for kind, of in new.items() if of}
        if not number:
            visited = [_visited(plan, when.month.last) for plan in new["plans"]]
            rows = {**registers_of(council, first), **rows, "plans": visited}
        yield Delivery(comes_on(when.month), when.month if number else None, rows)
        known = now


def comes_on(month: Month) -> date:
    """Return the morning on which the files of a month come."""
    return add_working_days(first_working_day_of_month(month.next().first), _COMES_AFTER)


def last_exported(today: date) -> Month:
    """Return the last month whose files have come by a day."""
    month = Month.of(today).previous()
    return month if comes_on(month) <= today else month.previous()


def registers_of(council: Council, since: Month) -> dict[str, Rows]:
    """Return the files of what the demo's records begin with, and the posts of its teams."""
    posts: Rows = [
        {"team": team, "posts": filled + number % 2, "from_month": since.first}
        for number, (team, filled) in enumerate(sorted(_filled(council).items()))
    ]
    return {
        "teams": council.teams,
        "people": council.people,
        "establishment": posts,
        "children": council.children,
        "involvements": council.involvements,
    }


def _filled(council: Council) -> dict[str, int]:
    """Return how many practitioners and supervisors each team has today."""
    found: dict[str, int] = {}
    for person in council.people:
        if person["role"] in {"practitioner", "supervisor"} and person["left_on"] is None:
            found[str(person["team"])] = found.get(str(person["team"]), 0) + 1
    return found


def _drawn(council: Council, whens: Sequence[When]) -> dict[str, list[Drawn]]:
    cases: Sequence[Child] = council.cases()
    door, enquiries = FrontDoor(council), Enquiries(council)
    for when in whens:
        door.go_through(when, cases)
        enquiries.go_through(when, cases)
    enquiries.plan_for_all(cases)
    span = whens[0].month.first, whens[-1].month.last
    return {
        "contacts": door.contacts,
        "referrals": door.referrals,
        "assessments": assessments(council, cases, span, door.referrals),
        "section47": enquiries.section47,
        "conferences": enquiries.conferences,
        "plans": enquiries.plans,
    }


def _known_by(kind: str, rows: Sequence[Drawn], day: date) -> dict[str, Drawn]:
    """Return, by reference, what a file of a kind holds of rows on a day."""
    found = {}
    for row in rows:
        begun = row[_BEGINS[kind]]
        if isinstance(begun, date) and begun <= day:
            found[str(next(iter(row.values())))] = _as_known(row, _LATER_DAYS.get(kind, {}), day)
    return found


def _as_known(row: Drawn, later: Mapping[str, Sequence[str]], day: date) -> Drawn:
    told = dict(row)
    for column, known_with in later.items():
        value = told[column]
        if isinstance(value, date) and value > day:
            told |= dict.fromkeys((column, *known_with))
    return told


def _visited(plan: Drawn, day: date) -> Drawn:
    """Return a plan that runs with the last visit before a day."""
    started, number = plan["started_on"], int(str(plan["plan_ref"]).removeprefix("PL-"))
    assert isinstance(started, date)  # noqa: S101 - a plan has begun
    last: Cell = max(started, day - timedelta(days=number * 7 % _VISITED_DAYS))
    seen_alone = number % 4 > 0
    return plan if plan["ended_on"] else {**plan, "last_visit_on": last, "seen_alone": seen_alone}


def _changed(before: Mapping[str, Drawn], now: Mapping[str, Drawn]) -> list[Drawn]:
    """Return the rows that are new or say more than they did; a file never says less."""
    return [row for ref, row in now.items() if row != before.get(ref)]
