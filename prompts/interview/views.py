"""A record as it is read: one view for chat and page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from prompts.interview.beside_cards import answer_of, own_answer
from prompts.interview.cards import filling
from prompts.interview.check_cards import answer_name
from prompts.interview.given import other_name
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.phrases import phrase
from prompts.placeholders import fill
from prompts.question import MOVED_LAST_TIME, WHAT_MOVED, Keeps, Kind


@dataclass(frozen=True)
class ViewLine:
    """One answer in words. `whose` is whose view it is; `author_id` is who wrote it down.

    `name` says what it answers; `under` the same where the entry that it is of was named before.
    `last` is what it is read beside: last time's number, or last time's question; "" for nothing.
    `moved` says that it is what moved one of the two.
    """

    part: str
    name: str
    under: str
    question: str
    answer: str
    whose: str
    author_id: str | None
    last: str = ""
    moved: bool = False


@dataclass(frozen=True)
class RecordView:
    """A record: its title, and every answer on the path in order."""

    title: str
    lines: tuple[ViewLine, ...]


def view(interview: Interview) -> RecordView:
    """Return the record that an interview makes; skipped and off-path answers are left out."""
    own = {slot.place: answer for slot, answer in interview.answered()}
    lines: list[ViewLine] = []
    before: Slot | None = None
    for slot in interview.questions():
        answer, given = own.get(slot.place), interview.beside.get(slot.place)
        if answer is not None:
            words = own_answer(slot, answer, given)
            lines.append(_line(interview, (slot, before), words, answer.author_id))
        if given is not None:
            line = _line(interview, (slot, None), answer_of(slot, given), given.author_id)
            lines.append(_of_other(interview, line))
        before = before if answer is None and given is None else slot
    return RecordView(interview.guide.title, tuple(lines))


def _line(
    interview: Interview, place: tuple[Slot, Slot | None], words: str, author_id: str | None
) -> ViewLine:
    """Return the line of an answer; `place` is its slot, and the one answered before it."""
    slot, before = place
    part, name = interview.guide.parts[slot.part].title, answer_name(interview, slot)
    known = filling(interview, slot)
    asked = fill(slot.question.ask, known)
    under = _under(interview, slot, before)
    line = ViewLine(part, name, under, asked, words, slot.question.whose, author_id)
    is_moved = slot.question.id == WHAT_MOVED
    return replace(line, last=_last(slot, known), moved=is_moved)


def _last(slot: Slot, known: Mapping[str, str]) -> str:
    """Return last time's number of a scale, or last time's question; "" for any other answer."""
    if slot.question.id == MOVED_LAST_TIME and known.get("moved_question"):
        day = known.get("moved_on", "")
        return phrase("cards.last_asked", day=day, question=known["moved_question"])
    is_rating = slot.group is not None and slot.group.keeps == Keeps.OUTCOME_RATINGS
    if not is_rating or slot.question.kind is not Kind.SCALE or not known.get("last_rating"):
        return ""
    return phrase("cards.last_number", rating=known["last_rating"], day=known.get("last_on", ""))


def _of_other(interview: Interview, line: ViewLine) -> ViewLine:
    """Return the line of an answer that the other gave apart: it is named, and is their view."""
    who = other_name(interview.context)
    name = phrase("beside.name", question=line.name, name=who)
    return replace(line, name=name, under=name, whose="practitioner", last="")


def _under(interview: Interview, slot: Slot, before: Slot | None) -> str:
    """Return the name of an answer: its field's alone below another of the same entry."""
    here = (slot.group, slot.entry)
    if slot.group is None or before is None or (before.group, before.entry) != here:
        return answer_name(interview, slot)
    return slot.question.short or slot.question.id
