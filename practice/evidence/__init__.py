from practice.evidence.answers import says_none
from practice.evidence.copying import Passage, copied
from practice.evidence.passages import passages_of
from practice.evidence.reader import INDICATORS, READER_VERSION, READS, Evidence, read

__all__ = [
    "INDICATORS",
    "READER_VERSION",
    "READS",
    "Evidence",
    "Passage",
    "copied",
    "passages_of",
    "read",
    "says_none",
]
