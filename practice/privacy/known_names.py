"""Names that are known, in the ways in which people write them.

Exactly, without accents, by a usual short form, with one slip of the finger, as it sounds. An index
is made of the names, so that time grows with the text and not with text times names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from practice.linkage.nicknames import groups_of
from practice.linkage.sounds import sound_of
from practice.matching import slips
from practice.privacy.everyday import double, is_everyday, sounds, words
from practice.privacy.prose import Prose, folded, key_of

_SHORTEST_SLIP, _SHORTEST_SOUND = 3, 4
_LETTERS_A_SLIP = 3
_VOWELS = frozenset("aeiouy")
_INITIALS = (
    ("ph", "f"), ("kn", "n"), ("wr", "r"), ("gh", "g"), ("ps", "s"), ("sz", "s"), ("sch", "s"),
    ("sh", "s"), ("cz", "c"), ("ch", "c"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "je"),
    ("gi", "ji"), ("gy", "ji"), ("c", "k"), ("q", "k"), ("x", "z"), ("z", "s"), ("y", "i"),
    ("dz", "j"), ("w", "v"),
)  # fmt: skip


class Nearness(IntEnum):
    """How near a word is to a known name."""

    EXACT = 1
    SHORT = 2
    NEAR = 3
    DOUBTFUL = 4
    """Near to a short name, or to one that is a word too: with a capital letter alone."""


@dataclass
class KnownNames:
    """The parts of full names, by what they share with the ways of writing them."""

    exact: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    """By part: which full names it belongs to, and where in them it stands."""
    _groups: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _sounds: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _slips: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _heard: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _seen: dict[str, Nearness | None] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Sequence[str]) -> "KnownNames":
        """Return the index of these names, "Forename Surname" each."""
        known = cls()
        for number, full in enumerate(dict.fromkeys(names)):
            for place, part in enumerate(_parts_of(full)):
                known.exact[part].add((number, place))
                for group in groups_of(part) if place == 0 else ():
                    known._groups[group].add(part)
                for line in sounds().get(part, ()):
                    known._sounds[line].add(part)
        for part in known.exact:
            if len(part) < _SHORTEST_SLIP:
                continue
            for shorter in _with_one_letter_less(part):
                known._slips[shorter].add(part)
            known._heard[_sound_of(part)].add(part)
        return known

    def nearness(self, low: str) -> Nearness | None:
        """Return how near a word, folded, is to one of the names; None where to none."""
        key = low.replace("'", "")
        if key not in self._seen:
            self._seen[key] = self._nearness(key)
        return self._seen[key]

    def _nearness(self, key: str) -> Nearness | None:
        if key in self.exact:
            return Nearness.EXACT
        if groups_of(key) & self._groups.keys():
            return Nearness.SHORT
        if sounds().get(key, frozenset()) & self._sounds.keys():
            return Nearness.NEAR
        near = [*self._slips_of(key), *self._sounding_like(key)]
        if any(_is_likely(key, part) for part in near):
            return Nearness.NEAR
        return Nearness.DOUBTFUL if near else None

    def _slips_of(self, key: str) -> Iterator[str]:
        if len(key) < _SHORTEST_SLIP:
            return
        shorter = dict.fromkeys(_with_one_letter_less(key))
        for part in {part for one in shorter for part in self._slips.get(one, ())}:
            if slips(key, part, most=1) <= 1 and (len(part) > _SHORTEST_SLIP or key[0] == part[0]):
                yield part

    def _sounding_like(self, key: str) -> Iterator[str]:
        if len(key) < _SHORTEST_SOUND:
            return
        for part in self._heard.get(_sound_of(key), ()):
            most = max(len(part), len(key)) // _LETTERS_A_SLIP
            is_long = len(part) >= _SHORTEST_SOUND and len(key) + len(part) > 2 * _SHORTEST_SOUND
            if is_long and slips(key, part, most=most) <= most:
                yield part

    def is_misspelt(self, low: str) -> bool:
        """Say whether a word of the dictionary is one slip from a name, and sounds like it."""
        key = low.replace("'", "")
        return len(key) > _SHORTEST_SOUND and any(
            _sound_of(part) == _sound_of(key) for part in self._slips_of(key)
        )

    def follow(self, prose: Prose, at: int) -> bool:
        """Say whether a word and the next one are a forename and what follows it in one name."""
        if len(prose.gap(at)) != 1:
            return False
        here, there = (
            {place for part in self._meant_by(key_of(prose.low(n))) for place in self.exact[part]}
            for n in (at, at + 1)
        )
        return any((number, place + 1) in there for number, place in here)

    def _meant_by(self, key: str) -> Iterator[str]:
        """Yield the parts that a word may be a writing of."""
        if key in self.exact:
            yield key
            return
        for group in groups_of(key):
            yield from self._groups.get(group, ())
        for line in sounds().get(key, ()):
            yield from self._sounds.get(line, ())
        yield from self._slips_of(key)
        yield from self._sounding_like(key)


def _is_likely(key: str, part: str) -> bool:
    """Say whether a slip for a name, in small letters, is no slip for a word.

    A short name has another vowel, or is wrong in its middle, or has a letter more.
    """
    if (part in double() - words("seldom") - words("places")) or is_everyday(part):
        return False
    if len(part) > _SHORTEST_SOUND or sorted(key) == sorted(part) or len(key) > len(part):
        return True
    pairs = zip(key, part, strict=False)
    changed = {letter for pair in pairs if pair[0] != pair[1] for letter in pair}
    is_vowel = len(key) == len(part) and changed <= _VOWELS
    is_within = key[0] == part[0] and key[-1] == part[-1] and len(part) == _SHORTEST_SOUND
    return is_vowel or is_within


def _parts_of(full: str) -> Iterator[str]:
    low = [key for word in full.replace("-", " ").split() if (key := _letters(word))]
    parts = [part for part in low if part not in words("particles")]
    yield from parts or low
    yield "".join(low)
    for word in full.split():
        if len(pieces := word.split("-")) > 1:
            yield _letters("".join(pieces))
        if len(pieces := folded(word).split("'")) > 1:
            yield from (part for piece in pieces if len(part := _letters(piece)) > _SHORTEST_SLIP)


def _letters(word: str) -> str:
    return "".join(sign for sign in key_of(word) if sign.isalpha())


def _with_one_letter_less(part: str) -> Iterator[str]:
    yield part
    for at in range(len(part)):
        yield part[:at] + part[at + 1 :]


def _sound_of(key: str) -> str:
    for written, heard in _INITIALS:
        if key.startswith(written):
            key = heard + key[len(written) :]
            break
    return sound_of(key.replace("gh", "").replace("dge", "j"))
