from practice.evidence.answers import says_none
from practice.evidence.passages import passages_of, quotable
from practice.evidence.reader import READER_VERSION, READS, Evidence, read

__all__ = [
    "READER_VERSION",
    "READS",
    "Evidence",
    "passages_of",
    "quotable",
    "read",
    "says_none",
]
