"""The measures' queries: what is counted, by team and month, without opening any text."""

from sqlmodel import Session

from storage.measures.assessments import (
    Assessed,
    AssessedAlike,
    assessed_alike,
    assessments,
    tells_seen,
)
from storage.measures.by_category import BY_CATEGORY, by_category
from storage.measures.cases import Case, cases, first_cases
from storage.measures.children import discussed, last_discussed, reasons_not_discussed
from storage.measures.contacts import (
    domestic_abuse,
    no_further_action,
    referrals,
    referred_again,
    repeated,
    triaged,
)
from storage.measures.contacts import recorded as contacts
from storage.measures.council_team import is_council, records_opened
from storage.measures.counting import Query, Tally, Unit, tally, units
from storage.measures.covering import (
    CASEWORK_FILES,
    FILES,
    covered,
    earliest,
    holds,
    imported,
    latest,
    tells_since,
)
from storage.measures.details import (
    RatingMove,
    action_words,
    claim_sentences,
    falls,
    indicators,
    moves,
    ratings,
    sentences,
)
from storage.measures.doubts import (
    NAMES,
    Named,
    Received,
    Sealed,
    children_open,
    contacts_received,
    open_intervals,
    opened,
)
from storage.measures.expected import Came, came, tried
from storage.measures.file_rows import (
    SHOWN,
    AtTheDoor,
    FileRow,
    Value,
    at_the_door,
    file_rows,
)
from storage.measures.followed import Enquiry, Followed, Held, followed, followed_alike
from storage.measures.imported_notes import NotesRead, imported_notes
from storage.measures.keeping import keep
from storage.measures.meetings import first_meeting, held, last_meetings, lengths, on_agreed_days
from storage.measures.outcomes import improving, improving_unseen, rated
from storage.measures.parts import Added, Kept, Part, Tallied
from storage.measures.process import ProcessTexts, closed, process, process_texts
from storage.measures.records import (
    agreed,
    answered,
    carried_over,
    children_shown,
    copied_words,
    facts,
    guides,
    planned,
    proposed,
    shows,
)
from storage.measures.restarts import Lasted, lasted
from storage.measures.scope import CHILD, PERSON, Scope
from storage.measures.staff import (
    AGENCY,
    LEFT,
    PERMANENT,
    POSTS,
    VACANT,
    WITHOUT_POSTS,
    anybody_left,
    staff,
)
from storage.measures.tallying import (
    council_changes,
    files_changes,
    is_present,
    parts,
    whole_of,
)
from storage.measures.whose import ByTeam, of_practitioners, of_teams
from storage.measures.workers import cases as cases_led
from storage.measures.workers import changed_worker
from storage.session import stores_nothing

__all__ = [
    "AGENCY",
    "BY_CATEGORY",
    "CASEWORK_FILES",
    "CHILD",
    "FILES",
    "LEFT",
    "NAMES",
    "PERMANENT",
    "PERSON",
    "POSTS",
    "SHOWN",
    "VACANT",
    "WITHOUT_POSTS",
    "Added",
    "Assessed",
    "AssessedAlike",
    "AtTheDoor",
    "ByTeam",
    "Came",
    "Case",
    "Enquiry",
    "FileRow",
    "Followed",
    "Held",
    "Kept",
    "Lasted",
    "Named",
    "NotesRead",
    "Part",
    "ProcessTexts",
    "Query",
    "RatingMove",
    "Received",
    "Scope",
    "Sealed",
    "Session",
    "Tallied",
    "Tally",
    "Unit",
    "Value",
    "action_words",
    "agreed",
    "answered",
    "anybody_left",
    "assessed_alike",
    "assessments",
    "at_the_door",
    "by_category",
    "came",
    "carried_over",
    "cases",
    "cases_led",
    "changed_worker",
    "children_open",
    "children_shown",
    "claim_sentences",
    "closed",
    "contacts",
    "contacts_received",
    "copied_words",
    "council_changes",
    "covered",
    "discussed",
    "domestic_abuse",
    "earliest",
    "facts",
    "falls",
    "file_rows",
    "files_changes",
    "first_cases",
    "first_meeting",
    "followed",
    "followed_alike",
    "guides",
    "held",
    "holds",
    "imported",
    "imported_notes",
    "improving",
    "improving_unseen",
    "indicators",
    "is_council",
    "is_present",
    "keep",
    "last_discussed",
    "last_meetings",
    "lasted",
    "latest",
    "lengths",
    "moves",
    "no_further_action",
    "of_practitioners",
    "of_teams",
    "on_agreed_days",
    "open_intervals",
    "opened",
    "parts",
    "planned",
    "process",
    "process_texts",
    "proposed",
    "rated",
    "ratings",
    "reasons_not_discussed",
    "records_opened",
    "referrals",
    "referred_again",
    "repeated",
    "sentences",
    "shows",
    "staff",
    "stores_nothing",
    "tally",
    "tells_seen",
    "tells_since",
    "triaged",
    "tried",
    "units",
    "whole_of",
]
