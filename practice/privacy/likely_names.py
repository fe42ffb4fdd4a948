"""Names that nobody told: with a title, by a common forename, by what stands beside them."""

import re
from collections.abc import Iterator

from practice.privacy.everyday import (
    double,
    forenames,
    is_everyday,
    is_spelt_as_meant,
    names,
    nobody,
    words,
)
from practice.privacy.meant import is_of_a_place
from practice.privacy.prose import Prose

_BEHIND_A_TITLE = frozenset({" ", "  "})
_BEHIND_A_LETTER = frozenset({". ", "."})
_SHORT_TITLES = frozenset(
    {"mr", "mrs", "ms", "mx", "dr", "prof", "sgt", "rev", "revd", "cllr", "st"}
)
_TRADES = frozenset({"nurse", "doctor"})
_WITHIN = frozenset({" ", "-"})
_OF_A_TRADE = (
    *("er", "ers", "or", "ist", "ists", "osis", "itis", "ing", "ment", "ion", "ness", "ity"),
    *("al", "ic", "ics", "ies"),
)
_MOST_WORDS = 3
_SHORTEST = 3
_AGED = re.compile(r" ?\(\d{1,2}\)| ?\(aged? \d|, (?:aged? )?\d{1,2},| aged? \d")


class LikelyNames:
    """A text, read for names that are not known."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of each name."""
        for at in range(len(self._prose.words)):
            if self._prose.low(at) in words("titles") and self._has_a_title(at):
                yield at, self._last_of(at + 1)
            elif self._is_likely(at):
                yield at, self._last_of(at)

    def _has_a_title(self, at: int) -> bool:
        """Say whether a title stands at a place and a name behind it."""
        prose, title, name = self._prose, self._prose.low(at), self._prose.low(at + 1)
        gap = prose.gap(at)
        is_beside = gap in _BEHIND_A_TITLE or (gap in _BEHIND_A_LETTER and title in _SHORT_TITLES)
        if not is_beside or not name or name in words("not_after_a_title"):
            return False
        if title in words("sure_titles"):
            return name not in words("titles") and (len(name) > 1 or prose.is_large(at + 1))
        if (name in nobody() and name not in double()) or prose.is_abbreviated(at + 1):
            return False
        if prose.is_large(at + 1):
            return prose.is_large(at) or not is_everyday(name)
        if title in words("sound_titles"):
            return name in words("seldom") | words("surnames") or (
                not is_everyday(name) and len(name) >= _SHORTEST
            )
        is_new = title in _TRADES and name.isalpha() and not is_spelt_as_meant(name)
        return name in names() or is_new

    def _last_of(self, first: int) -> int:
        """Return the last word of the name that begins at a place."""
        last = first
        for at in range(first + 1, min(first + _MOST_WORDS, len(self._prose.words))):
            if not self._is_joined(at) or not self._goes_on(at):
                break
            last = at
        return last if self._prose.low(last) not in words("particles") else first

    def _is_joined(self, at: int) -> bool:
        gap = self._prose.gap(at - 1)
        is_letter = len(self._prose.low(at - 1)) == 1
        return gap in _WITHIN or (is_letter and gap in _BEHIND_A_LETTER)

    def _goes_on(self, at: int) -> bool:
        low = self._prose.low(at)
        if low in words("particles"):
            return True
        if self._prose.words[at - 1].is_possessive:
            return False
        if not self._prose.is_large(at):
            return low in names() and (self._prose.is_small or self._prose.is_shouted)
        if low in nobody() and low not in double():
            return False
        return low in double() or not is_everyday(low) or len(low) == 1

    def _is_likely(self, at: int) -> bool:
        prose, low = self._prose, self._prose.low(at)
        if len(low) < _SHORTEST or prose.is_abbreviated(at) or low in words("titles"):
            return False
        if low in forenames():
            known = prose.is_large(at) or self._stands_for_a_person(at)
            return known and not is_of_a_place(prose, at)
        is_capital = prose.is_large(at) and not prose.words[at].text.isupper()
        if not is_capital or low in nobody() | words("place_words") or is_of_a_place(prose, at):
            return False
        return self._is_called(at) or (not is_everyday(low) and self._looks_like_one(at))

    def _is_called(self, at: int) -> bool:
        """Say whether a word stands behind "is called"."""
        prose = self._prose
        return prose.before(at) == "called" and prose.low(at - 2) in words("being")

    def _looks_like_one(self, at: int) -> bool:
        """Say whether a word with a capital, in no list, stands where a person would."""
        prose, low = self._prose, self._prose.low(at)
        is_kin = prose.before(at) in words("kin")
        is_theirs = prose.words[at].is_possessive and prose.after(at) in words("of_kin")
        is_aged = _AGED.match(prose.text, prose.words[at].end) is not None
        speaks = prose.after(at) in words("says") and not low.endswith(_OF_A_TRADE)
        return is_kin or is_theirs or is_aged or (speaks and not is_spelt_as_meant(low))

    def _stands_for_a_person(self, at: int) -> bool:
        before, after = self._prose.before(at), self._prose.after(at)
        if before in words("articles"):
            return False
        is_theirs = self._prose.words[at].is_possessive and after in words("of_kin")
        return (
            is_theirs
            or after in words("says") | words("is")
            or before in words("meets_only") | words("kin")
        )
