"""Children better than last time, of those whose outcome was rated twice."""

from reports.measures.measure import Measure
from storage.oversight import improving

MEASURE = Measure(
    key="outcomes.improving_share",
    group="children",
    noun="child",
    query=improving,
    paired_with=("outcomes.rated_share",),
)
