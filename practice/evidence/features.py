"""What a sentence is weighed by: its wording, the cues in it, and who says or does what."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from practice.evidence import child_voice
from practice.evidence.cues import cues
from practice.evidence.people import Cast
from practice.evidence.scene import Scene
from practice.evidence.sentences import MOST_READ, Sentence, split
from practice.evidence.turns import turns

_TOKEN = re.compile(r"\w+(?:'\w+)*|[.,;:?!]|(?<=\s)[-\u2013\u2014](?=\s)")
_START = "^"
_NUMBER = "#"
_MOTIVES = {"reading": "motive read", "cause": "motive for a cause"}
# In a text of a few words each would else count for more than it can bear.
_FEWEST = 20


@dataclass(frozen=True)
class Features:
    """What one sentence, or several together, can be weighed by.

    `wordings` are words, marks of punctuation and pairs of them; `cues` are kinds of wording
    (`cues.toml`); `deeds` say what the child is seen to do or heard to say (`child_voice`).
    """

    wordings: frozenset[str]
    cues: frozenset[str]
    deeds: frozenset[str]

    def values(self, known: Container[str], beside: int | None = None) -> dict[str, float]:
        """Return each feature with its value; wordings outside `known` are left out.

        A wording counts the less the more known ones there are (`beside`, or here), so that a
        long text shows no more by its length than a short one. A cue is written [so] and a deed
        <so>, which no wording is.
        """
        kept = [wording for wording in self.wordings if wording in known]
        share = 1 / sqrt(max(len(kept) if beside is None else beside, _FEWEST))
        values = dict.fromkeys(kept, share)
        values.update((f"[{name}]", 1.0) for name in self.cues)
        values.update((f"<{name}>", 1.0) for name in self.deeds)
        return values


def together(parts: Iterable[Features]) -> Features:
    """Return the features of several sentences as of one."""
    parts = list(parts)
    return Features(
        frozenset().union(*(part.wordings for part in parts)),
        frozenset().union(*(part.cues for part in parts)),
        frozenset().union(*(part.deeds for part in parts)),
    )


def sentences_with_features(text: str) -> list[tuple[Sentence, Features]]:
    """Return the sentences of the first `MOST_READ` characters, each with its features."""
    sentences = split(text)
    return [
        (scene.sentence, _features(scene))
        for scene in _scenes(sentences, Cast.of(text[:MOST_READ]))
    ]


def features_alone(sentence: Sentence, cast: Cast) -> Features:
    """Return the features of a piece of a text without its neighbours."""
    return _features(Scene(sentence, None, None, cast))


def _scenes(sentences: list[Sentence], cast: Cast) -> Iterator[Scene]:
    for at, sentence in enumerate(sentences):
        before = sentences[at - 1] if at else None
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        yield Scene(sentence, before, after, cast)


def _features(scene: Scene) -> Features:
    tokens = [
        _NUMBER if word.isdigit() else word.replace("'", "")
        for word in _TOKEN.findall(scene.sentence.low)
    ]
    pairs = (f"{first} {second}" for first, second in pairwise([_START, *tokens]))
    found = cues(tokens)
    return Features(
        frozenset([*tokens, *pairs]),
        frozenset(
            [
                *found,
                *(_MOTIVES[cue] for cue in found & _MOTIVES.keys() if "motive" in found),
                *turns(scene.sentence.low),
            ]
        ),
        frozenset(child_voice.deeds(scene)),
    )
