"""The list behind a number: each unit, whether it counts, why not, and whether it opens."""

from dataclasses import dataclass
from datetime import date, datetime

from practice.access import Reader, may_read
from practice.calendar import Month
from prompts.phrases import phrases
from reports.measures.registry import measure
from reports.words import of_measure, why_not
from storage import oversight
from storage.oversight import Asked, Session, Unit
from storage.tables import Team

_DISCUSSED = "children.discussed_share"


@dataclass(frozen=True)
class Row:
    """One line of the list; a practitioner without a child, or a child without a record, has None.

    `why_not` is empty where it counts. `may_open` is about the record's words.
    """

    record_id: str | None
    child_ref: str | None
    held_on: date | None
    practitioner: str | None
    counted: bool
    why_not: str
    may_open: bool


def records_behind(
    session: Session,
    measure_key: str,
    scope: Team,
    period: Month,
    as_of: datetime,
    reader: Reader | None,
) -> tuple[Row, ...]:
    """Return what stands behind a measure's numbers for a team and month, by child's reference.

    As many rows as its denominator, those counted as many as its numerator. Raises
    UnknownMeasureError for a key that no measure has.
    """
    known = measure(measure_key)
    asked = Asked(oversight.below(session, scope.id), (period,), as_of)
    facts = oversight.facts(session, asked)
    opening = {record for record, fact in facts.items() if reader is None or may_read(reader, fact)}
    reasons = oversight.reasons_not_discussed(session, asked) if measure_key == _DISCUSSED else {}
    return tuple(
        Row(
            record_id=unit.record_id,
            child_ref=unit.child_ref,
            held_on=unit.held_on,
            practitioner=unit.person_name,
            counted=unit.counted,
            why_not=_why_not(measure_key, unit, reasons),
            may_open=unit.record_id in opening,
        )
        for unit in known.behind(session, asked)
    )


def _why_not(measure_key: str, unit: Unit, reasons: dict[str, str | None]) -> str:
    if unit.counted:
        return ""
    if reason := reasons.get(unit.child_id or ""):
        worded = phrases("meeting.reasons").get(reason, reason).lower()
        return of_measure(measure_key, "why_not_reason", reason=worded)
    return why_not(measure_key, unit.state)
