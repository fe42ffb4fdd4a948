"""Actions done, of those answered."""

from reports.measures.measure import Measure
from storage.oversight import answered

MEASURE = Measure(
    key="actions.done_share",
    group="actions",
    noun="action",
    query=answered,
    paired_with=("outcomes.improving_share",),
)
