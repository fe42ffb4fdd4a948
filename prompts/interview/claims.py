"""What the record of an interview is proposed to show, read from the texts on its path."""

from practice.evidence import says_none
from prompts.guide import Kind
from prompts.interview.indicators import indicators_in
from prompts.interview.state import Interview


def claims(interview: Interview) -> dict[str, str]:
    """Return each indicator that the record is proposed to show, with the sentence it rests on.

    For a question that `shows` an indicator that is its answer, unless it says none or unknown.
    """
    found: dict[str, str] = {}
    for slot, answer in interview.answered():
        if not isinstance(answer.value, str) or slot.question.kind is not Kind.TEXT:
            continue
        for indicator, sentence in indicators_in(answer.value).items():
            found.setdefault(indicator, sentence)
        if slot.question.shows and not says_none(answer.value):
            found.setdefault(slot.question.shows, answer.value)
    return found


def confirmed_claims(interview: Interview) -> dict[str, str]:
    """Return what sending would confirm: the proposed claims less those taken out."""
    return {k: v for k, v in claims(interview).items() if k not in interview.taken_out}
