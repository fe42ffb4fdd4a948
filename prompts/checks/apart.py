"""Checks of what is asked of each of two people apart: both must find the same question there."""

from collections.abc import Iterator

from prompts.checks.flaws import Flaw
from prompts.checks.scope import LISTS
from prompts.conditions import BrokenConditionError, names_in
from prompts.guide import Guide
from prompts.question import Kind, Question

_KINDS = (Kind.TEXT, Kind.SCALE)


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what is wrong with the questions that are asked of each apart."""
    for _, question in guide.questions():
        known = set(guide.names)
        asked = [(question.id, question)] if question.apart else []
        for place, one in [*asked, *_fields(question)]:
            yield from _of_each(place, one)
            listed = {*known, *LISTS.get(question.each or "", ())}
            yield from _depends(place, one, listed)
        if _fields(question):
            yield from _depends(question.id, question, known)
            if not question.each:
                what = "`apart` stands in a group without `each`"
                yield Flaw(question.id, what, "The two would answer different entries")


def _fields(group: Question) -> list[tuple[str, Question]]:
    return [(f"{group.id}.{field.id}", field) for field in group.fields if field.apart]


def _of_each(place: str, question: Question) -> Iterator[Flaw]:
    if question.kind not in _KINDS:
        yield Flaw(place, f"`apart` stands on a {question.kind}", "It is for a text or scale only")
    if question.whose != "both":
        yield Flaw(place, "`apart` asks the view of one", 'Write `whose = "both"`')


def _depends(place: str, question: Question, known: set[str]) -> Iterator[Flaw]:
    """Yield what it depends on that the other, who is asked nothing else, does not answer."""
    try:
        names = names_in(question.when) if question.when else frozenset()
    except BrokenConditionError:
        return
    for name in sorted(names - known):
        what = f'it is asked apart, and depends on the answer "{name}"'
        yield Flaw(place, what, "Let `when` know only what the guide is opened with")
