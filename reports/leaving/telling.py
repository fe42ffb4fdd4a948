"""What a summary says outside: its first screen made anew from the figures that are told there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reports.casework_view import Amount, CaseworkFigure
from reports.finding import Finding
from reports.findings import telling
from reports.findings.differences import RULE
from reports.findings.windows import LATEST, Window, in_words, is_back
from reports.lead import looked_at
from reports.places import Question
from reports.statistics.rules import Rule
from reports.statistics.suppression import is_small
from reports.view import Estimate, Figure, Point, Section, Sentence, Summary, Unsaid
from reports.wording import day_and_time, full_day, month_name, say

MOST = 5
"""So many findings a summary opens with."""
Figures = Mapping[str, Figure | CaseworkFigure]
_RATED, _IMPROVING = "outcomes.rated_share", "outcomes.improving_share"


def findings(summary: Summary, told: Figures) -> tuple[Finding, ...]:
    """Return what moved, with numbers of the months that are told alone.

    Of a part with a small number nothing is said: what moved there may be one person.
    """
    return tuple(
        _finding(one, told.get(one.measure))
        for one in summary.findings
        if not (one.part and is_small(one.records))
    )


def _finding(one: Finding, figure: Figure | CaseworkFigure | None) -> Finding:
    windows = _windows(one, figure)
    before, after = (round(each.value, 2) for each in windows) if windows else (None, None)
    return replace(
        one,
        sentence=_sentence(one, figure, windows) if one.is_signal else one.sentence,
        caution=figure.caution if figure else one.caution,
        before=before,
        after=after,
        made_of=(),
        most=(),
        records=0,
    )


def _sentence(
    one: Finding, figure: Figure | CaseworkFigure | None, windows: Sequence[Window]
) -> str:
    """Return a signal in words: from what to what where all months are told, else that it moved."""
    if figure is None:
        return telling.say("verdict.neither", flag=one.rule)
    way = "up" if (one.after or 0) > (one.before or 0) else "down"
    if one.rule == RULE:
        return _of_groups(one, figure, way)
    now = one.since == figure.now.period
    verdict = _verdict(one, 1 if way == "up" else -1, now=now)
    month = month_name(one.since) if one.since else ""
    if one.part:
        moved = say(f"outside.team_{way}", what=figure.label, team=one.part, month=month)
    elif windows:
        before, after = in_words(_unit(figure), *windows)
        of = {"what": figure.label, "before": before, "after": after, "month": month}
        how = "_slowly" if one.gradual else "_now" if now else ""
        moved = telling.say(f"moved.{way}{how}", **of)
        verdict = " ".join([verdict, *_gone_back(one, figure, windows[0])])
    else:
        moved = say(f"outside.{way}", what=figure.label, month=month)
    return f"{moved} {verdict}"


def _gone_back(one: Finding, figure: Figure | CaseworkFigure, before: Window) -> Iterator[str]:
    since = [month for month in figure.series if month.is_comparable and _is_since(month, one)]
    if len(since) > LATEST and not one.gradual:
        between, now = _window(figure, since[:-LATEST]), _window(figure, since[-LATEST:])
        if is_back(before, between, now):
            yield telling.back(_unit(figure), now)


def _is_since(month: Point | Amount, one: Finding) -> bool:
    return one.since is not None and month.period >= one.since


def _of_groups(one: Finding, figure: Figure | CaseworkFigure, way: str) -> str:
    """Return a difference of two groups, with its numbers where each is of so many as not to hide.

    That nothing moved from one month to another is why it is never said to rise or to fall.
    """
    if not figure.now.hidden:
        return one.sentence
    told = say(f"outside.groups_{way}", what=figure.label)
    return f"{told} {telling.say('difference.signal')}"


def _verdict(one: Finding, way: int, *, now: bool) -> str:
    flag = telling.flag_now if now else telling.flag
    return telling.say(f"verdict.{one.direction}", flag=flag(Rule(one.rule), way))


def _windows(one: Finding, figure: Figure | CaseworkFigure | None) -> Sequence[Window]:
    """Return the months before a change and those since; none unless all are told in numbers."""
    if figure is None or one.part or one.since is None or not one.is_signal:
        return ()
    months = [month for month in figure.series if month.is_comparable]
    if any(month.hidden or month.numerator is None for month in figure.series):
        return ()
    before = [month for month in months if month.period < one.since]
    after = [month for month in months if month.period >= one.since]
    after = after[-LATEST:] if one.gradual else after
    return (_window(figure, before), _window(figure, after)) if before and after else ()


def _window(figure: Figure | CaseworkFigure, months: Sequence[Point | Amount]) -> Window:
    of = 1.0 if _unit(figure) == "count" else None
    counted = sum(float(one.numerator or 0) for one in months)
    whole = sum(of or float(one.denominator or 0) for one in months)
    return Window(tuple(one.period for one in months), counted, whole)


def _unit(figure: Figure | CaseworkFigure) -> str:
    return figure.unit if isinstance(figure, CaseworkFigure) else "share"


def questions(found: Sequence[Finding]) -> tuple[Question, ...]:
    """Return the questions of the signals, at most five."""
    signals = [one for one in found if one.is_signal and not one.told_with]
    return tuple(
        Question(one.measure, one.sentence, one.question, one.ask) for one in signals[:MOST]
    )


def sections(summary: Summary) -> tuple[Section, ...]:
    """Return the sentences of a summary whose figures are as they are told outside."""
    lead = Section("lead", say("headings.lead"), tuple(_lead(summary)))
    kept = [one for one in summary.sections if one.key == "quiet"]
    process = Section("process", say("headings.process"), tuple(_process(summary.process)))
    unsaid = Section("cannot_say", say("headings.cannot_say"), tuple(limits(summary)))
    return (lead, process, *kept, unsaid)


def _lead(summary: Summary) -> Iterator[Sentence]:
    if not summary.figure(_RATED).now.has_begun:
        yield Sentence(say("lead.not_begun"))
    for key in (_RATED, _IMPROVING):
        figure = summary.figure(key)
        if not figure.now.hidden and figure.now.has_begun:
            yield Sentence(f"{figure.label}: {figure.count.removesuffix('.')}.", key)
    yield from looked_at(summary.findings, summary.looked)
    for one in summary.questions:
        text = say("enquiries.found", finding=one.finding, whom=one.ask, question=one.question)
        yield Sentence(text, question=one.about)


def _process(estimate: Estimate | None) -> Iterator[Sentence]:
    if estimate and estimate.now.of_100 is not None and estimate.now.unsaid is not Unsaid.FEW:
        about = say("process.about", n=estimate.now.of_100)
        error = estimate.now.error
        surely = say("process.no_error") if error is None else say("process.error", n=error)
        yield Sentence(f"{about} {surely}")


def limits(summary: Summary) -> Iterator[Sentence]:
    """Yield what is left out, and what nobody can say of a month that is not whole."""
    yield Sentence(say("outside.hidden"))
    yield Sentence(say("outside.stays"))
    month, span = month_name(summary.period), summary.span
    if span.until is not None:
        yield Sentence(say("cannot_say.running", month=month, day=day_and_time(summary.as_of)))
    if span.since:
        which = "begins" if span.has_records else "before"
        yield Sentence(say(f"cannot_say.{which}", month=month, day=full_day(span.since)))
    every: list[Figure | CaseworkFigure] = [*summary.shown, *summary.casework]
    if labels := [one.label for one in every if one.now.hidden]:
        yield Sentence(say("outside.labels", labels="; ".join(labels)))
