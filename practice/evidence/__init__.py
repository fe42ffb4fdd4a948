from practice.evidence.answers import says_none
from practice.evidence.reader import READER_VERSION, READS, Evidence, read

__all__ = ["READER_VERSION", "READS", "Evidence", "read", "says_none"]
