from practice.evidence.answers import says_none
from practice.evidence.copying import Passage, copied
from practice.evidence.passages import passages_of
from practice.evidence.process_error import ProcessError, process_error
from practice.evidence.reader import (
    INDICATORS,
    READER_VERSION,
    Evidence,
    look,
    look_quickly,
    read,
)
from practice.evidence.reading import Bar, Found, Reading, reading_in

__all__ = [
    "INDICATORS",
    "READER_VERSION",
    "Bar",
    "Evidence",
    "Found",
    "Passage",
    "ProcessError",
    "Reading",
    "copied",
    "look",
    "look_quickly",
    "passages_of",
    "process_error",
    "read",
    "reading_in",
    "says_none",
]
