"""The standard buttons, and rows of them."""

from prompts.card import Tap
from prompts.phrases import phrase

_ROW = 22


def button(key: str, option: str | None = None, **values: str) -> Tap:
    """Return a standard button; its option is its name unless another is given."""
    return Tap(phrase(f"cards.buttons.{key}", **values), option or key)


def packed(taps: list[Tap]) -> list[tuple[Tap, ...]]:
    """Return `taps` in rows: two a row where their labels are short enough for a phone."""
    lines: list[tuple[Tap, ...]] = []
    for tap in taps:
        if lines and len(lines[-1]) == 1 and len(lines[-1][0].label) + len(tap.label) <= _ROW:
            lines[-1] = (*lines[-1], tap)
        else:
            lines.append((tap,))
    return lines


def spoken(words: str) -> str:
    """Return words as they are compared with a button's: phones write apostrophes their own way."""
    plain = words.casefold().strip().rstrip(".")
    return plain.replace("\u2019", "").replace("\u2018", "").replace("'", "")
