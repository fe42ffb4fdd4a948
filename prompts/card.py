"""What a person is shown: a text and the things they can tap. No channel's marks, no addresses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tap:
    """Something to tap: what it says, and the option it stands for in the draft it belongs to."""

    label: str
    option: str


@dataclass(frozen=True)
class Card:
    """One message of a draft: plain text and rows of taps."""

    text: str
    rows: tuple[tuple[Tap, ...], ...] = ()


@dataclass(frozen=True)
class Typed:
    """A person typed a message."""

    text: str


@dataclass(frozen=True)
class Tapped:
    """A person tapped an option of a card now shown."""

    option: str


@dataclass(frozen=True)
class Unreadable:
    """A person sent something that holds no text: its kind, such as "photo"."""

    kind: str


Input = Typed | Tapped | Unreadable
