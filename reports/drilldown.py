"""The list behind a number: each unit, whether it counts, why not, and whether it opens.

A child is named only to a viewer whom the child's record opens to; without a record, only to those
practice.access names.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from practice.access import Viewer, may_name_child
from practice.calendar import Month
from practice.terms import ChildStatus
from prompts.phrases import phrases
from reports import not_held
from reports.errors import UnknownListError
from reports.measures import Measure
from reports.selection import listed
from reports.tallies import open_records
from reports.wording import of_measure, why_not
from storage import children, people
from storage import measures as queries
from storage.measures import Case, Scope, Session, Unit
from storage.tables import Team

DISCUSSED, HELD = "children.discussed_share", "supervision.held_share"
AGREED = "records.agreed"
IMPROVING = "outcomes.improving_share"
ABOUT_WAITING = frozenset({DISCUSSED, HELD, AGREED})
"""The lists of what waits: the longest first, and whoever is to be asked about it is named.

Nobody is scored: a practitioner is named on no other list, and of the records only on those that
are not agreed.
"""


@dataclass(frozen=True)
class Row:
    """One line of the list; a practitioner without a child, or a child without a record, has None.

    `why_not` is empty where it counts. `may_open` is about the record's words. `withheld` says that
    there is a child, whom the viewer may not see named. `last` is the day of the child's last
    discussion, or of the practitioner's last meeting, on the lists that are about that; `since` is
    from when a child or practitioner who never had one waits for it. `case` is the child's. `fell`
    is by how much a child is worse, and to what, on the list that is about that. `worker_id` is the
    practitioner's, where they are named.
    """

    unit_id: str
    record_id: str | None
    child_id: str | None
    child_ref: str | None
    status: str | None
    held_on: date | None
    practitioner: str | None
    counted: bool
    state: str | None
    why_not: str
    may_open: bool
    withheld: bool
    last: date | None
    since: date | None
    case: Case | None
    team_id: str
    worker_id: str | None = None
    fell: tuple[float, float] | None = None

    @property
    def day(self) -> date | None:
        """The day that the list is ordered by: since when it waits, or that of the record."""
        return self.last or self.since or self.held_on


Order = Callable[[Row], tuple[object, ...]]

_RISK = tuple(phase.value for phase in (
    ChildStatus.CP, ChildStatus.CLA, ChildStatus.CIN, ChildStatus.ASSESSMENT,
    ChildStatus.CARE_LEAVER, ChildStatus.CLOSED,
))  # fmt: skip
_WORST_STATES = ("worse", "mixed", "same", "not done", "partly", "neither", "returned")
_ORDERS: dict[str, Order] = {
    "child": lambda row: (row.child_ref or "",),
    "status": lambda row: (_risk(row), row.day or date.min, row.child_ref or ""),
    "day": lambda row: (row.day or date.min, _risk(row), row.child_ref or ""),
    "practitioner": lambda row: (row.practitioner or "", row.day or date.min, row.child_ref or ""),
}


def orders(key: str) -> tuple[str, ...]:
    """Return the orders a measure's list can be read in, its usual one first."""
    of_child = () if key == HELD else ("child", "status")
    named = ("practitioner",) if key in ABOUT_WAITING else ()
    return ("worst", *of_child, "day", *named)


def records_behind(
    session: Session,
    measure_key: str,
    team: Team,
    period: Month,
    as_of: datetime,
    viewer: Viewer | None,
) -> tuple[Row, ...]:
    """Return what stands behind a measure's numbers for a team and month, the worst first.

    Where `viewer` is None, everything is open. As many rows as its denominator, those counted as
    many as its numerator; `selection.choose` picks some of them. Raises UnknownMeasureError for a
    key that has no list.
    """
    known = listed(measure_key)
    scope = scope_of(session, team, period, as_of)
    units = known.units(session, scope)
    access = _Access(session, scope, units, team, viewer)
    rows = _rows(session, known, scope, units, access)
    return in_order(measure_key, rows)


def in_order(key: str, rows: Iterable[Row], order: str = "worst") -> tuple[Row, ...]:
    """Return rows of a measure's list in one of its `orders`.

    Children whom the viewer may not see named come last: their place must say nothing of them.
    Raises UnknownListError for an order it has not.
    """
    if order not in orders(key):
        raise UnknownListError(f"{key} has no order {order!r}")
    by = _worst(key) if order == "worst" else _ORDERS[order]
    return tuple(sorted(rows, key=lambda row: (row.withheld, *by(row))))


def scope_of(session: Session, team: Team, period: Month, as_of: datetime) -> Scope:
    """Return the scope of a team, and those below it, in one month."""
    return Scope(tuple(people.team_and_descendants(session, team.id)), (period,), as_of)


def _worst(key: str) -> Order:
    """Return the usual order: what is to be looked at first, the worst of it first.

    Of children who are worse, who fell furthest, then who is lowest now. Where the list is about
    waiting, the longest comes before the highest risk.
    """
    by_day, good = key in ABOUT_WAITING, listed(key).direction > 0

    def order(row: Row) -> tuple[object, ...]:
        state = row.state or ""
        badly = _WORST_STATES.index(state) if state in _WORST_STATES else len(_WORST_STATES)
        day, risk = row.day or date.min, _risk(row)
        then = (day, risk) if by_day else (risk, day)
        (by, to), who = row.fell or (0.0, 0.0), (row.child_ref or "", row.practitioner or "")
        return (row.counted == good, badly, -by, to, *then, *who)

    return order


