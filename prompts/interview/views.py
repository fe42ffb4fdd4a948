"""A record as it is read: one view for chat and page."""

from dataclasses import dataclass, replace

from prompts.interview.beside_cards import answer_of, own_answer
from prompts.interview.cards import filling
from prompts.interview.check_cards import answer_name
from prompts.interview.given import other_name
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.phrases import phrase
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
    own = {slot.place: answer for slot, answer in interview.answered()}
    lines = []
    for slot in interview.questions():
        answer, given = own.get(slot.place), interview.beside.get(slot.place)
        if answer is not None:
            words = own_answer(slot, answer, given)
            lines.append(_line(interview, slot, words, answer.author_id))
        if given is not None:
            line = _line(interview, slot, answer_of(slot, given), given.author_id)
            lines.append(_of_other(interview, line))
    return RecordView(interview.guide.title, tuple(lines))


def _line(interview: Interview, slot: Slot, words: str, author_id: str | None) -> ViewLine:
    part, name = interview.guide.parts[slot.part].title, answer_name(interview, slot)
    asked = fill(slot.question.ask, filling(interview, slot))
    return ViewLine(part, name, asked, words, slot.question.whose, author_id)


def _of_other(interview: Interview, line: ViewLine) -> ViewLine:
    """Return the line of an answer that the other gave apart: it is named, and is their view."""
    who = other_name(interview.context)
    name = phrase("beside.name", question=line.name, name=who)
    return replace(line, name=name, whose="practitioner")
