"""Practitioners who had supervision, of those with an open case.

A timeliness figure: never shown without what the meetings were for.
"""

from reports.measures.measure import Measure
from storage.oversight import held

MEASURE = Measure(
    key="supervision.held_share",
    group="meetings",
    noun="practitioner",
    query=held,
    paired_with=("children.discussed_share", "records.own_practice"),
)
