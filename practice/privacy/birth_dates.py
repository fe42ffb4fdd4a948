"""Dates that are said to be somebody's birth. The date of a visit leads to nobody."""

import re
from collections.abc import Iterator

from practice.privacy.found import Found, Kind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_UP_TO_NINTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_SPELT = (
    rf"(?:{_UP_TO_NINTH}|tenth|eleventh|twelfth|[a-z]{{3,5}}teenth|twentieth|thirtieth"
    rf"|(?:twenty|thirty)[ -]{_UP_TO_NINTH})"
)
_YEAR_SPELT = (
    r"(?:,? (?:two thousand|twenty|nineteen)(?: (?:and |oh )?(?:ten|eleven|twelve|[a-z]{3,5}teen"
    r"|[a-z]{3,5}ty(?:[ -][a-z]{3,5})?|one|two|three|four|five|six|seven|eight|nine)\b)?)?"
)
_YEAR = r"(?:[ ,./-]{1,2}['\u2019]?(?:\d{4}|\d{2})(?!\d))?"
_DATE = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}} ?[/.\u2013-] ?\d{{1,2}} ?[/.\u2013-] ?\d{{2,4}}"
    rf"|\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})|\d{{8}}|\d{{6}}|\d{{1,2}}/\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}{_YEAR}"
    rf"|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}"
    rf"|{_SPELT}(?: of)? {_MONTH}{_YEAR_SPELT}{_YEAR})(?!\w)"
)
_DAY_NAMED = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?"
_IS = r"(?= ?(?:is|was|falls|=|:|-|on|\d|the))"
_SAID = (
    r"(?:\bd\.?\s?o\.?\s?b(?![a-z])\.?|\bdate of birth\b|\bbirth ?date\b|\bborn\b|\bb\.(?= ?\d)"
    rf"|\bb(?:irth)?day(?:'s|s)?{_IS})"
)
_BETWEEN = (
    r"[ :=,;(\u2013-]{0,3}(?:(?:is|was|given as|of|as|falls|actually|on|the)\b ?){0,4}"
    r"[ :(\u2013-]{0,2}"
)
_BORN = re.compile(rf"{_SAID}{_BETWEEN}{_DAY_NAMED}({_DATE})", re.IGNORECASE)
_AGE = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen)"
_TURNS = re.compile(
    rf"\b(?:turns|turned|turning|will be|is) {_AGE} on (?:the )?({_DATE})", re.IGNORECASE
)
_WRITTEN_AS = re.compile(
    rf"(?:\bd\.?o\.?b\b|\bdate of birth\b)[^.\d\n?!;]{{1,30}}(?<![\w/-])({_DATE})", re.IGNORECASE
)
_BEHIND = re.compile(rf"({_DATE})[ ,(]{{0,2}}(?:d\.?o\.?b\b|\(?date of birth)", re.IGNORECASE)


def birth_dates(text: str) -> Iterator[Found]:
    """Yield the dates in a text that it says are somebody's birth."""
    for pattern in (_BORN, _TURNS, _WRITTEN_AS, _BEHIND):
        for match in pattern.finditer(text):
            yield Found(*match.span(1), Kind.BIRTH_DATE)
