"""What an ideal test would find of one team's conversion, at the volumes that were written down.

It knows that enquiries are counted one by one and that months drift by nothing, and takes the
likelihood ratio of a change. One such test knows the month; the other has to find it, as a summary
has. Each is as sure as the first of so many that a summary looks at together.
"""

import numpy as np
from numpy.typing import NDArray

from tests.stories import planted
from tests.stories.planted import BEGINS, MONTHS, Story

LOOKED_AT, FALSE = 36, 0.05
"""So many series a summary of these councils looks at, and so many of its signals may be chance."""
FEWEST = 6
"""Months on either side of a change whose month is not known."""
QUIET, CHANGED = 200_000, 20_000
_SEED = 1

Numbers = NDArray[np.float64]


def conversion() -> dict[str, float]:
    """Return how surely each ideal test finds the story."""
    before = BEGINS[Story.CONVERSION] - 1
    shares = np.repeat([planted.CONVERSION, planted.LOWER_CONVERSION], [before, MONTHS - before])
    rng = np.random.default_rng(_SEED)
    quiet = _ratios(*_drawn(rng, np.full(MONTHS, shares.mean()), QUIET))
    changed = _ratios(*_drawn(rng, shares, CHANGED))
    months = {"the month known": [before], "the month to find": range(FEWEST, MONTHS - FEWEST + 1)}
    return {name: _power(quiet[:, [*at]], changed[:, [*at]]) for name, at in months.items()}


def _power(quiet: Numbers, changed: Numbers) -> float:
    sure = np.quantile(quiet.max(axis=1), 1 - FALSE / LOOKED_AT)
    return float(np.mean(changed.max(axis=1) > sure))


def _drawn(rng: np.random.Generator, shares: Numbers, councils: int) -> tuple[Numbers, Numbers]:
    of = rng.poisson(planted.ENQUIRIES, (councils, MONTHS))
    return rng.binomial(of, shares).astype(float), of.astype(float)


def _ratios(led: Numbers, of: Numbers) -> Numbers:
    """Return the likelihood ratio of a change that began with each month."""
    since, of_since = (np.cumsum(each[:, ::-1], axis=1)[:, ::-1] for each in (led, of))
    every, of_every = since[:, :1], of_since[:, :1]
    changed = _likelihood(since, of_since) + _likelihood(every - since, of_every - of_since)
    return changed - _likelihood(every, of_every)


def _likelihood(led: Numbers, of: Numbers) -> Numbers:
    share = np.clip(led / np.maximum(of, 1), 1e-12, 1 - 1e-12)
    found: Numbers = led * np.log(share) + (of - led) * np.log(1 - share)
    return found
