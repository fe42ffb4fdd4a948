"""What a person is shown: a text and the things they can tap. No channel's marks, no addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from prompts.options import Option
from prompts.phrases import phrases


@dataclass(frozen=True)
class Tap:
    """Something to tap: what it says, and the option it stands for in the draft it belongs to."""

    label: str
    option: Option


class Role(StrEnum):
    """What a passage of a card's text is, for a channel that sets it apart."""

    PLACE = "place"
    NAME = "name"
    QUOTE = "quote"
    ASK = "ask"
    HINT = "hint"
    FACT = "fact"


@dataclass(frozen=True)
class Passage:
    """Words that stand in a card's text, and what they are."""

    role: Role
    words: str


@dataclass(frozen=True)
class Card:
    """One message of a draft: plain text and rows of taps.

    `passages` say what words of the text are, in their order; the rest is plain. `aside` are taps
    that a channel with room for them offers after the rows; everywhere they can be typed. `fills`
    is an earlier answer in words that the next words take the place of: it may stand in the box.
    One that `folds` may be a whole record: a channel with pages shows its beginning, and leads on.
    """

    text: str
    rows: tuple[tuple[Tap, ...], ...] = ()
    passages: tuple[Passage, ...] = ()
    aside: tuple[Tap, ...] = ()
    fills: str = ""
    folds: bool = False

    @classmethod
    def of(cls, *lines: str, rows: Iterable[tuple[Tap, ...]] = ()) -> "Card":
        """Return a card of those lines and rows that are not empty."""
        text = "\n".join(line for line in lines if line)
        return cls(text, tuple(row for row in rows if row))

    def taps(self) -> Iterator[Tap]:
        """Yield everything that can be tapped."""
        yield from (tap for row in self.rows for tap in row)
        yield from self.aside

    def led_by(self, line: str) -> "Card":
        """Return the card with a line (what just happened) above its text."""
        return replace(self, text=f"{line}\n{self.text}")


@dataclass(frozen=True)
class Typed:
    """A person typed a message."""

    text: str


@dataclass(frozen=True)
class Tapped:
    """A person tapped an option of a card now shown."""

    option: Option


@dataclass(frozen=True)
class Unreadable:
    """A person sent something that holds no text: its kind, such as "photo"."""

    kind: str

    @property
    def name(self) -> str:
        """What a person calls it."""
        names = phrases("errors.kinds")
        return names.get(self.kind, names["other"])


Input = Typed | Tapped | Unreadable
