"""The measures' queries: what is counted, by team and month, without opening any text."""

from sqlmodel import Session

from storage.oversight.asked import Asked
from storage.oversight.children import discussed, reasons_not_discussed
from storage.oversight.counting import Query, Tally, Unit, tally, units
from storage.oversight.meetings import held, minutes
from storage.oversight.outcomes import improving, rated
from storage.oversight.records import (
    Proposals,
    agreed,
    answered,
    facts,
    planned,
    proposals,
    shows,
)

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
