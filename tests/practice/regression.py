"""A balanced logistic regression by dual coordinate descent, in plain Python.

After Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and maximum
entropy models", Machine Learning 85 (2011).
"""

import math
import random
from collections.abc import Sequence

Row = dict[str, float]

COST = 0.5
ROUNDS = 30
HALVINGS = 25


def dot(weights: Row, row: Row) -> float:
    """Return what a row of features comes to; features without a weight count nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in row.items())


def fitted(rows: Sequence[Row], truths: Sequence[bool]) -> Row:
    """Return the weight of each feature; both answers count the same in all, however rare."""
    true = sum(truths)
    costs = [COST * len(rows) / (2 * (true if truth else len(rows) - true)) for truth in truths]
    signs = [1.0 if truth else -1.0 for truth in truths]
    squares = [sum(value * value for value in row.values()) for row in rows]
    shares = [0.01 * cost for cost in costs]
    weights: Row = {}
    for row, share, sign in zip(rows, shares, signs, strict=True):
        _add(weights, row, share * sign)
    order = list(range(len(rows)))
    chance = random.Random(1)  # noqa: S311
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            margin = signs[at] * dot(weights, rows[at])
            share = _best(shares[at], costs[at], squares[at], margin)
            _add(weights, rows[at], (share - shares[at]) * signs[at])
            shares[at] = share
    return weights


def _add(weights: Row, row: Row, times: float) -> None:
    for name, value in row.items():
        weights[name] = weights.get(name, 0.0) + times * value


def _best(share: float, cost: float, square: float, margin: float) -> float:
    """Return the share of one text, between 0 and its cost, that suits all others as they are."""
    low, high = 0.0, cost
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if square * (middle - share) + margin + math.log(middle / (cost - middle)) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2
