"""What is better, and for how many children."""

from reports.tallies import Counted
from reports.view import Section, Sentence
from reports.wording import of_measure, say, so_far

_IMPROVING = "outcomes.improving_share"


def section(counted: Counted) -> Section:
    """Return the children better than last time, the same and worse; apart, those nobody saw."""
    unseen = counted.unseen
    sentences = [_better(counted)]
    if unseen.denominator:
        said = say("better.unseen", n=unseen.numerator, m=unseen.denominator)
        sentences.append(Sentence(said))
    return Section("better", say("headings.better"), tuple(sentences))


def _better(counted: Counted) -> Sentence:
    figure, states = counted.figures[_IMPROVING], counted.states(_IMPROVING)
    now = figure.now
    if not now.denominator:
        none = of_measure(f"{_IMPROVING}.none")
        return figure.sentence(so_far(none, counted.span), figure.compared)
    better = say("better.better", n=now.numerator, m=now.denominator)
    texts = [so_far(better, counted.span), figure.compared]
    if now.rest:
        texts.append(say("better.others", same=states["same"], worse=states["worse"]))
        if mixed := states["mixed"]:
            texts.append(say("better.mixed", n=mixed))
    lists = counted.lists(_IMPROVING, "counted", "worse", "mixed", "same", "all")
    return figure.sentence(*texts, lists=lists)
