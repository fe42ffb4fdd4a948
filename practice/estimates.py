"""Estimates for notes that nobody confirmed: how many show an indicator, in truth, and how surely.

The share that the reader finds is corrected by its published error rates: Rogan W J, Gladen B,
"Estimating prevalence from the results of a screening test", Am J Epidemiol 1978;107:71-76. The
interval is a percentile bootstrap over writers, both those on whom the rates were measured and
those of the notes: the texts of one writer are alike, and taken one by one they would claim too
much. It is never narrower than that of Lang Z, Reiczigel J, "Confidence limits for prevalence of
disease adjusted for estimated sensitivity and specificity", Prev Vet Med 2014;113:13-22, which
takes every text as a writer of its own; resampling alone says 0 to 0 where nothing was found.
"""

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

from practice.evidence import READER_VERSION

PUBLISHED = Path(__file__).parent / "evidence" / "model" / "error_rates.json"
REPLICATES = 1000
FEWEST_NOTES = 40
FEWEST_WRITERS = 5
LEAST_TOLD_APART = 0.2
WIDEST = 0.5
_Z = NormalDist().inv_cdf(0.975)


class ErrorCounts(NamedTuple):
    """How a reader did on texts of one writer, or of all, against what they show in truth.

    `found` and `missed` are texts that show the indicator, `found_wrongly` and `rightly_left` texts
    that do not.
    """

    found: int
    missed: int
    found_wrongly: int
    rightly_left: int


class NoteCounts(NamedTuple):
    """How many notes one writer wrote, and in how many of them the reader finds the indicator."""

    notes: int
    found: int


class Refusal(StrEnum):
    """Why there is no estimate; the words are for whoever asked for it."""

    NO_RATES = "no error rates are published"
    OTHER_READER = "the published error rates are of another version of the reader"
    FEW_NOTES = "there are too few texts to say"
    FEW_WRITERS = "there are too few writers to say"
    NOT_TOLD_APART = "the reader hardly tells texts that show it from others"
    WRITERS_DIFFER = "the writers differ too much"
    READ_OTHERWISE = "the reader errs otherwise on these texts than was published"


@dataclass(frozen=True)
class Estimate:
    """The share of notes that show an indicator, with its 95% interval; all between 0 and 1."""

    share: float
    low: float
    high: float


ErrorRates = Mapping[str, Sequence[ErrorCounts]]
"""The counts of each writer the reader was measured on, by indicator."""
Interval = tuple[float, float]


def published_error_rates(path: Path = PUBLISHED) -> ErrorRates | Refusal:
    """Return the error rates that were published with the present version of the reader.

    A refusal where there are none, or where they are of another version: what an older reader
    missed says nothing of this one.
    """
    if not path.exists():
        return Refusal.NO_RATES
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["reader"] != READER_VERSION:
        return Refusal.OTHER_READER
    return {
        indicator: [ErrorCounts(*counts) for counts in writers.values()]
        for indicator, writers in content["by_writer"].items()
    }


def estimate(
    measured: Sequence[ErrorCounts], notes: Sequence[NoteCounts], seed: int = 1
) -> Estimate | Refusal:
    """Return the share of `notes` that show an indicator, or why it cannot be said.

    Each item of `measured` and of `notes` is one writer. Refused are:

    - fewer than 40 notes, and fewer than 5 writers on either side: so few say little of
      how writers differ (in simulation, the interval of three held what is usual for their council
      in 77 of 100);
    - sensitivity and specificity that together are under 1.2: each text in a hundred that is found
      by chance would move the estimate by five and more;
    - an interval wider than 0.5, which holds half of all that could be said; its width is taken
      before it is cut to 0 and 1, for an estimate of "1 to 3" is no sure 1. Where the interval of
      Lang and Reiczigel is too wide already, there are too few texts; where it is not, only what
      tells writer from writer made it so, and the writers differ too much. A test of whether they
      differ would answer another question: with many texts they always do, and with few it
      never shows; what counts is whether their difference leaves an answer;
    - an interval that lies below 0 or above 1 as a whole: so little, or so much, is found as those
      error rates hardly ever bring, whatever the texts show. Cut to 0 or 1 it would be sure of it.
    """
    measured = [writer for writer in measured if sum(writer)]
    notes = [writer for writer in notes if writer.notes]
    refusal = _too_little(measured, notes)
    if refusal:
        return refusal
    each_alone = _taken_one_by_one(_all(measured), _all_notes(notes))
    if each_alone[1] - each_alone[0] > WIDEST:
        return Refusal.FEW_NOTES
    low, high = _bootstrapped(measured, notes, random.Random(seed))  # noqa: S311 - a simulation
    share = _corrected(_all_notes(notes), *_rates(_all(measured)))
    low, high = min(low, each_alone[0], share), max(high, each_alone[1], share)
    if high - low > WIDEST:
        return Refusal.WRITERS_DIFFER
    if high < 0 or low > 1:
        return Refusal.READ_OTHERWISE
    return Estimate(*(min(max(value, 0.0), 1.0) for value in (share, low, high)))


