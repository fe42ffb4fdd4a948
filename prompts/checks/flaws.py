"""What a check of a guide yields, before the file's name is put to it."""

from collections.abc import Iterator
from typing import NamedTuple

from prompts.guide import Guide, Question


class Flaw(NamedTuple):
    """One thing wrong: the question it is in, what it is, and what to do about it."""

    question: str | None
    what: str
    remedy: str


def everything_asked(guide: Guide) -> Iterator[tuple[str, Question]]:
    """Yield every question and every field of a group, each with the name a fault gives it."""
    for _, question in guide.questions():
        yield question.id, question
        for field in question.fields:
            yield f"{question.id}.{field.id}", field
