"""Writes practice/privacy/contexts.txt: what stands around people in the practice texts, weighed.

    uv run --group models python -m tools.name_contexts

It learns from tests/practice/texts, which are invented: names there are in lists, as are parents.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from practice.privacy import contexts
from practice.privacy.contexts import EVERY, SCALE, features
from practice.privacy.everyday import double, forenames, words
from practice.privacy.prose import Prose

TEXTS = Path("tests/practice/texts")
WRITTEN = Path(contexts.__file__).with_name("contexts.txt")
_HELPING = frozenset(
    {"will", "may", "would", "can", "could", "should", "must", "might", "wont", "cant", "shall"}
)
_PEOPLE = frozenset({"he", "she", "him"})
_OTHER_PEOPLE = frozenset(
    {"they", "them", "i", "we", "you", "me", "us", "it", "who"}
    | {"her", "his", "their", "my", "our", "your", "its"}
)
_WHOSE = frozenset({"her", "his", "my", "their", "your", "our", "the", "a"})
_SHARE_OF_PEOPLE, _SHARE_OF_WORDS = 0.15, 0.25
_NAME, _KIN, _DOUBLE, _WORD = 1.0, 0.5, 3.0, 1.0
_FEWEST, _LEAST = 3, 4


@dataclass
class Learned:
    """What stands around words: of people (1) or of others (0), and how much each counts."""

    seen: list[list[str]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(self, prose: Prose, at: int, *, person: bool, counts: float) -> None:
        """Add the word at a place."""
        self.seen.append(list(features(prose, at)))
        self.people.append(int(person))
        self.counts.append(counts)


def main() -> None:
    """Learn and write the file."""
    things, verbs = (_weighed(_learned(one)) for one in ("things", "verbs"))
    names = sorted({EVERY, *things, *verbs})
    pairs = ((name, things.get(name, 0), verbs.get(name, 0)) for name in names)
    kept = [one for one in pairs if one[0] == EVERY or max(map(abs, one[1:])) >= _LEAST]
    lines = (" ".join(map(str, one)) for one in kept)
    WRITTEN.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _learned(against: str) -> Learned:
    learned, chance = Learned(), random.Random(1)
    for prose in _texts():
        for at in range(len(prose.words)):
            _learn(learned, prose, at, chance, against)
    return learned


def _learn(learned: Learned, prose: Prose, at: int, chance: random.Random, against: str) -> None:
    low = prose.low(at).replace("'", "")
    is_kin = low in words("parents") and prose.before(at) not in words("articles") | _WHOSE
    is_them = low in _PEOPLE and chance.random() < _SHARE_OF_PEOPLE
    if low in forenames() or is_kin or is_them:
        learned.add(prose, at, person=True, counts=_NAME if low in forenames() else _KIN)
    elif low in _PEOPLE | _OTHER_PEOPLE | words("parents") or (
        low in double() and prose.is_marked(at)
    ):
        return
    elif low in _HELPING:
        if against == "verbs":
            learned.add(prose, at, person=False, counts=_DOUBLE if low in double() else _WORD)
    elif against == "things" and (low in double() or chance.random() < _SHARE_OF_WORDS):
        learned.add(prose, at, person=False, counts=_DOUBLE if low in double() else _WORD)


def _weighed(learned: Learned) -> dict[str, int]:
    counter = CountVectorizer(analyzer=_as_it_is, min_df=_FEWEST, binary=True)
    rows: Any = counter.fit_transform(learned.seen)
    model = LogisticRegression(max_iter=300, solver="liblinear")
    model.fit(rows, learned.people, sample_weight=learned.counts)
    found = {name: round(SCALE * model.coef_[0][at]) for name, at in counter.vocabulary_.items()}
    return {**found, EVERY: round(SCALE * model.intercept_[0])}


def _as_it_is(seen: Sequence[str]) -> Sequence[str]:
    return seen


def _texts() -> Iterator[Prose]:
    for file in sorted(TEXTS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Prose(json.loads(line)["text"])


if __name__ == "__main__":
    main()
