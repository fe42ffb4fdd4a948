"""The measures' queries: what is counted, by team and month, without opening any text."""

from storage.oversight.actions import answered, planned
from storage.oversight.agreement import agreed
from storage.oversight.asked import Asked
from storage.oversight.children import discussed, reasons_not_discussed
from storage.oversight.claims import proposals, shows
from storage.oversight.counting import Query, Tally, Unit, tally, units
from storage.oversight.meetings import held, minutes
from storage.oversight.outcomes import improving, rated
from storage.oversight.teams import below

__all__ = [
    "Asked",
    "Query",
    "Tally",
    "Unit",
    "agreed",
    "answered",
    "below",
    "discussed",
    "held",
    "improving",
    "minutes",
    "planned",
    "proposals",
    "rated",
    "reasons_not_discussed",
    "shows",
    "tally",
    "units",
]
