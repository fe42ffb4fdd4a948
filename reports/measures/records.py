"""Records in depth that show an indicator: one line each."""

from reports.measures.measure import Measure
from storage.oversight import shows


def _record(indicator: str) -> Measure:
    return Measure(
        key=f"records.{indicator}", group="records", noun="record", query=shows(indicator)
    )


CHILD_VOICE = _record("child_voice")
WHY = _record("why")
FAMILY_AND_ENVIRONMENT = _record("family_and_environment")
OWN_PRACTICE = _record("own_practice")
IMPACT = _record("impact")
CONTINGENCY = _record("contingency")
