"""What is better, and for how many children."""

from collections import Counter

from reports.counted import Counted
from reports.view import Section, Sentence
from reports.words import of_measure, say

_IMPROVING = "outcomes.improving_share"


def section(counted: Counted) -> Section:
    """Return the children better than last time, the same and worse."""
    return Section("better", say("headings.better"), (_better(counted),))


def _better(counted: Counted) -> Sentence:
    figure, states = counted.figures[_IMPROVING], counted.states(_IMPROVING)
    now = figure.now
    if not now.denominator:
        text = of_measure(_IMPROVING, "none")
        return Sentence(f"{text} {figure.compared}", figure.key, figure.behind)
    text = say("better.better", n=now.numerator, m=now.denominator)
    rest = _others(states, now.denominator - now.numerator)
    return Sentence(f"{text} {figure.compared} {rest}".strip(), figure.key, figure.behind)


def _others(states: Counter[str | None], others: int) -> str:
    if not others:
        return ""
    text = say("better.others", same=states["same"], worse=states["worse"])
    mixed = states["mixed"]
    return f"{text} {say('better.mixed', n=mixed)}" if mixed else text
