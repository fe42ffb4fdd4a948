"""What a record says, as its page sets it: by parts, each answer with what it is read beside."""

from itertools import groupby

from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.interview.views import RecordView, ViewLine
from prompts.loader import Guides
from prompts.steps import Step
from storage.tables import Record

Line = tuple[str, str, str]
"""What an answer is called, the answer, and what it is read beside; either name may be empty."""
Part = tuple[str, list[Line]]


def told_in(guides: Guides, record: Record, steps: list[Step]) -> Interview:
    """Return the interview that a record was sent as."""
    return interview_of(guides.version(record.guide, record.version), steps).state


def answers(seen: RecordView) -> list[Part]:
    """Return the answers of a record by the parts of its guide; what moved stands apart."""
    stays = (line for line in seen.lines if not line.moved)
    by_part = groupby(stays, key=lambda line: line.part)
    return [(part, [_set(part, line) for line in lines]) for part, lines in by_part]


def _set(part: str, line: ViewLine) -> Line:
    return "" if line.name == part else line.under, line.answer, line.last


def what_moved(seen: RecordView) -> list[str]:
    """Return what one of the two asked that moved the other; [] where that was not told."""
    return [line.answer for line in seen.lines if line.moved]
