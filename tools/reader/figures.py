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
    "to propose": lambda scores, truths: bars_from(scores, truths).propose,
    "not to ask again": lambda scores, truths: bars_from(scores, truths).said,
}


def said_by_either(best: Best, by_linear: Best, indicator: int) -> Truths:
    """Return in which texts nobody is asked again: by both together or nearly by the linear one."""
    nearly = found_at(by_linear, indicator, lambda s, t: bars_from(s, t).halfway)
    return found_at(best, indicator, BARS["not to ask again"]) | nearly


def by_bar(both: Best, by_linear: Best) -> Iterator[str]:
    """Yield the lines of the page's first table: each bar as it is used, and the quotation."""
    yield (
        "| | to propose: precision / recall | not to ask again: finds / still asks "
        "| F1 | quotation right | of |"
    )
    yield "|---|---|---|---|---|---|"
    for at, name in enumerate(INDICATORS):
        proposed = figures(both, found_at(both, at, BARS["to propose"]), at)
        said = figures(both, said_by_either(both, by_linear, at), at)
        f1 = figures(both, found_at(both, at, best_f1), at).f1
        yield (
            f"| {name} | {proposed.precision:.2f} / {proposed.recall:.2f} "
            f"| {said.recall:.2f} / {said.still_asks:.2f} | {f1:.2f} "
            f"| {proposed.quotation:.2f} | {proposed.there} |"
        )


def by_kind(best: Mapping[str, Best]) -> Iterator[str]:
    """Yield the lines of the page's second table: F1 by kind of text, then of each model alone."""
    alone = [name for name in best if name != "both"]
    yield f"| F1 | {' | '.join((*GROUPS, *alone))} |"
    yield "|" + "---|" * (1 + len(GROUPS) + len(alone))
    columns = [(best["both"], group) for group in GROUPS] + [(best[name], "all") for name in alone]
    rows = [[_f1(one, at, group) for one, group in columns] for at in range(len(INDICATORS))]
    for name, row in [*zip(INDICATORS, rows, strict=True), ("mean", np.mean(rows, axis=0))]:
        yield f"| {name} | {' | '.join(f'{value:.2f}' for value in row)} |"


def _f1(best: Best, indicator: int, group: str) -> float:
    return figures(best, found_at(best, indicator, best_f1), indicator, group).f1


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
