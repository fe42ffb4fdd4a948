"""A whole message that is a number, a day or a time, and tells nothing: "4", "29 feb". Pure."""

import re

from prompts.spoken_words import bare
from prompts.value_words import AMOUNT, DAY, LEADS, NUMBER

_MOST_LETTERS = 40
_ENDS = rf"(?:{DAY}|{AMOUNT}|{NUMBER})"
_VALUE = re.compile(rf"(?:(?:{LEADS}|{_ENDS}) ){{0,8}}{_ENDS}")


def is_only_a_value(text: str) -> bool:
    """Say whether a whole message names a number, a day or a time and says nothing else."""
    return len(text) <= _MOST_LETTERS and _VALUE.fullmatch(bare(text)) is not None
