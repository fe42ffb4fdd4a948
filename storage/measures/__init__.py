"""The measures' queries: what is counted, by team and month, without opening any text."""

from sqlmodel import Session

from storage.measures.cases import Case, cases, first_cases
from storage.measures.children import discussed, last_discussed, reasons_not_discussed
from storage.measures.counting import Query, Tally, Unit, tally, units
from storage.measures.details import (
    RatingMove,
    action_words,
    claim_sentences,
    indicators,
    moves,
    ratings,
    sentences,
)
from storage.measures.meetings import first_meeting, held, last_meetings, minutes
from storage.measures.outcomes import improving, improving_unseen, rated
from storage.measures.process import ProcessTexts, process_texts
from storage.measures.records import (
    Proposals,
    agreed,
    answered,
    facts,
    guides,
    planned,
    proposals,
    proposed,
    shows,
    waiting,
)
from storage.measures.scope import Scope

__all__ = [
    "Case",
    "ProcessTexts",
    "Proposals",
    "Query",
    "RatingMove",
    "Scope",
    "Session",
    "Tally",
    "Unit",
    "action_words",
    "agreed",
    "answered",
    "cases",
    "claim_sentences",
    "discussed",
    "facts",
    "first_cases",
    "first_meeting",
    "guides",
    "held",
    "improving",
    "improving_unseen",
    "indicators",
    "last_discussed",
    "last_meetings",
    "minutes",
    "moves",
    "planned",
    "process_texts",
    "proposals",
    "proposed",
    "rated",
    "ratings",
    "reasons_not_discussed",
    "sentences",
    "shows",
    "tally",
    "units",
    "waiting",
]