def _too_little(measured: Sequence[ErrorCounts], notes: Sequence[NoteCounts]) -> Refusal | None:
    if sum(writer.notes for writer in notes) < FEWEST_NOTES:
        return Refusal.FEW_NOTES
    if min(len(measured), len(notes)) < FEWEST_WRITERS:
        return Refusal.FEW_WRITERS
    shown = [writer for writer in measured if writer.found + writer.missed]
    others = [writer for writer in measured if writer.found_wrongly + writer.rightly_left]
    if min(len(shown), len(others)) < FEWEST_WRITERS:
        return Refusal.FEW_WRITERS
    if sum(_rates(_all(measured))) - 1 < LEAST_TOLD_APART:
        return Refusal.NOT_TOLD_APART
    return None


def _all(measured: Sequence[ErrorCounts]) -> ErrorCounts:
    return ErrorCounts(*(sum(column) for column in zip(*measured, strict=True)))


def _all_notes(notes: Sequence[NoteCounts]) -> NoteCounts:
    return NoteCounts(*(sum(column) for column in zip(*notes, strict=True)))


def _rates(counts: ErrorCounts, more: int = 0) -> tuple[float, float]:
    """Return sensitivity and specificity; `more` is added to each count, so that none is 0 or 1."""
    found, missed, found_wrongly, rightly_left = (count + more for count in counts)
    return found / (found + missed), rightly_left / (found_wrongly + rightly_left)


def _corrected(notes: NoteCounts, sensitivity: float, specificity: float) -> float:
    """Return the share by Rogan and Gladen, which may be under 0 or above 1."""
    share = notes.found / notes.notes
    return (share + specificity - 1) / (sensitivity + specificity - 1)


def _bootstrapped(
    measured: Sequence[ErrorCounts], notes: Sequence[NoteCounts], chance: random.Random
) -> Interval:
    """Return the 2.5th and the 97.5th percentile of the shares of councils that might have been.

    Each has other measured writers, other writers of notes, and is read as well as so many writers
    drawn from the measured ones: a council's few writers are not the average of them all.
    """
    shares = sorted(_replicate(measured, notes, chance) for _ in range(REPLICATES))
    outside = round(REPLICATES * 0.025)
    return shares[outside], shares[-1 - outside]


def _replicate(
    measured: Sequence[ErrorCounts], notes: Sequence[NoteCounts], chance: random.Random
) -> float:
    drawn = chance.choices(measured, k=len(measured))
    like_them = chance.choices(drawn, k=len(notes))
    sensitivity, specificity = _rates(_all(like_them), more=1)
    if sensitivity + specificity <= 1:
        # Read by chance, such notes could show anything.
        return chance.choice((-math.inf, math.inf))
    return _corrected(_all_notes(chance.choices(notes, k=len(notes))), sensitivity, specificity)


def _taken_one_by_one(measured: ErrorCounts, notes: NoteCounts) -> Interval:
    """Return the interval of Lang and Reiczigel (2014), which may go beyond 0 and 1."""
    sensitivity, specificity = _rates(measured, more=1)
    showing = measured.found + measured.missed + 2
    others = measured.found_wrongly + measured.rightly_left + 2
    texts = notes.notes + _Z**2
    found = (notes.found + _Z**2 / 2) / texts
    told_apart = sensitivity + specificity - 1
    share = (found + specificity - 1) / told_apart
    of_showing = sensitivity * (1 - sensitivity) / showing
    of_others = specificity * (1 - specificity) / others
    variance = (
        found * (1 - found) / texts + share**2 * of_showing + (1 - share) ** 2 * of_others
    ) / told_apart**2
    middle = share + 2 * _Z**2 * (share * of_showing - (1 - share) * of_others)
    half = _Z * variance**0.5
    return middle - half, middle + half
