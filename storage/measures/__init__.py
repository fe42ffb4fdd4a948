"""The measures' queries: what is counted, by team and month, without opening any text."""

from sqlmodel import Session

from storage.measures.children import discussed, reasons_not_discussed
from storage.measures.counting import Query, Tally, Unit, tally, units
from storage.measures.meetings import first_meeting, held, minutes
from storage.measures.outcomes import improving, rated
from storage.measures.records import (
    Proposals,
    agreed,
    answered,
    facts,
    planned,
    proposals,
    shows,
)
from storage.measures.scope import Scope

__all__ = [
    "Proposals",
    "Query",
    "Scope",
    "Session",
    "Tally",
    "Unit",
    "agreed",
    "answered",
    "discussed",
    "facts",
    "first_meeting",
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
