"""A whole message that asks to see what is known of a child: "show me CH-0299". Pure.

A phrase grammar (docs/decisions/0013-a-word-for-the-bot-is-the-whole-message.md): only a reference
may stand beside what asks. "Open the door to 0417" and "show me how 0417 is" are none.
"""

import re

from prompts.spoken_words import bare

_MOST_LETTERS = 90
_BEFORE = r"(?:(?:hi|hello|hey|ok|please|pls|just|(?:can|could) (?:i|you|we)|i want to|let me) )*"
_SHOW = r"(?:show|open|find|view|look up|pull up|bring up)"
# Alone, these may tell: "see 0417" is a plan for a visit.
_GET = r"(?:get|see|read|list|give|search)"
_WHOSE = r"(?:(?:me|us|for|the|all|any|my|our|last|latest|newest|of) )*"
_WHAT = (
    r"(?:records?|files?|notes?|cases?|supervisions?|plans?|history|actions?|everything|entries)"
)
_OF = r"(?:of|for|about|on)"
_REFERENCE = r"(?!(?:me|us|the|my) )(?:[a-z]{1,5} ?\d+(?: \d+)?|\d+ \d+|\d{3,})"
_CHILD = rf"(?:(?:child|case|ref|reference|number|no) )*({_REFERENCE})(?: ?s)?"
_ASKS = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_SHOW} {_WHOSE}(?:{_WHAT} {_OF} )?{_CHILD}(?: {_WHAT})?"
    rf"|{_GET} (?:me|us) {_WHOSE}(?:{_WHAT} {_OF} )?{_CHILD}(?: {_WHAT})?"
    rf"|(?:{_GET} )?{_WHOSE}{_WHAT} {_OF} {_CHILD}"
    rf"|(?:{_GET} )?{_CHILD} {_WHAT}"
    rf"|what (?:do|have) (?:we|you|i) (?:have|got) {_OF} {_CHILD}"
    r")(?: (?:please|pls|thanks|thank you|now))*"
)


def child_asked_for(text: str) -> str:
    """Return the reference of the child whom a whole message asks to see; "" where it asks none."""
    if len(text) > _MOST_LETTERS:
        return ""
    found = _ASKS.fullmatch(bare(text))
    return next(filter(None, found.groups()), "") if found else ""
