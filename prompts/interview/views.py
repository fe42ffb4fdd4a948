"""A record as it is read: one view for chat and page."""

from dataclasses import dataclass

from prompts.interview.cards import filling
from prompts.interview.check_cards import answer_name
from prompts.interview.state import Interview
from prompts.kinds import shown
from prompts.placeholders import fill


@dataclass(frozen=True)
class ViewLine:
    """One answer in words. `whose` is whose view it is; `author_id` is who wrote it down."""

    part: str
    name: str
    question: str
    answer: str
    whose: str
    author_id: str | None


@dataclass(frozen=True)
class RecordView:
    """A record: its title, and every answer on the path in order."""

    title: str
    lines: tuple[ViewLine, ...]


def view(interview: Interview) -> RecordView:
    """Return the record that an interview makes; skipped and off-path answers are left out."""
    guide = interview.guide
    lines = [
        ViewLine(
            guide.parts[slot.part].title,
            answer_name(interview, slot),
            fill(slot.question.ask, filling(interview, slot)),
            shown(slot.question, answer.value),
            slot.question.whose,
            answer.author_id,
        )
        for slot, answer in interview.answered()
    ]
    return RecordView(guide.title, tuple(lines))
