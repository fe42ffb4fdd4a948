"""The first screen of a summary: what is better, what was found and asked, what nobody can say."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from practice.terms import StepKind
from reports.finding import Finding, Found, LookedAt
from reports.findings import telling
from reports.missing import told
from reports.places import Enquired, Question
from reports.stood import TAKEN_UP
from reports.tallies import Counted
from reports.view import Figure, Listed, Section, Sentence
from reports.wording import of_measure, say, so_far

_IMPROVING, _RATED = "outcomes.improving_share", "outcomes.rated_share"
_AGREED = "records.agreed"


def section(
    counted: Counted,
    asked: Iterable[Question],
    enquired: Collection[Enquired],
    findings: Found,
    led_to: Mapping[str, tuple[Listed, ...]],
    quotation: Sentence | None = None,
) -> Section:
    """Return what a reader takes with them who reads no further: at most five findings.

    `led_to` are the lists behind findings of the council's own files, by measure, and those of the
    part of a service that a finding of the records is of.
    """
    standing = {one.about for one in enquired if one.answer is None}
    found = [one for one in asked if one.about not in standing]
    told = [_better(counted), *([quotation] if quotation else []), *_answered(enquired)]
    if found:
        told.append(Sentence(say("lead.found", n=len(found)), is_below=True))
    told += looked_at(findings.findings, findings.looked)
    # What nobody can say stands before the findings, which may be too long for the screen.
    moved = {one.measure for one in findings.signals}
    opens = (_found(counted, one, led_to, is_signal=one.about in moved) for one in found)
    return Section("lead", say("headings.lead"), (*told, *_cannot_say(counted, findings), *opens))


def looked_at(findings: Iterable[Finding], looked: LookedAt) -> Iterator[Sentence]:
    """Yield how many signals there are, what was quiet, and what chance alone would flag."""
    signals = len({one.measure for one in findings if one.is_signal})
    quiet = len(looked.quiet)
    if not signals + quiet:
        return
    told = [telling.say("looked.signals", n=signals, m=signals + quiet)]
    if looked.flags:
        chance = telling.in_tenths(looked.by_chance)
        told.append(telling.say("looked.flags", n=looked.flags, chance=chance))
    yield Sentence(" ".join(told))


def _better(counted: Counted) -> Sentence:
    if not counted.has_begun:
        return Sentence(say("lead.not_begun"))
    rated, twice = counted.figures[_RATED].now, counted.figures[_IMPROVING]
    if not rated.denominator:
        return Sentence(so_far(of_measure(f"{_RATED}.none"), counted.span))
    text = so_far(say("lead.rated", n=rated.numerator, m=rated.denominator), counted.span)
    if not twice.now.denominator:
        none = say("lead.none_twice")
        return counted.figures[_RATED].sentence(text, none, counted.figures[_RATED].compared)
    states, now = counted.states(_IMPROVING), twice.now
    better = say(
        "lead.twice",
        m=now.denominator,
        n=now.numerator,
        same=states["same"],
        worse=states["worse"],
    )
    both = say("lead.mixed", n=states["mixed"]) if states["mixed"] else ""
    told = (text, better, both, twice.compared)
    return Sentence(" ".join(filter(None, told)), _IMPROVING)


def _answered(enquired: Collection[Enquired]) -> Iterator[Sentence]:
    if enquired:
        answered = sum(one.answer is not None for one in enquired)
        text = say("enquiries.count", n=answered, m=len(enquired))
        late = sum(one.is_late for one in enquired)
        told = f"{text} {say('enquiries.count_late', n=late)}" if late else text
        yield Sentence(told)


def _lists(figure: Figure, *, is_signal: bool) -> tuple[Listed, ...]:
    """Return the lists of a finding: where most of it is, and of a signal all of the month."""
    every = (Listed(figure.key, "all", figure.now.denominator),) if is_signal else ()
    return (*figure.most(), *every)


def further(
    counted: Counted,
    asked: Iterable[Question],
    enquired: Collection[Enquired],
    led_to: Mapping[str, tuple[Listed, ...]],
) -> Section:
    """Return what else moved, each with its question, unless that was taken up."""
    standing = {one.about for one in enquired if one.answer is None}
    moved = [
        _found(counted, one, led_to, is_signal=True) for one in asked if one.about not in standing
    ]
    return Section("further", telling.say("looked.further"), tuple(moved))


def _found(
    counted: Counted,
    one: Question,
    led_to: Mapping[str, tuple[Listed, ...]],
    *,
    is_signal: bool,
) -> Sentence:
    text = say("enquiries.found", finding=one.finding, whom=one.ask, question=one.question)
    figure = counted.figures.get(one.about)
    lists = led_to.get(one.about, ())
    if figure:
        lists = (*lists, *_lists(figure, is_signal=is_signal))
    taken_up = one.about if one.about in TAKEN_UP else None
    return Sentence(text, taken_up, lists=lists, question=taken_up, is_below=True)


def _cannot_say(counted: Counted, findings: Found) -> Iterator[Sentence]:
    parts = list(_limits(counted, findings))
    if parts:
        yield Sentence(say("lead.cannot_say", what="; ".join(parts)))


def _limits(counted: Counted, findings: Found) -> Iterator[str]:
    rated, agreed = counted.figures[_RATED].now, counted.figures[_AGREED].now
    yield from map(told, counted.missing)
    if counted.span.until is not None:
        yield say("lead.running")
    if rated.rest:
        yield say("lead.unrated", n=rated.rest)
    if waiting := agreed.rest - counted.states(_AGREED)[StepKind.RETURNED]:
        yield say("lead.waiting", n=waiting)
    yield from _chance(counted, findings)


def _chance(counted: Counted, findings: Found) -> Iterator[str]:
    """Yield that a change may be chance, unless something is known well enough to say."""
    looked = findings.looked
    if counted.span.is_whole and not findings.signals and not looked.quiet:
        yield say("lead.chance")
    elif looked.too_little and (looked.quiet or findings.signals):
        yield telling.say("looked.too_little", n=len(looked.too_little))
