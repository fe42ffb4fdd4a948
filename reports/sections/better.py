"""What is better, and for how many children."""

from reports.tallies import Counted
from reports.view import Section, Sentence
from reports.wording import of_measure, say

_IMPROVING = "outcomes.improving_share"


def section(counted: Counted) -> Section:
    """Return the children better than last time, the same and worse."""
    return Section("better", say("headings.better"), (_better(counted),))


def _better(counted: Counted) -> Sentence:
    figure, states = counted.figures[_IMPROVING], counted.states(_IMPROVING)
    now = figure.now
    if not now.denominator:
        return figure.sentence(of_measure(f"{_IMPROVING}.none"), figure.compared)
    texts = [say("better.better", n=now.numerator, m=now.denominator), figure.compared]
    if now.rest:
        texts.append(say("better.others", same=states["same"], worse=states["worse"]))
        if mixed := states["mixed"]:
            texts.append(say("better.mixed", n=mixed))
    return figure.sentence(*texts)
