"""Make the reader's weights from the tuning texts: `python -m tests.practice.train`.

One balanced logistic regression an indicator, over the features of `practice.evidence.features`,
solved by dual coordinate descent (Yu, Huang and Lin 2011). The bar of each indicator is set on
writers whom the weights it is tried with have not met. The result is the same on every run.
"""

import hashlib
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import typer

import practice.evidence
from practice.evidence.features import Features, sentences_with_features, together
from practice.evidence.weighing import WEIGHED, WEIGHTS
from tests.practice.labelled import labelled, labelled_file
from tests.practice.regression import Row, dot, fitted

FOLDS = 7
FEWEST_WRITERS = 2
WORDING, DEED = 0.75, 1.0
# Found on writers not met: where cues count for more, the weights lean on their wordings too much.
CUE = {"child_voice": 0.5, "why": 0.25, "own_practice": 0.5, "impact": 0.25}
# How many of those found must be right on writers not met; more than is aimed at, since the cues
# and word lists were written with these writers in view.
PRECISION = {"child_voice": 0.9, "why": 0.8, "own_practice": 0.8, "impact": 0.9}
SMALLEST_KEPT = 0.01
BIAS = ""


@dataclass(frozen=True)
class Example:
    """A text to learn from: its writer, its features, what it shows and what is left open."""

    writer: str
    features: Features
    shows: frozenset[str]
    open: frozenset[str]


@dataclass(frozen=True)
class Scales:
    """What a feature counts before it is weighed: rare wordings for more, unknown for nothing."""

    of_wordings: dict[str, float]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "Scales":
        """Return the scales that a set of texts gives."""
        texts, writers = Counter[str](), defaultdict[str, set[str]](set)
        for example in examples:
            for wording in example.features.wordings:
                texts[wording] += 1
                writers[wording].add(example.writer)
        return cls(
            {
                wording: WORDING * (1 + math.log((1 + len(examples)) / (1 + count)))
                for wording, count in texts.items()
                if len(writers[wording]) >= FEWEST_WRITERS
            }
        )

    def row(self, features: Features, indicator: str) -> Row:
        """Return a text's features, scaled; what the child does speaks for its voice alone."""
        if indicator != "child_voice":
            features = replace(features, deeds=frozenset())
        values = features.values(self.of_wordings)
        return {
            BIAS: 1.0,
            **{name: value * self.scale(name, indicator) for name, value in values.items()},
        }

    def scale(self, name: str, indicator: str) -> float:
        """Return what one feature is multiplied by."""
        return DEED if name.startswith("<") else self.of_wordings.get(name, CUE[indicator])


def examples() -> list[Example]:
    """Return the tuning texts with their features."""
    return [
        Example(
            writer=text.writer,
            features=together(part for _, part in sentences_with_features(text.text)),
            shows=text.shows,
            open=text.open,
        )
        for text in labelled("tuning")
    ]


def weights_of(learnt_from: Sequence[Example], indicator: str) -> tuple[Scales, Row]:
    """Return the scales and weights for one indicator that some texts teach."""
    scales = Scales.of(learnt_from)
    usable = [example for example in learnt_from if indicator not in example.open]
    usable += list(doubled(usable, indicator))
    rows = [scales.row(example.features, indicator) for example in usable]
    return scales, fitted(rows, [indicator in example.shows for example in usable])


def doubled(usable: Sequence[Example], indicator: str) -> Iterator[Example]:
    """Yield pairs of a writer's texts that do not show it: being long must not speak for it."""
    by_writer = defaultdict[str, list[Example]](list)
    for example in usable:
        if indicator not in example.shows:
            by_writer[example.writer].append(example)
    for texts in by_writer.values():
        for first, second in list(pairwise(texts))[::2]:
            yield replace(first, features=together([first.features, second.features]))


def unseen_totals(texts: Sequence[Example], indicator: str) -> list[tuple[float, bool]]:
    """Return for each text its weight by weights that met none of its writer's, and the truth.

    The first author's writers are always learnt from and never measured: the first rules, of
    which some features are left, were written with them in view.
    """
    writers = sorted({text.writer for text in texts if not text.writer.startswith("first-")})
    random.Random(7).shuffle(writers)  # noqa: S311
    found = []
    for fold in range(FOLDS):
        met_not = set(writers[fold::FOLDS])
        scales, weights = weights_of([t for t in texts if t.writer not in met_not], indicator)
        for text in texts:
            if text.writer in met_not:
                total = dot(weights, scales.row(text.features, indicator))
                found.append((total, indicator in text.shows))
    return found


def bar_for(totals: Sequence[tuple[float, bool]], precision: float) -> float:
    """Return the lowest total from which on at least this share of those taken is right."""
    bar, hits = math.inf, 0
    for count, (total, truth) in enumerate(sorted(totals, reverse=True), start=1):
        hits += truth
        if hits >= precision * count:
            bar = total
    return bar


def digest() -> str:
    """Return a digest of what the weights are made from; a test compares it with theirs."""
    package = Path(practice.evidence.__file__).parent
    sources = [labelled_file("tuning"), package / "cues.toml", package / "words.toml"]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def made() -> dict[str, object]:
    """Return the weights and bars of all indicators, as they are written down."""
    texts = examples()
    table: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(WEIGHED))
    bars = {}
    for at, indicator in enumerate(WEIGHED):
        scales, weights = weights_of(texts, indicator)
        bar = bar_for(unseen_totals(texts, indicator), PRECISION[indicator])
        bars[indicator] = round(bar - weights[BIAS], 3)
        for name, weight in weights.items():
            table[name][at] = round(weight * scales.scale(name, indicator), 2)
    del table[BIAS]
    kept = {
        name: row
        for name, row in sorted(table.items())
        if any(abs(weight) > SMALLEST_KEPT for weight in row)
    }
    return {"made_from": digest(), "bars": bars, "weights": kept}


def main() -> None:
    """Write the weights."""
    written = made()
    rows = written.pop("weights")
    assert isinstance(rows, dict)
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in rows.items()
    )
    head = json.dumps(written)[:-1]
    WEIGHTS.write_text(f'{head}, "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
