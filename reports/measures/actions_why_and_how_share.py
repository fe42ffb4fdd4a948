"""New actions that say why and how."""

from reports.measures.measure import Measure
from storage.oversight import planned

MEASURE = Measure(key="actions.why_and_how_share", group="actions", noun="action", query=planned)
