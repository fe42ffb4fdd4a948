"""Steps: the append-only list that a draft is folded from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practice.terms import StepKind

_WRITTEN = {StepKind.ANSWERED, StepKind.PART}
WITH_JOINED = "joined"
"""What a step that asks freezes where words that joined an answer before it made it ask anew."""
Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True)
class Step:
    """One thing that happened in a draft.

    `value` is anything JSON can hold. `sealed` says that it is free text, to be encrypted; plain
    values are those that measures and due dates need.
    """

    kind: str
    question: str | None = None
    entry: int = 0
    value: Json = None
    sealed: bool = False
    author_id: str | None = None


def last_words(steps: Sequence[Step], most: int = 120) -> str:
    """Return the end of what was written last in a draft; empty where nothing was."""
    written = _written(steps)
    text = " ".join(written[-1].split()) if written else ""
    if len(text) <= most:
        return text
    _, _, end = text[-most:].partition(" ")
    return f"… {end or text[-most:]}"


def first_words(steps: Sequence[Step], most: int = 30) -> str:
    """Return the beginning of what was written first in a draft; empty where nothing was."""
    written = _written(steps)
    text = " ".join(written[0].split()) if written else ""
    if len(text) <= most:
        return text
    start, _, _ = text[:most].rpartition(" ")
    return f"{start or text[:most]} …"


def _written(steps: Sequence[Step]) -> list[str]:
    """Return the free texts of a draft, in the order in which they were written."""
    return [
        step.value
        for step in steps
        if step.sealed and isinstance(step.value, str) and step.kind in _WRITTEN
    ]
