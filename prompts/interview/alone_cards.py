"""The end of what one person writes outside a meeting: who will read it, and the taps that send."""

from prompts.buttons import button
from prompts.card import Tap
from prompts.interview.missing import has_words
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.options import Named
from prompts.phrases import phrase, phrases
from prompts.placeholders import fill


def readers_line(interview: Interview) -> str:
    """Return who will be able to read what is sent, as it is said before a word is written.

    "" of a reflection, whose writer chooses at the end, and of a part of a meeting.
    """
    if not interview.guide.is_sent:
        return ""
    readers, guide = phrases("alone.readers"), interview.guide
    return fill(readers.get(guide.name, readers[guide.ends]), _values(interview))


def said_before_sending(interview: Interview) -> list[str]:
    """Return what stands at the foot of the check card: who reads it, and what it lacks."""
    if interview.guide.ends == "share":
        return [phrase("cards.kept_means")]
    if not interview.guide.is_sent:
        return []
    names = [slot.question.short or slot.question.id for slot in still_needed(interview)]
    lacks = [phrase("alone.needs", names=", ".join(names))] if names else []
    return [*lacks, readers_line(interview)]


def still_needed(interview: Interview) -> list[Slot]:
    """Return the questions that cannot be left and hold no answer: without them nothing is sent."""
    return [
        slot
        for slot in interview.questions()
        if not slot.question.may_skip
        and not slot.asks_for_more
        and (slot.place not in interview.answers or interview.answers[slot.place].skipped)
    ]


def ending_rows(interview: Interview) -> list[tuple[Tap, ...]]:
    """Return the taps that end it: share or keep a reflection, send anything else."""
    if interview.guide.ends == "share":
        supervisor = interview.context.get("supervisor")
        share = [button("share", name=str(supervisor))] if supervisor else []
        return [(*share, button("keep_private"))]
    if still_needed(interview) or not has_words(interview):
        return []
    label = fill(phrases("alone.buttons")[interview.guide.ends], _values(interview))
    return [(Tap(label, Named.SEND),)]


def _values(interview: Interview) -> dict[str, str]:
    context = interview.context.items()
    return {k: str(v) for k, v in context if v is not None and not isinstance(v, list | tuple)}
