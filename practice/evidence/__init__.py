from practice.evidence.answers import says_none
from practice.evidence.reader import READER_VERSION, Evidence, read
from practice.evidence.weighing import READS

__all__ = ["READER_VERSION", "READS", "Evidence", "read", "says_none"]