def _risk(row: Row) -> int:
    return _RISK.index(row.status) if row.status in _RISK else len(_RISK)


class _Access:
    """What a viewer may see of the units of a list."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        units: Iterable[Unit],
        team: Team,
        viewer: Viewer | None,
    ) -> None:
        self.viewer = viewer
        self._opening = open_records(session, scope, viewer)
        self._named = _named(session, scope, units, team, viewer)

    def may_open(self, unit: Unit) -> bool:
        """Say whether the words of the unit's record open."""
        return unit.record_id in self._opening

    def withholds(self, unit: Unit) -> bool:
        """Say whether the unit is about a child who may not be named."""
        named = unit.child_id in self._named if unit.record_id is None else self.may_open(unit)
        return unit.child_id is not None and not named


def _named(
    session: Session, scope: Scope, units: Iterable[Unit], team: Team, viewer: Viewer | None
) -> set[str]:
    """Return the children without a record whom the viewer may see named."""
    alone = {unit.child_id for unit in units if unit.child_id and unit.record_id is None}
    if viewer is None or not alone:
        return alone
    path = people.paths_of(session, [team.id])[team.id]
    workers = children.workers(session, alone, scope.today)
    return {
        child
        for child in alone
        if may_name_child(
            viewer,
            frozenset(workers[child]),
            frozenset(filter(None, workers[child].values())),
            path,
        )
    }


def _rows(
    session: Session, known: Measure, scope: Scope, units: Iterable[Unit], access: _Access
) -> list[Row]:
    units = tuple(units)
    reasons = _reasons(session, known.key, scope, units, access.viewer)
    days = _Days(session, known.key, scope, units)
    falls = queries.falls(session, scope) if known.key == IMPROVING else {}
    rows = [_row(known.key, unit, access, days, reasons) for unit in units]
    return [
        row if row.withheld else replace(row, fell=falls.get(row.child_id or "")) for row in rows
    ]


def _row(key: str, unit: Unit, access: _Access, days: "_Days", reasons: dict[str, str]) -> Row:
    withheld = access.withholds(unit)
    return Row(
        unit_id=unit.unit_id,
        record_id=unit.record_id,
        child_id=unit.child_id,
        child_ref=None if withheld else unit.child_ref,
        status=None if withheld else unit.child_status,
        held_on=unit.held_on,
        practitioner=unit.person_name if _names_practitioner(key, unit) else None,
        counted=unit.counted,
        state=unit.state,
        why_not=_why_not(key, unit, reasons),
        may_open=access.may_open(unit),
        withheld=withheld,
        last=None if withheld else days.last(unit),
        since=None if withheld else days.since(unit),
        case=None if withheld else days.case(unit),
        team_id=unit.team_id,
        worker_id=unit.person_id if _names_practitioner(key, unit) else None,
    )


def _names_practitioner(key: str, unit: Unit) -> bool:
    return key in ABOUT_WAITING and not (key == AGREED and unit.counted)


class _Days:
    """When what a list is about was last done for each unit, and since when it waits for that."""

    def __init__(self, session: Session, key: str, scope: Scope, units: Collection[Unit]) -> None:
        self._key = key
        self._cases = queries.cases(session, {unit.child_id for unit in units if unit.child_id})
        self._first: dict[str, date] = {}
        self._last: dict[str, date] = {}
        if key == HELD:
            ids = {unit.unit_id for unit in units}
            self._last = queries.last_meetings(session, scope, ids)
            self._first = queries.first_cases(session, ids - self._last.keys())
        if key == DISCUSSED:
            ids = {unit.child_id for unit in units if unit.child_id}
            self._last = queries.last_discussed(session, scope, ids)

    def last(self, unit: Unit) -> date | None:
        """Return the day of the last discussion or meeting."""
        return self._last.get(unit.unit_id if self._key == HELD else unit.child_id or "")

    def since(self, unit: Unit) -> date | None:
        """Return since when a child or practitioner who never had one waits, where it is known."""
        if self._key not in {DISCUSSED, HELD} or self.last(unit):
            return None
        if self._key == HELD:
            return self._first.get(unit.unit_id)
        case = self.case(unit)
        return (case.opened_on or case.allocated_on) if case else None

    def case(self, unit: Unit) -> Case | None:
        """Return the case of the unit's child."""
        return self._cases.get(unit.child_id or "")


def _reasons(
    session: Session, key: str, scope: Scope, units: Iterable[Unit], viewer: Viewer | None
) -> dict[str, str]:
    """Return, by unit, why it does not count, where somebody said so whom the viewer may hear."""
    if key == HELD:
        unmet = {unit.unit_id for unit in units if not unit.counted}
        return not_held.reasons(session, unmet, scope, viewer)
    if key != DISCUSSED:
        return {}
    said = queries.reasons_not_discussed(session, scope)
    known = phrases("meeting.reasons")
    return {
        child: of_measure(f"{key}.why_not_reason", reason=known.get(one, one).lower())
        for child, one in said.items()
        if one
    }


def _why_not(measure_key: str, unit: Unit, reasons: dict[str, str]) -> str:
    if unit.counted:
        return ""
    return reasons.get(unit.unit_id) or why_not(measure_key, unit.state)
