"""The bars of the reader, and how sure a score makes it: both set on writers it has not met."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

RIGHT, FINDS = 0.82, 0.91
"""Of what is proposed 80 of 100 are to be right; what is not asked again is to find 90 of 100 of
what is there. Both are set a little higher: a bar does not fit other writers as well as these."""

Scores = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Bars:
    """From which score on a passage is proposed, or nobody is asked again; and how sure it is.

    A score is right in the share 1 / (1 + exp(-(slope * score + constant))) of texts.
    """

    propose: float
    said: float
    slope: float
    constant: float

    @property
    def halfway(self) -> float:
        """From so high a score of the linear model on nobody is asked again (reader.py)."""
        return (self.propose + self.said) / 2


def bars_from(scores: Scores, truths: Truths) -> Bars:
    """Return the bars for one indicator from the best scores of texts and what they show.

    The bar to propose is that of the best F1; where too little is right there, the lowest at which
    enough is; and never one at which a score is more often wrong than right. The bar not to ask
    again finds enough, and is never over the other: nobody is asked for what is proposed.
    """
    order = np.argsort(-scores)
    falling, there = scores[order], truths[order]
    found = np.cumsum(there)
    right = found / np.arange(1, len(there) + 1)
    finds_enough = falling[np.searchsorted(found, FINDS * there.sum())]
    often_right = np.flatnonzero(right >= RIGHT)
    lowest = falling[often_right[-1]] if len(often_right) else falling[0]
    fitted = LogisticRegression(C=100).fit(scores[:, None], truths)
    slope, constant = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    propose = max(best_f1(scores, truths), lowest, -constant / slope)
    return Bars(
        propose=float(propose),
        said=float(min(propose, finds_enough)),
        slope=slope,
        constant=constant,
    )


def best_f1(scores: Scores, truths: Truths) -> float:
    """Return the score from which on F1 is highest."""
    order = np.argsort(-scores)
    there = truths[order]
    f1 = 2 * np.cumsum(there) / (np.arange(1, len(there) + 1) + there.sum())
    return float(scores[order][f1.argmax()])
