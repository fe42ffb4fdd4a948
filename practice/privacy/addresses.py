"""Where somebody lives: a house number with a street."""

import re
from collections.abc import Iterator

from practice.privacy.everyday import is_everyday, words
from practice.privacy.found import Found, Kind

_FLAT = r"(?:(?:flat|flt|apartment|apt|unit|room)[ .]{1,2}\d{1,4}[a-z]?[ ,]{1,2})?"
_NUMBER = rf"{_FLAT}(?<![\d:./,£$-])\d{{1,4}}[a-z]?"
_SPELT = (
    r"(?:number )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]{3,5})?"
    r"|a hundred(?: and [a-z]{3,9})?)"
)
_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019.-]){0,24}"
_STREETS = "|".join(sorted(words("streets") | words("ways")))
_ADDRESS = re.compile(
    rf"\b(?:({_NUMBER})|({_SPELT}))([ ,]{{1,2}})((?:{_WORD} ){{1,3}}?)({_STREETS})\b"
    r"(?!['\u2019]\w)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:live|lives|lived|living|staying|stays|address is|address:|moved to|home address)"
    r" ?(?:at |now at |is |was )?"
    r"((?:flat \d{1,4}[a-z]?,? )?\d{1,4}[a-z]?,? (?:the )?[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?)"
)
_STANDS_AT = re.compile(r"\b(?:at|number|is|to|from|address) $", re.IGNORECASE)
_LOOK_BACK = 12


def addresses(text: str) -> Iterator[Found]:
    """Yield the streets with a house number in a text."""
    for match in _ADDRESS.finditer(text):
        if _is_address(match):
            yield Found(*match.span(), Kind.ADDRESS)
    for match in _LIVES.finditer(text):
        yield Found(*match.span(1), Kind.ADDRESS)


def _is_address(match: re.Match[str]) -> bool:
    """Say whether a number, some words and a street are one, unlike "2 miles up the road"."""
    _, spelt, gap, between, street = match.groups()
    named = between.split()
    if any(word.casefold().strip(".'") in words("not_in_a_street") for word in named):
        return False
    before = max(match.start() - _LOOK_BACK, 0), match.start()
    if spelt and _STANDS_AT.search(match.string, *before):
        return True
    if street.casefold() not in words("streets"):
        return not (spelt or "," in gap) and _is_large([*named, street])
    return not spelt or not is_everyday(named[0].casefold()) or _is_large([*named, street])


def _is_large(words_of_it: list[str]) -> bool:
    return all(word[0].isupper() for word in words_of_it)
