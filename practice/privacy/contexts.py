"""What stands around a word, weighed: whether people stand there, or things and helping verbs.

The weights are a logistic regression's over the project's practice texts (`python -m
tools.name_contexts` writes contexts.txt): where names, "mum" and "nan" stand in them, and where
other words do. "Will" and "may" are told from helping verbs, every other word from things.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from practice.privacy.everyday import forenames, words
from practice.privacy.prose import Prose

HELPING = frozenset({"will", "may"})
SCALE = 20
"""How much a weight is multiplied by in the file, where it is a whole number."""
_WEIGHTS = Path(__file__).with_name("contexts.txt")
_PARTS = frozenset(".!?,;:\n")
_EDGE, _NAME, _KIN = "#", "NAME", "KIN"
_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "you", _NAME, _KIN})
_BAR_OF_VERBS, _BAR_OF_THINGS, _BAR_OF_OTHERS = 1.8, 1.0, -1.0
"""From these on it is somebody: each is chosen so that few are asked who named nobody."""
EVERY = "every"
"""The name under which the file keeps what is added to every sum."""


def is_where_people_stand(prose: Prose, at: int) -> bool:
    """Say whether what stands around the word at a place speaks for a person."""
    helps = prose.low(at) in HELPING
    found = (weights().get(one) for one in [EVERY, *features(prose, at)])
    total = sum(pair[helps] for pair in found if pair is not None) / SCALE
    return total > (_BAR_OF_VERBS if helps else _bar(prose.low(at)))


def _bar(low: str) -> float:
    """Return the bar of a word that helps no verb: hope is kept and lost as people are."""
    return _BAR_OF_THINGS if low in words("abstract") | {"art"} else _BAR_OF_OTHERS


def features(prose: Prose, at: int) -> Iterator[str]:
    """Yield what is weighed of two words on either side, themselves and their endings."""
    (l2, l1), (r1, r2) = _left(prose, at), _right(prose, at)
    yield from (f"a{l1}", f"b{r1}", f"c{l2}", f"d{r2}", f"e{l2}_{l1}", f"f{r1}_{r2}")
    yield from (f"g{l1}_{r1}", f"h{l1[-3:]}", f"i{r1[-3:]}", f"j{l1[-2:]}", f"k{r1[-2:]}")
    yield from (f"l{r1[-2:]}_{r2[-2:]}", f"m{l1}_{r1[-2:]}", f"n{l1[-2:]}_{r1}")
    yield f"o{_sort_of(l1)}_{_sort_of(r1)}"
    yield f"p{l2[-2:]}_{l1}_{r1[-2:]}"
    if prose.words[at].is_possessive:
        yield "q"


def _left(prose: Prose, at: int) -> tuple[str, str]:
    """Return the second and the first word before a place; an edge where a sentence is parted."""
    one = _word(prose, at - 1) if at > 0 and _joins(prose, at - 1) else _EDGE
    other = one != _EDGE and at > 1 and _joins(prose, at - 2)
    return _word(prose, at - 2) if other else _EDGE, one


def _right(prose: Prose, at: int) -> tuple[str, str]:
    one = _word(prose, at + 1) if _joins(prose, at) else _EDGE
    other = one != _EDGE and _joins(prose, at + 1)
    return one, _word(prose, at + 2) if other else _EDGE


def _joins(prose: Prose, at: int) -> bool:
    """Say whether the word at a place and the next one stand in one part of a sentence."""
    return at + 1 < len(prose.words) and not _PARTS & set(prose.gap(at))


def _word(prose: Prose, at: int) -> str:
    low = prose.low(at).replace("'", "")
    if low in forenames():
        return _NAME
    return _KIN if low in words("parents") else low


def _sort_of(word: str) -> str:
    return "S" if word in _SUBJECTS else word[-2:]


@cache
def weights() -> dict[str, tuple[int, int]]:
    """Return what each feature weighs, against things and against helping verbs."""
    lines = (line.split() for line in _WEIGHTS.read_text(encoding="utf-8").splitlines())
    return {name: (int(things), int(verbs)) for name, things, verbs in lines}
