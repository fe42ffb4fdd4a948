"""The sentences of a summary, and how a number is written in them."""

from datetime import date, datetime
from pathlib import Path

from practice.calendar import Month, london
from prompts.phrases import Phrases
from reports.extremes import extremes
from reports.places import MOST
from reports.spans import Span
from reports.view import Figure, Listed, Point

TEMPLATES = Path(__file__).parent / "templates"
_MEASURES = Phrases(TEMPLATES, "measures")
# Of fewer, one more or less moves a share by more than five points: the two numbers are said, and
# no per cent (docs/decisions/0017-small-numbers-are-said-as-numbers.md).
SMALL = 20

DASH = "\N{EN DASH}"
say = Phrases(TEMPLATES, "sentences").say
of_measure = _MEASURES.say
_LISTS = Phrases(TEMPLATES, "lists")
of_list = _LISTS.say


def why_not(key: str, state: str | None) -> str:
    """Return why something in this state does not count for the measure `key`.

    The state's own words, or the measure's *other*.
    """
    words = _LISTS if key.startswith("claims.") else _MEASURES
    known = words.table(f"{key}.why_not")
    return words.say(f"{key}.why_not.{state if state in known else 'other'}")


def percent(point: Point) -> str:
    """Return the share of `point` in whole per cent.

    Never 0% where something counts nor 100% where something does not; with nothing to count, the
    words for it.
    """
    if point.value is None:
        return say(f"page.{_why_no_share(point)}")
    whole = round(point.value * 100)
    if 0 < point.numerator < point.denominator:
        whole = min(99, max(1, whole))
    return f"{whole}%"


def _why_no_share(point: Point) -> str:
    if point.hidden:
        return "hidden"
    return "no_data" if point.has_begun else "not_counted"


def in_whole_per_cent(value: float | None) -> float | None:
    """Return a share from 0 to 1 in whole per cent, as `percent` says it; None of none."""
    if value is None or value in {0.0, 1.0}:
        return value
    return min(99, max(1, round(value * 100))) / 100


def share(point: Point) -> str:
    """Return the share of `point` as people read it: "86%", or "6 of 7" where there are few."""
    return shares(point)[0]


def shares(*points: Point) -> tuple[str, ...]:
    """Return the shares of points that stand side by side, in one form for all of them.

    Numbers ("6 of 7") where any of them has few to count, else per cent. With nothing to count,
    the words for it.
    """
    few = any(0 < point.denominator < SMALL for point in points)
    return tuple(
        numbers(point) if few and point.denominator else percent(point) for point in points
    )


def numbers(point: Point) -> str:
    """Return how many count, of how many: "6 of 7"."""
    return say("page.numbers", n=point.numerator, m=point.denominator)


def note(*, leaves: bool) -> str:
    """Return for whom a file is, and so whether small counts are in it."""
    return say("outside.hidden" if leaves else "file.inside")


def month_name(period: Month) -> str:
    """Return the month as "October 2026"."""
    return f"{say(f'months.{period.month}')} {period.year}"


def short_month(period: Month) -> str:
    """Return the month as "Oct 2026"."""
    return f"{say(f'months.{period.month}')[:3]} {period.year}"


def span_name(span: Span) -> str:
    """Return the month, and what of it is covered where that is not all of it.

    "October 2026", "November 2026 so far, to 28 November", "September 2026, from 14 September".
    """
    return _covered(month_name(span.month), span)


def short_span(span: Span) -> str:
    """Return the same with the month as "Nov 2026"."""
    return _covered(short_month(span.month), span)


def _covered(month: str, span: Span) -> str:
    if span.until:
        return say("span.so_far", month=month, until=day_of_month(span.until))
    if span.since and span.has_records:
        return say("span.since", month=month, since=day_of_month(span.since))
    return month


def day_of_month(day: date) -> str:
    """Return the day as "28 November"."""
    return f"{day.day} {say(f'months.{day.month}')}"


def full_day(day: date) -> str:
    """Return the day as "28 November 2026"."""
    return f"{day_of_month(day)} {day.year}"


def so_far(text: str, span: Span) -> str:
    """Return a sentence about a month; of one that is not over it says that it is so far."""
    if span.until is None:
        return text
    return say("span.sentence", text=text[:1].lower() + text[1:])


def day_and_time(moment: datetime) -> str:
    """Return the moment as London's clocks show it: "5 November 2026, 09:30"."""
    local = london(moment)
    return f"{local.day} {month_name(Month.of(local))}, {local:%H:%M}"


def compared(series: tuple[Point, ...], what: str = "") -> str:
    """Return this month's share beside last month's and the range of the months before.

    "That is 62%. Last month it was 55%; ...", or with `what` "Discussed: 62%. Last month ...".
    Where this month has nothing to count, only what the months before it were; likewise without
    `what` where the two numbers stand for the share, for they were just said. Only whole months
    are set beside each other; of a month that is not whole, its share alone is said.
    """
    *_, last, now = series
    if not now.span.is_whole:
        return _now(now, share(now), what)
    if not now.has_begun:
        return ""
    if not now.denominator:
        return _before(series, share(last))
    told, before = shares(now, last) if last.is_comparable else (share(now), "")
    return " ".join(filter(None, [_now(now, told, what), _before(series, before)]))


