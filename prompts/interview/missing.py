"""What is missing from an interview: first what its record does not count as shown yet."""

from prompts.interview.claims import to_ask_for
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.kinds import KINDS

MISSING = "missing"
"""In what an asking freezes: it goes on to what else is missing, then back to the check card."""


def is_missing(interview: Interview, slot: Slot) -> bool:
    """Return whether `slot` holds no answer: not asked yet, or skipped."""
    answer = interview.answers.get(slot.place)
    return answer is None or answer.skipped


def has_words(interview: Interview) -> bool:
    """Return whether anything is written: taps and a day that was moved are no discussion.

    Nor is what a sibling was asked for the whole family.
    """
    told = [slot for slot, answer in interview.answered() if not answer.family]
    return any(KINDS[slot.question.kind].may_be_long for slot in told)


def listed_as_missing(interview: Interview) -> list[Slot]:
    """Return the unanswered questions that ask for what the record does not count as shown yet."""
    sought = set(to_ask_for(interview)) if interview.guide.records_claims else set()
    gaps = [s for s in interview.questions() if is_missing(interview, s) and not s.group]
    return [s for s in gaps if s.question.asks_for in sought]


def next_missing(interview: Interview, slot: Slot) -> Slot | None:
    """Return the next listed as missing after `slot`, so that one that was skipped is left."""
    places = [other.place for other in interview.questions()]
    here = places.index(slot.place) if slot.place in places else len(places)
    later = [s for s in listed_as_missing(interview) if places.index(s.place) > here]
    return later[0] if later else None
