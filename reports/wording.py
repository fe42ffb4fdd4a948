"""How a number is written: as a share, and beside last month and the year."""

from datetime import datetime

from practice.calendar import Month, london
from reports.view import Figure, Point
from reports.words import say


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
    return f"{_name(period.month)} {period.year}"


def short_month(period: Month) -> str:
    """Return the month as "Oct 2026"."""
    return f"{_name(period.month)[:3]} {period.year}"


def day_and_time(moment: datetime) -> str:
    """Return the moment as London's clocks show it: "5 November 2026, 09:30"."""
    local = london(moment)
    return f"{local.day} {_name(local.month)} {local.year}, {local:%H:%M}"


def compared(series: tuple[Point, ...], what: str = "") -> str:
    """Return this month's share beside last month's and the range of the months before.

    "That is 62%. Last month it was 55%; ...", or with `what` "Discussed: 62%. Last month ...".
    Where this month has nothing to count, only what the months before it were.
    """
    if not series[-1].denominator:
        return _before(series)
    key = "compared.share" if what else "compared.that_is"
    return f"{say(key, what=what, now=percent(series[-1]))} {_before(series)}"


def _before(series: tuple[Point, ...]) -> str:
    last = series[-2]
    earlier = [point for point in series[:-1] if point.denominator]
    if not earlier:
        return say("compared.alone")
    if earlier == [last]:
        return say("compared.one", last=percent(last))
    low, high = year_range(series)
    key = "compared.both" if last.denominator else "compared.no_last"
    return say(key, last=percent(last), low=low, high=high)


def year_range(series: tuple[Point, ...]) -> tuple[str, str]:
    """Return the lowest and the highest share of the months before this one.

    At least one of them must have had something to count.
    """
    earlier = [point for point in series[:-1] if point.denominator]
    ordered = sorted(earlier, key=lambda point: point.numerator / point.denominator)
    return percent(ordered[0]), percent(ordered[-1])


def short_percent(point: Point) -> str:
    """Return the share for a table: a dash where there is nothing to count."""
    return percent(point) if point.denominator else "\N{EN DASH}"


def short_range(series: tuple[Point, ...]) -> str:
    """Return the range of the months before for a table: "38% to 57%", or a dash."""
    if not any(point.denominator for point in series[:-1]):
        return "\N{EN DASH}"
    low, high = year_range(series)
    return say("page.range", low=low, high=high)


def list_behind(figure: Figure) -> str:
    """Return what the list behind a figure is called: "See the 88 records"."""
    return say(f"page.see_{figure.noun}", n=figure.now.denominator)


def beside(figure: Figure) -> str:
    """Return the numbers that stand beside a figure: "88 in depth"; empty where there are none."""
    return "; ".join(f"{number.value:g} {number.label}" for number in figure.beside)


def _name(month: int) -> str:
    return say(f"months.{month}")