def _now(point: Point, told: str, what: str) -> str:
    if not what and (told == numbers(point) or not point.denominator):
        return ""
    now = say("span.share", now=told) if point.until else told
    return say("compared.share", what=what, now=now) if what else say("compared.that_is", now=now)


def _before(series: tuple[Point, ...], told: str) -> str:
    """Return what the whole months before were; `told` is the last of them as it is said."""
    *earlier, last, _ = series
    if last.until:
        return say("compared.running")
    if last.since and last.span.has_records:
        return say("compared.part", since=day_of_month(last.since))
    if extremes(series[:-1]) is None:
        return say("compared.alone")
    if not any(point.is_comparable for point in earlier):
        return say("compared.one", last=told)
    year = _year(series)
    if not last.denominator:
        return say("compared.no_last", year=year)
    return say("compared.both", last=told, year=year)


def _year(series: tuple[Point, ...]) -> str:
    """Return the range of the months before, and how many of them it leaves out."""
    whole = [point for point in series[:-1] if point.is_comparable]
    if left_out := len(whole) - len(_ranged(series)):
        return say("compared.left_out", year=short_range(series), n=left_out, m=SMALL)
    return short_range(series)


def _ranged(series: tuple[Point, ...]) -> list[Point]:
    """Return the whole months before this one whose range is said in one form.

    In per cent where this month and the last are said so; that leaves out months with few. Else
    all of them: with few beside it, every number is said as two.
    """
    *before, now = series
    whole = [point for point in before if point.is_comparable]
    beside = [point for point in (now, series[-2]) if point.is_comparable]
    if any(point.denominator < SMALL for point in beside):
        return whole
    return [point for point in whole if point.denominator >= SMALL] or whole


def between(low: Point, high: Point, *, as_numbers: bool) -> str:
    """Return a range: "between 38% and 57%", or "always 40%" where it is none."""
    words = [numbers(point) if as_numbers else percent(point) for point in (low, high)]
    if low.value == high.value:
        alike = {0.0: "none", 1.0: "all"}.get(low.value or 0.0)
        if alike:
            return say(f"compared.always_{alike}")
    if words[0] == words[1]:
        return say("compared.always", share=words[0])
    return say("compared.between", low=words[0], high=words[1])


def table_heads(span: Span) -> tuple[str, ...]:
    """Return the headings of the cells of `table_cells`."""
    if not span.is_whole:
        return (span_name(span),)
    return (say("page.this_month"), say("page.last_month"), say("page.year"))


def table_cells(figure: Figure) -> tuple[str, ...]:
    """Return what a table of every figure says of one: this month, last month, the year before.

    A dash where there is nothing to count or to set beside it. Of a month that is not whole there
    is this month alone.
    """
    now, last = figure.now, figure.last
    if not now.span.is_whole:
        return (_cell(now, share(now)),)
    if not last.is_comparable:
        return (_cell(now, share(now)), _cell(last, DASH), short_range(figure.series))
    told = shares(now, last)
    return (_cell(now, told[0]), told[1], short_range(figure.series))


def _cell(point: Point, told: str) -> str:
    if point.hidden or not point.has_begun:
        return share(point)
    return told if point.denominator else DASH


def short_range(series: tuple[Point, ...]) -> str:
    """Return the range of the months before for a table: "between 38% and 57%", or a dash."""
    ranged = _ranged(series)
    found = extremes(ranged)
    beside = [point for point in (series[-1], series[-2]) if point.is_comparable]
    few = any(point.denominator < SMALL for point in (*ranged, *beside))
    return between(*found, as_numbers=few) if found else DASH


def list_name(of: Listed) -> str:
    """Return what a list is called: "3 children not discussed"."""
    if of.shows == MOST:
        return of_list("list.most", what=of_list(f"{of.measure}.rest", n=of.count))
    name = of_list(f"{of.measure}.{of.shows}", n=of.count)
    return of_list("list.within", what=name, value=of.within) if of.within else name


def list_caution(key: str, show: str) -> str:
    """Return what must be said of a list: its own sentence, or what its measure cannot tell."""
    show = "rest" if show == MOST else show
    if f"{show}_caution" in _LISTS.table(key):
        return of_list(f"{key}.{show}_caution")
    return (of_list if key.startswith("claims.") else of_measure)(f"{key}.caution")


def see_list(of: Listed) -> str:
    """Return what the link to a list says: "See the 3 children not discussed"."""
    return of_list("list.see", what=list_name(of))


def lists_of(figure: Figure, point: Point) -> tuple[Listed, ...]:
    """Return the lists behind a figure's month: what falls short, where most of it is, all."""
    more_is_better = figure.direction > 0
    show, n = ("rest", point.rest) if more_is_better else ("counted", point.numerator)
    part = (Listed(figure.key, show, n),) if 0 < n < point.denominator else ()
    most = figure.most() if point == figure.now else ()
    return (*most, *part, Listed(figure.key, "all", point.denominator)) if point.denominator else ()


def beside(figure: Figure) -> str:
    """Return the numbers that stand beside a figure: "88 in depth"; empty where there are none."""
    return "; ".join(f"{number.value:g} {number.label}" for number in figure.beside)
