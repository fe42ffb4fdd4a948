"""Numbers as people dictate a reference: "oh four oh one", "0 4 0 1", "child four hundred and one".

A phone's dictation spells figures out, parts them, or hears words that sound alike. What is read
here names a child who is asked about; it is never filed by itself. Pure.
"""

import re

_DIGITS = dict(zip(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "0123456789", strict=True,
))  # fmt: skip
_ZEROS = {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
_SOUND_ALIKE = {"won": "1", "to": "2", "too": "2", "for": "4", "ate": "8"}
_ALL = _DIGITS | _ZEROS | _SOUND_ALIKE
_FEWEST, _FEWEST_WITHOUT_ZERO, _MOST = 3, 4, 8

_ONE = rf"(?:{'|'.join(sorted(_ALL, key=len, reverse=True))}|[0-9])"
_RUN = re.compile(rf"(?<![\w-]){_ONE}(?:[ -]{_ONE}){{{_FEWEST - 1},}}(?![\w-])")
_TEENS = dict(zip(
    ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
     "eighteen", "nineteen"),
    range(10, 20), strict=True,
))  # fmt: skip
_TENS = dict(zip(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    range(20, 100, 10), strict=True,
))  # fmt: skip
_UNIT = "|".join(list(_DIGITS)[1:])
_HUNDREDS = re.compile(
    rf"\b(?P<called>(?:child|ch|case|ref|reference)(?: (?:number|no|ref))?) (?P<hundreds>{_UNIT})"
    rf"[ -]hundred(?:(?: and)? (?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<unit>{_UNIT}))?"
    rf"|(?P<rest>{_UNIT}|{'|'.join(_TEENS)})))?\b"
)


def in_figures(lowered: str) -> str:
    """Return a text, plain already, with the numbers in it that were dictated written in figures.

    It may be shorter: what stands in it is found, and not where.
    """
    return _RUN.sub(_run, _HUNDREDS.sub(_hundreds, lowered))


def _run(found: re.Match[str]) -> str:
    words = re.split("[ -]", found[0])
    figures = "".join(_ALL.get(word, word) for word in words)
    is_heard = any(word in _SOUND_ALIKE for word in words)
    fewest = _FEWEST if "0" in figures else _FEWEST_WITHOUT_ZERO
    doubtful = is_heard and not figures.startswith("0")
    return figures if fewest <= len(words) <= _MOST and not doubtful else found[0]


def _hundreds(found: re.Match[str]) -> str:
    number = int(_DIGITS[found["hundreds"]]) * 100 + _TENS.get(found["tens"], 0)
    number += int(_DIGITS.get(found["unit"] or found["rest"] or "", "0"))
    return f"{found['called']} {number + _TEENS.get(found['rest'] or '', 0)}"
