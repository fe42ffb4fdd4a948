"""References of children, and what people write where they have none."""

import re

from bot.sheets.cells import ref
from bot.sheets.errors import CellError

_NOBODY = re.compile(
    r"[\W_0]*|(?:child )?(?:unknown|not (?:yet )?(?:known|recorded|stated|given|applicable)|n/?k|"
    r"no (?:ref|reference|record|id)|to be (?:confirmed|advised)|tb[cad]|unborn(?: baby)?|baby|"
    r"new(?: child)?|none|nil|pending|temp(?:orary)?|xx+)",
    re.IGNORECASE,
)


def is_nobody(said: str) -> bool:
    """Say whether what stands for a child's reference names no child, or is empty."""
    return _NOBODY.fullmatch(said) is not None


def child_ref(cell: str) -> str:
    """Return the reference of a child; a word that stands for none is refused.

    Whoever shares a reference is one child, so that calls about many would be counted as repeats
    and duplicates of one another.
    """
    read = ref(cell)
    if is_nobody(read):
        raise CellError(
            "This names no child, and all rows that have it would count as one child.",
            "Give each such child a reference of its own, or leave it empty where that is allowed.",
        )
    return read
