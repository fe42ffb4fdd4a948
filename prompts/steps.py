"""Steps: the append-only list that a draft is folded from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
