"""Words that were written before, as a conversation keeps them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from prompts.steps import Json


@dataclass(frozen=True)
class CopiedWords:
    """Words that were written before, in the record `record_id` of a day.

    `earlier` is how they stood there; None where the writer may not open it, or it is of another
    family. `is_own` says that the same person wrote both.
    """

    words: str
    day: str
    record_id: str
    earlier: str | None = None
    is_own: bool = True

    @property
    def on(self) -> date:
        """The day of the earlier record."""
        return date.fromisoformat(self.day)

    def as_json(self) -> Mapping[str, Json]:
        """Return it as a step keeps it."""
        return asdict(self)


def copied_words(value: Any) -> tuple[CopiedWords, ...]:  # noqa: ANN401 - what a step kept
    """Return what a step kept of a comparison."""
    return tuple(CopiedWords(**kept) for kept in value)
