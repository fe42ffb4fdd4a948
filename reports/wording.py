"""The sentences of a summary, and how a number is written in them."""

from datetime import datetime
from pathlib import Path

from practice.calendar import Month, london
from prompts.phrases import Phrases
from reports.view import Figure, Point, extremes

TEMPLATES = Path(__file__).parent / "templates"
_MEASURES = Phrases(TEMPLATES, "measures")

say = Phrases(TEMPLATES, "sentences").say
of_measure = _MEASURES.say


def why_not(key: str, state: str | None) -> str:
    """Return why something in this state does not count for the measure `key`.

    The state's own words, or the measure's *other*.
    """
    known = _MEASURES.table(f"{key}.why_not")
    return of_measure(f"{key}.why_not.{state if state in known else 'other'}")


def percent(point: Point) -> str:
    """Return the share of `point` in whole per cent.

    Never 0% where something counts nor 100% where something does not; with nothing to count, the
    words for it.
    """
    if point.value is None:
        return say("page.no_data")
    whole = round(point.value * 100)
    if 0 < point.numerator < point.denominator:
        whole = min(99, max(1, whole))
    return f"{whole}%"


def month_name(period: Month) -> str:
    """Return the month as "October 2026"."""
    return f"{say(f'months.{period.month}')} {period.year}"


def short_month(period: Month) -> str:
    """Return the month as "Oct 2026"."""
    return f"{say(f'months.{period.month}')[:3]} {period.year}"


def day_and_time(moment: datetime) -> str:
    """Return the moment as London's clocks show it: "5 November 2026, 09:30"."""
    local = london(moment)
    return f"{local.day} {month_name(Month.of(local))}, {local:%H:%M}"


def compared(series: tuple[Point, ...], what: str = "") -> str:
    """Return this month's share beside last month's and the range of the months before.

    "That is 62%. Last month it was 55%; ...", or with `what` "Discussed: 62%. Last month ...".
    Where this month has nothing to count, only what the months before it were.
    """
    if not series[-1].denominator:
        return _before(series)
    now = percent(series[-1])
    share = say("compared.share", what=what, now=now) if what else say("compared.that_is", now=now)
    return f"{share} {_before(series)}"


def _before(series: tuple[Point, ...]) -> str:
    *earlier, last, _ = series
    found = extremes(series[:-1])
    if found is None:
        return say("compared.alone")
    low, high = map(percent, found)
    if not last.denominator:
        return say("compared.no_last", low=low, high=high)
    if not any(point.denominator for point in earlier):
        return say("compared.one", last=percent(last))
    return say("compared.both", last=percent(last), low=low, high=high)


def short_percent(point: Point) -> str:
    """Return the share for a table: a dash where there is nothing to count."""
    return percent(point) if point.denominator else "\N{EN DASH}"


def short_range(series: tuple[Point, ...]) -> str:
    """Return the range of the months before for a table: "38% to 57%", or a dash."""
    found = extremes(series[:-1])
    if found is None:
        return "\N{EN DASH}"
    low, high = map(percent, found)
    return say("page.range", low=low, high=high)


def list_behind(figure: Figure) -> str:
    """Return what the list behind a figure is called: "See the 88 records"."""
    return say(f"page.see_{figure.noun}", n=figure.now.denominator)


def beside(figure: Figure) -> str:
    """Return the numbers that stand beside a figure: "88 in depth"; empty where there are none."""
    return "; ".join(f"{number.value:g} {number.label}" for number in figure.beside)
