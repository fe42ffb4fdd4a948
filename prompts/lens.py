"""A lens: a question chosen for what was said or is seldom shown (prompts/lenses.toml)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Self

from prompts.question import Kind, Piece, Question
from prompts.steps import Json

FILE = Path(__file__).parent / "lenses.toml"
WORDS = "words"
"""The name under which a lens's conditions know what was written: all of it, or one sentence."""


class LensWords(Piece):
    """What a lens says, in the bank and as it was asked. `because` says why it is asked.

    `family` says that siblings in one meeting are asked it once.
    """

    id: str
    title: str
    because: str
    ask: str
    hint: str | None = None
    whose: Literal["supervisor", "practitioner", "both"] = "both"
    shows: tuple[str, ...] = ()
    family: bool = False


class Lens(LensWords):
    """A question with its purpose and the conditions on which it is asked.

    `when` says whether it can be asked of this child at all. It is called for where `calls` holds,
    or where `sentence` holds of one sentence, which `ask` then quotes as {quote}; one with neither
    takes its turn. `because` says why it is asked. Where the words already show what it seeks, it
    is not asked, unless `even_if_shown`.
    """

    when: str | None = None
    calls: str | None = None
    sentence: str | None = None
    even_if_shown: bool = False

    @property
    def seeks(self) -> str:
        """The indicator that it can give: the first that its answer may show; "" for none."""
        return self.shows[0] if self.shows else ""

    @property
    def takes_turns(self) -> bool:
        """Whether it is asked without being called for."""
        return self.calls is None and self.sentence is None

    @property
    def conditions(self) -> dict[str, str]:
        """The conditions that it has, by their keys."""
        every = {"when": self.when, "calls": self.calls, "sentence": self.sentence}
        return {key: condition for key, condition in every.items() if condition is not None}


class AskedLens(LensWords):
    """A lens as it was asked: frozen in the step, so that a new wording changes no record.

    `called` says that the words or the facts called for it; else it took its turn.
    """

    called: bool = False

    @classmethod
    def of(cls, lens: Lens, *, called: bool) -> Self:
        """Return a lens as it is asked now."""
        return cls(
            id=lens.id,
            title=lens.title,
            because=lens.because,
            ask=lens.ask,
            hint=lens.hint,
            whose=lens.whose,
            shows=lens.shows,
            family=lens.family,
            called=called,
        )

    @classmethod
    def kept_in(cls, value: Json) -> Self | None:
        """Return the lens that an asking froze, if it froze one."""
        kept = value.get("lens") if isinstance(value, Mapping) else None
        return cls.model_validate(kept) if kept else None

    def as_json(self) -> Json:
        """Return what the step keeps of it."""
        return self.model_dump(mode="json", exclude_none=True)

    @property
    def question(self) -> Question:
        """The question that it asks: free words, always left with one tap."""
        return Question(
            id=self.id,
            kind=Kind.TEXT,
            ask=self.ask,
            hint=self.hint,
            whose=self.whose,
            short=self.title,
            shows=self.shows,
            family=self.family,
        )


class LensFile(Piece):
    """The file of the lenses, the one of most worth first."""

    lens: tuple[Lens, ...]


@cache
def bank() -> tuple[Lens, ...]:
    """Return every lens, the one of most worth first."""
    return LensFile.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8"))).lens


def indicators_sought(lenses: Sequence[Lens]) -> Iterator[str]:
    """Yield each indicator that some lens seeks, once."""
    yield from dict.fromkeys(lens.seeks for lens in lenses if lens.seeks)
