"""The number that a child, or a parent, gives on the scale: "child 3, mum 6". Pure."""

import re

from prompts.numbers import in_digits

_CHILD = r"child|she|he|they|young person|yp|baby"
_PARENT = r"mum|mother|mummy|dad|daddy|father|parents?|carer|nan|gran|grandmother|grandfather"
_SAID = r"[^\d,;.]{0,20}?(10|\d)(?!\d)"
_OF_CHILD, _OF_PARENT = (
    re.compile(rf"\b(?:{_CHILD})\b{_SAID}"),
    re.compile(rf"\b(?:{_PARENT})\b{_SAID}"),
)


def own_numbers(text: str) -> tuple[int | None, int | None]:
    """Return the numbers (0-10) that the child and a parent gave; None for who gave none."""
    words = in_digits(text)
    return _found(_OF_CHILD, words), _found(_OF_PARENT, words)


def _found(who: re.Pattern[str], words: str) -> int | None:
    found = who.search(words)
    return int(found[1]) if found else None
