"""Words of an interview that stand in an earlier record, and what rests on them.

The caller compares (`practice.evidence.copied`) and asks who may open what; here stands what it
found. What rests on such words is said of today only if the writer says that it is so again.
"""

from collections.abc import Iterable, Iterator

from prompts.copied import CopiedWords
from prompts.interview.state import Interview
from prompts.question import Kind

_HALF = 0.5


def prose(interview: Interview) -> str:
    """Return every text of an interview, in order: what is compared with earlier records."""
    return "\n\n".join(
        answer.value
        for slot, answer in interview.answered()
        if slot.question.kind is Kind.TEXT and isinstance(answer.value, str)
    )


def not_said_again(interview: Interview) -> list[CopiedWords]:
    """Return the copied words of which the writer has not said that they are so again today."""
    return [found for found in interview.copied if found.words not in interview.said_again]


def left_copied(interview: Interview) -> bool | None:
    """Say whether there are any; None where a guide records no claims, for nobody compares it.

    Of others the check card is compared with what was written before whenever its words change.
    """
    return bool(not_said_again(interview)) if interview.guide.records_claims else None


def is_copied(interview: Interview, sentence: str) -> bool:
    """Say whether half of a sentence or more is copied, and not said to be so again today."""
    if not interview.copied or not sentence:
        return False
    text = prose(interview)
    start = text.find(sentence)
    spans = list(_spans(text, not_said_again(interview)))
    shared = sum(max(0, min(e, start + len(sentence)) - max(s, start)) for s, e in spans)
    return start >= 0 and shared >= _HALF * len(sentence)


def _spans(text: str, copied: Iterable[CopiedWords]) -> Iterator[tuple[int, int]]:
    for found in copied:
        start = text.find(found.words)
        if start >= 0:
            yield start, start + len(found.words)
