"""How the time of a piece of work grows with its size: a ratio in one run, on any machine."""

import gc
import math
import time
from collections.abc import Callable

STEEP = 1.5
"""The exponent from which growth is a fault every day: 1 is linear, 2 is quadratic."""
WORTH_MEASURING = 0.02
"""Seconds for the larger size below which a growth is not worth a word."""
_ROUNDS = 5


def growth(
    small: Callable[[], object], large: Callable[[], object], times: float, steepest: float = STEEP
) -> float:
    """Return the exponent by which time grows where the work is so many times as large.

    The best of several rounds, as a busy machine makes a piece of work slower and never quicker;
    the first below what is too steep ends them. 0 for work that takes no time to speak of.
    """
    found = math.inf
    for _ in range(_ROUNDS):
        quick, slow = min(seconds(small) for _ in range(2)), seconds(large)
        if slow < WORTH_MEASURING:
            return 0.0
        found = min(found, math.log(slow / max(quick, 1e-6)) / math.log(times))
        if found < steepest:
            break
    return found


def seconds(work: Callable[[], object]) -> float:
    """Return the time of this thread that a piece of work takes, without the garbage of others."""
    gc.collect(0)
    gc.disable()
    begun = time.thread_time()
    try:
        work()
    finally:
        took = time.thread_time() - begun
        gc.enable()
    return took
