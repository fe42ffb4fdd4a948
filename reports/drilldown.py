"""The list behind a number: each unit, whether it counts, why not, and whether it opens.

A child is named only to a viewer whom the child's record opens to; without a record, only to those
practice.access names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from practice.access import Viewer, may_name_child
from practice.calendar import Month
from prompts.phrases import phrases
from reports.measures import measure
from reports.tallies import open_records
from reports.wording import of_measure, why_not
from storage import children, people
from storage import measures as queries
from storage.measures import Scope, Session, Unit
from storage.tables import Team

_DISCUSSED = "children.discussed_share"


@dataclass(frozen=True)
class Row:
    """One line of the list; a practitioner without a child, or a child without a record, has None.

    `why_not` is empty where it counts. `may_open` is about the record's words. `withheld` says that
    there is a child, whom the viewer may not see named.
    """

    record_id: str | None
    child_ref: str | None
    held_on: date | None
    practitioner: str | None
    counted: bool
    why_not: str
    may_open: bool
    withheld: bool


def records_behind(
    session: Session,
    measure_key: str,
    team: Team,
    period: Month,
    as_of: datetime,
    viewer: Viewer | None,
) -> tuple[Row, ...]:
    """Return what stands behind a measure's numbers for a team and month, by child's reference.

    Children whom `viewer` may not see named come last; where it is None, everything is open.
    As many rows as its denominator, those counted as many as its numerator. Raises
    UnknownMeasureError for a key that no measure has.
    """
    known = measure(measure_key)
    scope = Scope(tuple(people.team_and_descendants(session, team.id)), (period,), as_of)
    reasons = queries.reasons_not_discussed(session, scope) if measure_key == _DISCUSSED else {}
    units = known.units(session, scope)
    opening = open_records(session, scope, viewer)
    named = _named(session, scope, units, team, viewer)
    rows = [
        _row(unit, _why_not(measure_key, unit, reasons), opening, named=unit.child_id in named)
        for unit in units
    ]
    return tuple(sorted(rows, key=lambda row: row.withheld))


def _named(
    session: Session, scope: Scope, units: Iterable[Unit], team: Team, viewer: Viewer | None
) -> set[str]:
    """Return the children without a record whom the viewer may see named."""
    alone = {unit.child_id for unit in units if unit.child_id and unit.record_id is None}
    if viewer is None or not alone:
        return alone
    path = people.team_paths(session)[team.id]
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


def _row(unit: Unit, why: str, opening: frozenset[str], *, named: bool) -> Row:
    may_open = unit.record_id in opening
    withheld = unit.child_id is not None and not (named if unit.record_id is None else may_open)
    return Row(
        record_id=unit.record_id,
        child_ref=None if withheld else unit.child_ref,
        held_on=unit.held_on,
        practitioner=unit.person_name,
        counted=unit.counted,
        why_not=why,
        may_open=may_open,
        withheld=withheld,
    )


def _why_not(measure_key: str, unit: Unit, reasons: dict[str, str | None]) -> str:
    if unit.counted:
        return ""
    if reason := reasons.get(unit.child_id or ""):
        worded = phrases("meeting.reasons").get(reason, reason).lower()
        return of_measure(f"{measure_key}.why_not_reason", reason=worded)
    return why_not(measure_key, unit.state)
