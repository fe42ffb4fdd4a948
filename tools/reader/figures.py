"""The figures of the reader: how often what it finds is there, and what it misses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from practice.evidence import INDICATORS
from tools.reader.bars import Bars, Scores, Truths, bars_from, best_f1
from tools.reader.texts import LabelledText

GROUPS = ("all", "short", "long", "dictated")
Logits = Mapping[str, Scores]
"""For each text by its id what is said of its sentences: (sentences, indicators and process)."""


@dataclass(frozen=True)
class Best:
    """The best score of each text for each indicator, whether its sentence shows it, and truths."""

    scores: Scores
    quoted: Truths
    truths: Truths
    is_sure: Truths
    authors: NDArray[np.str_]
    groups: Mapping[str, Truths]


def best_of(texts: Sequence[LabelledText], said: Logits) -> Best:
    """Return what the best sentence of each text comes to."""
    width = len(INDICATORS)
    at = [said[text.id][:, :width].argmax(0) for text in texts]
    return Best(
        scores=np.stack([said[text.id][:, :width].max(0) for text in texts]),
        quoted=np.stack([t.marks[row, np.arange(width)] for t, row in zip(texts, at, strict=True)]),
        truths=np.stack([text.truth for text in texts]),
        is_sure=np.stack([text.is_sure for text in texts]),
        authors=np.array([text.author for text in texts]),
        groups={name: np.array([name in text.groups for text in texts]) for name in GROUPS},
    )


@dataclass(frozen=True)
class Figures:
    """How often one indicator is found rightly at one bar."""

    right: int
    found: int
    there: int
    quoted: int
    absent: int

    @property
    def precision(self) -> float:
        """The share of what is found that is there."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The share of what is there that is found."""
        return self.right / max(self.there, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(self.found + self.there, 1)

    @property
    def quotation(self) -> float:
        """The share of what is rightly found whose quoted sentence is one that shows it."""
        return self.quoted / max(self.right, 1)

    @property
    def still_asks(self) -> float:
        """The share of texts without it in which it is not found."""
        return 1 - (self.found - self.right) / max(self.absent, 1)


def figures(best: Best, found: Truths, indicator: int, group: str = "all") -> Figures:
    """Return the figures of one indicator for what was found: (texts,)."""
    chosen = best.is_sure[:, indicator] & best.groups[group]
    there, said = best.truths[chosen, indicator], found[chosen]
    both = there & said
    return Figures(
        int(both.sum()),
        int(said.sum()),
        int(there.sum()),
        int((both & best.quoted[chosen, indicator]).sum()),
        int((~there).sum()),
    )


def found_at(best: Best, indicator: int, bar: Callable[[Scores, Truths], float]) -> Truths:
    """Return in which texts an indicator passes a bar that was set on all other authors."""
    found = np.zeros(len(best.scores), bool)
    for author in sorted(set(best.authors)):
        others = (best.authors != author) & best.is_sure[:, indicator]
        own = best.authors == author
        passed = bar(best.scores[others, indicator], best.truths[others, indicator])
        found[own] = best.scores[own, indicator] >= passed
    return found


BARS: Mapping[str, Callable[[Scores, Truths], float]] = {
    "best F1": best_f1,
    "to propose": lambda scores, truths: bars_from(scores, truths).propose,
    "not to ask again": lambda scores, truths: bars_from(scores, truths).said,
}


def said_by_either(best: Best, by_linear: Best, indicator: int) -> Truths:
    """Return in which texts nobody is asked again: by both together or nearly by the linear one."""
    nearly = found_at(by_linear, indicator, lambda s, t: bars_from(s, t).halfway)
    return found_at(best, indicator, BARS["not to ask again"]) | nearly


def tables(texts: Sequence[LabelledText], said: Logits) -> Iterator[str]:
    """Yield the figures as lines of Markdown tables: by bar, then by group at the best F1."""
    best = best_of(texts, said)
    for name, bar in BARS.items():
        yield f"### {name}"
        yield "| | precision | recall | F1 | quotation right | still asks | of |"
        yield "|---|---|---|---|---|---|---|"
        rows = [figures(best, found_at(best, at, bar), at) for at in range(len(INDICATORS))]
        for indicator, row in zip(INDICATORS, rows, strict=True):
            yield _line(indicator, row)
        yield f"mean F1 {np.mean([row.f1 for row in rows]):.3f}"
    for group in GROUPS:
        found = [
            figures(best, found_at(best, at, best_f1), at, group) for at in range(len(INDICATORS))
        ]
        yield f"{group}: mean F1 {np.mean([row.f1 for row in found]):.3f}"


def _line(indicator: str, row: Figures) -> str:
    return (
        f"| {indicator} | {row.precision:.2f} | {row.recall:.2f} | {row.f1:.2f} "
        f"| {row.quotation:.2f} | {row.still_asks:.2f} | {row.there} |"
    )


@dataclass(frozen=True)
class ProcessError:
    """How near the estimated share of process comes to that of the second reader's marks.

    `rank` is Spearman's correlation over texts, `mean_error` the mean distance, `bias` the mean of
    estimated less marked (all shares 0 to 1).
    """

    texts: int
    rank: float
    mean_error: float
    bias: float


def process_error(texts: Sequence[LabelledText], said: Logits) -> ProcessError:
    """Return how near it comes; each text's share is fitted on the other authors' sentences."""
    lines = {author: _line_without(author, texts, said) for author in {t.author for t in texts}}
    shares = np.array([_share(lines[text.author], said[text.id][:, -1]) for text in texts])
    marked = np.array([text.about_process.mean() for text in texts])
    off = shares - marked
    rank = float(spearmanr(shares, marked).statistic)
    return ProcessError(len(texts), rank, float(np.abs(off).mean()), float(off.mean()))


def _share(line: Bars, scores: Scores) -> float:
    return float((1 / (1 + np.exp(-(line.slope * scores + line.constant)))).mean())


def _line_without(author: str, texts: Sequence[LabelledText], said: Logits) -> Bars:
    others = [text for text in texts if text.author != author]
    scores = np.concatenate([said[text.id][:, -1] for text in others])
    return bars_from(scores, np.concatenate([text.about_process for text in others]))
