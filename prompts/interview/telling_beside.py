"""Answers that stand already in the words of another: who does it and by when, in one sentence."""

from collections.abc import Sequence
from datetime import date

from prompts.changed import changed
from prompts.interview.path import Answer, Slot
from prompts.interview.state import Interview
from prompts.question import Kind
from prompts.steps import Json
from prompts.told_beside import day_told, person_told

_PEOPLE = ("practitioner", "supervisor")


def told_beside(now: Interview, slot: Slot, words: str, today: date) -> list[tuple[Slot, Json]]:
    """Return the later questions whose answers `words`, the answer to `slot`, tell too."""
    if slot.question.id not in now.guide.tells_beside:
        return []
    told_so = changed(now, answers={**now.answers, slot.place: Answer(words)})
    asked = [s for s in told_so.questions() if _is_found_in(s, slot)]
    names = [str(now.context[role]) for role in _PEOPLE if now.context.get(role)]
    me = str(now.context.get("supervisor") or "") if now.context.get("child") else ""
    found = [(other, _told(other, words, today, names, me)) for other in asked]
    return [(other, value) for other, value in found if value is not None]


def _is_found_in(other: Slot, slot: Slot) -> bool:
    is_told = other.question.found_in == slot.question.id
    return is_told and other.group == slot.group and other.entry == slot.entry


def _told(slot: Slot, text: str, today: date, names: Sequence[str], me: str) -> Json:
    """Return the answer to `slot` that stands in `text`; None where none does, or it is in doubt.

    Of a plan for when nothing changes only the day after "by" is taken: the sign may have its own.
    """
    if slot.question.kind is Kind.DATE:
        return day_told(text, today, only_last=slot.group is None)
    if slot.question.kind is Kind.PERSON:
        return person_told(text, names, me)
    return None
