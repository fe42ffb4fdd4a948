"""What is better, and for how many children."""

from reports.counted import Counted
from reports.view import Figure, Section, Sentence
from reports.words import of_measure, say

_IMPROVING = "outcomes.improving_share"


def section(counted: Counted) -> Section:
    """Return the children better than last time, the same and worse."""
    return Section("better", say("headings.better"), (_better(counted),))


def _better(counted: Counted) -> Sentence:
    figure, states = counted.figures[_IMPROVING], counted.states(_IMPROVING)
    now = figure.now
    if not now.denominator:
        return _sentence(figure, of_measure(_IMPROVING, "none"))
    text = say("better.better", n=now.numerator, m=now.denominator)
    text = f"{text} {say('better.moved', same=states['same'], worse=states['worse'])}"
    if mixed := states["mixed"]:
        text = f"{text} {say('better.mixed', n=mixed)}"
    return _sentence(figure, text)


def _sentence(figure: Figure, text: str) -> Sentence:
    return Sentence(f"{text} {figure.compared}", figure.key, figure.behind)
