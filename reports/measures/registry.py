"""Every measure, in the order a summary shows them: the child first, the timescale last."""

from reports.errors import UnknownMeasureError
from reports.measures import (
    actions_done_share,
    actions_why_and_how_share,
    children_discussed_share,
    outcomes_improving_share,
    outcomes_rated_share,
    records,
    records_agreed,
    supervision_held_share,
)
from reports.measures.measure import Measure

MEASURES: tuple[Measure, ...] = (
    outcomes_improving_share.MEASURE,
    outcomes_rated_share.MEASURE,
    children_discussed_share.MEASURE,
    records.CHILD_VOICE,
    records.WHY,
    records.FAMILY_AND_ENVIRONMENT,
    records.OWN_PRACTICE,
    records.IMPACT,
    records.CONTINGENCY,
    actions_why_and_how_share.MEASURE,
    actions_done_share.MEASURE,
    records_agreed.MEASURE,
    supervision_held_share.MEASURE,
)


def measure(key: str) -> Measure:
    """Return the measure with this key; raises UnknownMeasureError where there is none."""
    for known in MEASURES:
        if known.key == key:
            return known
    raise UnknownMeasureError(f"there is no measure {key!r}")
