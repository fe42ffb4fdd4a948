"""Supervision that was due: held, by the agreed day, missed, and why."""

from collections.abc import Iterator

from prompts.phrases import phrase
from reports.not_held import LONG, NotHeld
from reports.tallies import Counted
from reports.view import Figure, Section, Sentence
from reports.wording import say, share, so_far

_HELD = "supervision.held_share"


def section(counted: Counted) -> Section:
    """Return how many were held, and of those that were not, why; nothing where all were."""
    return Section("held", say("headings.held"), tuple(_sentences(counted)))


def _sentences(counted: Counted) -> Iterator[Sentence]:
    figure = counted.figures[_HELD]
    if not counted.has_begun:
        yield Sentence(say("held.not_begun"))
    elif figure.now.rest:
        held = say("held.held", n=figure.now.numerator, m=figure.now.denominator)
        sits = figure.where.text if figure.where else ""
        waits = _waits(counted.not_held)
        texts = [so_far(held, counted.span), *waits, *_why(counted), sits, *_in_time(counted)]
        lists = (*figure.most(), *counted.lists(_HELD, "rest", "all"))
        yield figure.sentence(*texts, _pairs(counted, figure), lists=lists)


def _waits(told: NotHeld) -> Iterator[str]:
    """Yield that some had none for months at a stretch: month by month nobody would see it."""
    if told.stretches:
        n, longest = len(told.stretches), told.stretches[0]
        one = say("held.stretch_one", k=longest)
        yield one if n == 1 else say("held.stretch", n=n, k=longest, few=LONG)


def _why(counted: Counted) -> Iterator[str]:
    told = counted.not_held
    if told.because:
        listed = "; ".join(phrase(f"missed.counted.{why}", n=n) for why, n in told.because)
        yield say("held.why", why=listed)
    if told.unsaid and counted.span.until is None:
        yield say("held.unsaid", n=told.unsaid)


def _in_time(counted: Counted) -> Iterator[str]:
    told = counted.not_held
    if told.agreed:
        yield say("held.in_time", n=told.in_time, m=told.agreed)


def _pairs(counted: Counted, figure: Figure) -> str:
    others = (counted.figures[key] for key in figure.paired_with)
    listed = "; ".join(f"{other.label} {share(other.now)}" for other in others)
    return f"{say('page.pairs')} {listed}."
