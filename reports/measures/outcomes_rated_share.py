"""Children with an outcome rated, of those discussed in depth."""

from reports.measures.measure import Measure
from storage.oversight import rated

MEASURE = Measure(
    key="outcomes.rated_share",
    group="children",
    noun="child",
    query=rated,
    paired_with=("outcomes.improving_share",),
)
