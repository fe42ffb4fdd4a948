"""What two people's marks on texts say of the reader: their agreement, its precision and recall.

Agreement is Cohen's kappa (Cohen J, "A coefficient of agreement for nominal scales", Educ Psychol
Meas 1960;20:37-46). Intervals of shares are Wilson's score intervals (Newcombe R G, "Two-sided
confidence intervals for the single proportion", Stat Med 1998;17:857-872).
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from statistics import NormalDist
from typing import TypeVar

FEWEST = 10
_Z = NormalDist().inv_cdf(0.975)

T = TypeVar("T")


@dataclass(frozen=True)
class Marks:
    """What two people and the reader say of one text and one indicator; None where one is blank."""

    first: bool | None
    second: bool | None
    found: bool


@dataclass(frozen=True)
class Share:
    """So many `of` so many, with the 95% interval of their share."""

    count: int
    of: int
    low: float
    high: float


@dataclass(frozen=True)
class Kappa:
    """Agreement beyond chance, with its 95% interval: 1 is always, 0 is as often as by chance."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CheckCounts:
    """Texts that both marked, for one indicator: counts only.

    The first two are texts that only one of them marked as showing it. The others are texts on
    which they agree: those that show it, found or missed by the reader, and those that do not.
    """

    first_alone: int
    second_alone: int
    found: int
    missed: int
    found_wrongly: int
    rightly_left: int

    @property
    def marked(self) -> int:
        """How many texts both marked."""
        return sum(astuple(self))

    def kappa(self) -> Kappa | None:
        """Return how far the two agree; None under 10 texts, or where all marks are the same.

        The interval is Wilson's for the share on which they agree, what chance would give being
        taken as known, as Cohen does: so it has a width where they agree on every text.
        """
        shown, not_shown = self.found + self.missed, self.found_wrongly + self.rightly_left
        if self.marked < FEWEST:
            return None
        first, second = (
            (shown + alone) / self.marked for alone in (self.first_alone, self.second_alone)
        )
        by_chance = first * second + (1 - first) * (1 - second)
        if by_chance == 1:
            return None
        agreed = _share(shown + not_shown, self.marked)
        value, low, high = (
            (share - by_chance) / (1 - by_chance)
            for share in (agreed.count / agreed.of, agreed.low, agreed.high)
        )
        return Kappa(value, max(low, -1.0), high)

    def precision(self) -> Share | None:
        """Return how many of the texts in which it is found show it; None under 10 such texts."""
        return _if_enough(self.found, self.found + self.found_wrongly)

    def recall(self) -> Share | None:
        """Return in how many of the texts that show it it is found; None under 10 such texts."""
        return _if_enough(self.found, self.found + self.missed)


def counted(texts: Iterable[Marks]) -> CheckCounts:
    """Return the counts of the texts that both marked."""
    both = [text for text in texts if text.first is not None and text.second is not None]
    agreed = [(bool(text.first), text.found) for text in both if text.first == text.second]
    return CheckCounts(
        first_alone=sum(bool(text.first) and not text.second for text in both),
        second_alone=sum(bool(text.second) and not text.first for text in both),
        found=agreed.count((True, True)),
        missed=agreed.count((True, False)),
        found_wrongly=agreed.count((False, True)),
        rightly_left=agreed.count((False, False)),
    )


def _if_enough(count: int, of: int) -> Share | None:
    return _share(count, of) if of >= FEWEST else None


def _share(count: int, of: int) -> Share:
    share, squared = count / of, _Z**2
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z * (share * (1 - share) / of + squared / (4 * of**2)) ** 0.5 / (1 + squared / of)
    return Share(count, of, max(middle - half, 0.0), min(middle + half, 1.0))


def in_turns(by_writer: Mapping[str, Sequence[T]], seed: int) -> Iterator[T]:
    """Yield texts at random, one of each writer in turn, so that no writer fills a sample.

    The same texts and seed give the same order.
    """
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    piles = [
        chance.sample(by_writer[writer], len(by_writer[writer])) for writer in sorted(by_writer)
    ]
    chance.shuffle(piles)
    for turn in range(max(map(len, piles), default=0)):
        yield from (pile[turn] for pile in piles if turn < len(pile))
