"""The measures' queries: what is counted, by team and month, without opening any text."""

from sqlmodel import Session

from storage.oversight.actions import answered, planned
from storage.oversight.agreement import agreed, facts
from storage.oversight.asked import Asked
from storage.oversight.children import discussed, reasons_not_discussed
from storage.oversight.claims import Proposals, proposals, shows
from storage.oversight.counting import Query, Tally, Unit, tally, units
from storage.oversight.meetings import held, minutes
from storage.oversight.outcomes import improving, rated

__all__ = [
    "Asked",
    "Proposals",
    "Query",
    "Session",
    "Tally",
    "Unit",
    "agreed",
    "answered",
    "discussed",
    "facts",
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
