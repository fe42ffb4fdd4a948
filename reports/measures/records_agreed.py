"""Records in depth that the practitioner has agreed."""

from reports.measures.measure import Measure
from storage.oversight import agreed

MEASURE = Measure(
    key="records.agreed",
    group="meetings",
    noun="record",
    query=agreed,
    paired_with=("records.own_practice",),
)
