"""Checks of what is asked once for a family: one answer must fit the part of each child."""

from collections.abc import Iterator

from prompts.checks.flaws import Flaw
from prompts.guide import Guide
from prompts.question import Kind

_NEVER = (Kind.NOTE, Kind.GROUP, Kind.CHILD)


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what is wrong with the questions that are asked once for a family."""
    for _, question in guide.questions():
        for field in question.fields:
            if field.family:
                place = f"{question.id}.{field.id}"
                yield Flaw(place, "`family` stands in a group", "Entries are each child's own")
        if not question.family:
            continue
        if question.kind in _NEVER:
            what = f"`family` stands on a {question.kind}"
            yield Flaw(question.id, what, "It is for what one answer answers for every child")
        if question.apart:
            yield Flaw(question.id, "`family` and `apart` exclude each other", "Write one of them")
        if guide.ends != "meeting":
            what = "`family` stands in a guide that is no part of a meeting"
            yield Flaw(question.id, what, "Only a meeting asks about siblings one after another")
