"""The linear model: a sentence weighed by its wordings alone, in plain numpy.

It is trained with scikit-learn (`tools/reader/linear.py`) and applied here: of each kind of wording
a TF-IDF vector of length 1, times weights kept as whole numbers.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from practice.evidence import wordings
from practice.evidence.sentences import Sentence

LINEAR = Path(__file__).with_name("model") / "linear.npz"
KINDS: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
    ("words", wordings.words),
    ("runs", wordings.runs),
)
"""Each kind of wording: its name, and how a sentence is cut into it."""


@dataclass(frozen=True)
class Block:
    """One kind of wording: where each stands in the weights, and how seldom it is."""

    places: dict[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.int8]

    def total(self, found: Iterable[str]) -> NDArray[np.float64]:
        """Return how much the wordings of one sentence weigh for each output, unscaled."""
        counts = Counter(place for w in found if (place := self.places.get(w)) is not None)
        if not counts:
            return np.zeros(self.weights.shape[1])
        places = np.fromiter(counts, int, len(counts))
        often = np.fromiter((1 + math.log(n) for n in counts.values()), float, len(counts))
        values = often * self.rarity[places]
        return np.asarray(values @ self.weights[places] / math.sqrt(values @ values))


@dataclass(frozen=True)
class Linear:
    """The trained weights: a block a kind of wording, what one step of a weight is, constants."""

    blocks: tuple[Block, ...]
    steps: NDArray[np.float64]
    constants: NDArray[np.float64]

    def logits(self, sentences: Sequence[Sentence]) -> NDArray[np.float64]:
        """Return how much each sentence shows: (sentences, indicators and process)."""
        rows = [self._weighed(sentence.low) for sentence in sentences]
        weighed = np.array(rows, np.float64).reshape(-1, len(self.constants))
        return weighed * self.steps + self.constants

    def _weighed(self, low: str) -> NDArray[np.float64]:
        pairs = zip(self.blocks, KINDS, strict=True)
        totals = [block.total(cut(low)) for block, (_, cut) in pairs]
        return np.asarray(np.sum(totals, axis=0), np.float64)


@cache
def linear() -> Linear:
    """Return the model that `python -m tools.reader train` wrote."""
    with np.load(LINEAR, allow_pickle=False) as kept:
        blocks = tuple(
            Block(
                {wording: at for at, wording in enumerate(str(kept[f"{name}_known"]).split("\n"))},
                kept[f"{name}_rarity"],
                kept[f"{name}_weights"],
            )
            for name, _ in KINDS
        )
        return Linear(blocks, kept["steps"], kept["constants"])
