"""A whole message that is a number, a day or a time, and tells nothing: "4", "29 feb". Pure."""

import re

from prompts.spoken_words import bare
from prompts.value_words import AMOUNT, DAY, LEADS, NUMBER

_MOST_LETTERS = 40
_ABOUT = r"(?:around|roughly|approximately|approx|nearly|almost|over|under|just|maybe|say|only)"
_MORE = r"(?: (?:and )?(?:a )?(?:bit|half|quarter)| or so| ish| odd| in all| past| max| tops)?"
_ENDS = rf"(?:(?:{DAY}|{AMOUNT}|{NUMBER})(?:ish)?{_MORE})"
_VALUE = re.compile(rf"(?:(?:{_ABOUT}|{LEADS}|{_ENDS}) ){{0,8}}{_ENDS}")
_NAMES_IT = re.compile(rf"\b(?:{DAY}|{NUMBER}|an?)\b")


def is_only_a_value(text: str) -> bool:
    """Say whether a whole message names a number, a day or a time and says nothing else.

    "Time" or "hours" alone name none.
    """
    words = bare(text) if len(text) <= _MOST_LETTERS else ""
    return _VALUE.fullmatch(words) is not None and _NAMES_IT.search(words) is not None
