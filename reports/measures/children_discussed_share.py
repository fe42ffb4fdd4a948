"""Children discussed, in depth or looked at, of those with an open case."""

from reports.measures.measure import Measure
from storage.oversight import discussed

MEASURE = Measure(
    key="children.discussed_share",
    group="children",
    noun="child",
    query=discussed,
    paired_with=("outcomes.rated_share", "records.child_voice"),
)
