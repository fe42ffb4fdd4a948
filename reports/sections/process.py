"""How much of the records is about process, and how surely that is known."""

from collections.abc import Iterator

from reports.process import why_unsaid
from reports.tallies import Counted
from reports.view import Estimate, Estimated, Section, Sentence, Unsaid
from reports.wording import say, share


def section(counted: Counted) -> Section:
    """Return what is estimated for the month; no sentence where nothing was, or it is not over."""
    return Section("process", say("headings.process"), tuple(_sentences(counted)))


def _sentences(counted: Counted) -> Iterator[Sentence]:
    now = counted.process.now
    if now.unsaid is Unsaid.FEW:
        yield Sentence(why_unsaid(now))
    elif now.of_100 is not None:
        about = say("process.about", n=now.of_100)
        texts = [about, *_how_surely(now), *_compared(counted.process), _pairs(counted)]
        yield Sentence(" ".join(texts))


def _how_surely(now: Estimated) -> Iterator[str]:
    yield say("process.no_error") if now.error is None else say("process.error", n=now.error)
    if now.left_out:
        yield say("process.left_out", n=now.left_out)


def _compared(estimate: Estimate) -> Iterator[str]:
    """Yield what last month was, where the difference is more than the error."""
    now, last = estimate.now, estimate.last
    if now.of_100 is None or last.of_100 is None or now.error is None:
        return
    if not now.is_beside(last):
        if now.reader != last.reader:
            yield say("process.other")
    elif abs(now.of_100 - last.of_100) <= now.error:
        yield say("process.within")
    else:
        yield say("process.last", n=last.of_100)


def _pairs(counted: Counted) -> str:
    figures = (counted.figures[key] for key in counted.process.paired_with)
    listed = "; ".join(f"{figure.label} {share(figure.now)}" for figure in figures)
    return f"{say('page.pairs')} {listed}."
