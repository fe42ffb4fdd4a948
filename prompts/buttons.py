"""The standard buttons, and rows of them."""

from prompts.card import Tap
from prompts.options import Named, Option
from prompts.phrases import phrase

_ROW = 22


def button(
    key: str, option: Option | None = None, *, of: str = "cards", **values: str | int
) -> Tap:
    """Return a button of the phrases file `of`; its option is its name unless another is given."""
    return Tap(phrase(f"{of}.buttons.{key}", **values), option or Named(key))


def packed(taps: list[Tap], in_row: int | None = None) -> list[tuple[Tap, ...]]:
    """Return `taps` in rows of `in_row`, or of two where their labels are short for a phone."""
    if in_row:
        return [tuple(taps[at : at + in_row]) for at in range(0, len(taps), in_row)]
    lines: list[tuple[Tap, ...]] = []
    for tap in taps:
        if lines and len(lines[-1]) == 1 and len(lines[-1][0].label) + len(tap.label) <= _ROW:
            lines[-1] = (*lines[-1], tap)
        else:
            lines.append((tap,))
    return lines
