"""A summary for councillors: what leaves the service, fewer figures of it, in plain words.

It is a view model like the others, so every format has it; nothing in it leads to a list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from prompts.phrases import Phrases
from reports.casework_view import CaseworkFigure
from reports.errors import TooFewPeopleError
from reports.finding import Direction, Finding, LookedAt
from reports.leaving.figures import read_beside
from reports.leaving.known import Apart
from reports.leaving.summary import to_leave
from reports.leaving.telling import limits, questions
from reports.statistics.suppression import LARGEST
from reports.view import Figure, Section, Sentence, Summary
from reports.wording import TEMPLATES, month_name

_WORDS = Phrases(TEMPLATES, "scrutiny")
say = _WORDS.say
_HELD = "supervision.held_share"
_ABOUT = ("supervision", "how_often", "chance", "rank")
_LEAD = 6
"""So many figures the first screen has."""


def to_scrutiny(summary: Summary, apart: Apart = frozenset()) -> Summary:
    """Return a summary as councillors read it; `apart` as `to_leave` takes it.

    Raises TooFewPeopleError where so few practitioners have an open case that it would be about
    single people.
    """
    now = summary.figure(_HELD).now
    if (now.denominator or now.uncounted or 0) <= LARGEST:
        raise TooFewPeopleError(say("too_few.sentence"))
    left = to_leave(_in_lay_words(summary), apart)
    # What nobody asked for was not looked for: that none of it is there would mislead.
    figures = tuple(
        _meaning(one) for one in left.figures if one.key in _labels() and not one.is_aside
    )
    files = tuple(_meaning_of_file(one) for one in left.casework if one.key in _labels())
    findings = tuple(
        _of_all(one, _cost(one, left)) for one in left.findings if one.measure in _labels()
    )
    made = replace(
        left,
        readers=say("page.readers"),
        figures=figures,
        casework=read_beside(files, figures),
        process=None,
        findings=findings,
        looked=_looked(left.looked),
        questions=questions(findings),
    )
    return replace(made, sections=tuple(_sections(made)))


def _labels() -> Mapping[str, str]:
    return _WORDS.table("labels")


def _in_lay_words(summary: Summary) -> Summary:
    """Return a summary with the lay names of its figures: what is said of them goes by these."""
    labels = _labels()
    return replace(
        summary,
        figures=tuple(
            replace(one, label=labels.get(one.key, one.label)) for one in summary.figures
        ),
        casework=tuple(
            replace(one, label=labels.get(one.key, one.label)) for one in summary.casework
        ),
        # A team that is named may be one person, and all of them did not move.
        findings=tuple(one for one in summary.findings if not one.part),
    )


def _meaning(figure: Figure) -> Figure:
    pairs = tuple(key for key in figure.paired_with if key in _labels())
    return replace(figure, caution=_WORDS.table("means")[figure.key], paired_with=pairs)


def _meaning_of_file(figure: CaseworkFigure) -> CaseworkFigure:
    pairs = tuple(key for key in figure.paired_with if key in _labels())
    return replace(figure, caution=_WORDS.table("means")[figure.key], paired_with=pairs)


def _cost(one: Finding, summary: Summary) -> bool:
    """Say whether something got better while what it is read beside got worse."""
    figures = {each.key: each.paired_with for each in summary.figures}
    figures |= {each.key: each.paired_with for each in summary.casework}
    beside = {*figures.get(one.measure, ())} & {*one.also}
    worse = {each.measure for each in summary.findings if each.direction is Direction.CONCERN}
    return one.direction is Direction.IMPROVEMENT and bool(beside & worse)


def _of_all(one: Finding, at_a_cost: bool) -> Finding:
    also = tuple(key for key in one.also if key in _labels())
    told_with = one.told_with if one.told_with in _labels() else ""
    month = month_name(one.since) if one.since else ""
    asked = "cost" if at_a_cost else one.direction
    return replace(
        one,
        question=say(f"questions.{asked}", month=month) if month else "",
        ask=say("page.whom"),
        caution=_WORDS.table("means")[one.measure],
        also=also,
        told_with=told_with,
    )


def _looked(looked: LookedAt) -> LookedAt:
    known = _labels()
    return LookedAt(
        tuple(key for key in looked.quiet if key in known),
        tuple(key for key in looked.too_little if key in known),
    )


def _sections(summary: Summary) -> Iterator[Section]:
    yield Section("lead", say("page.lead"), tuple(_lead(summary)))
    about = tuple(Sentence(say(f"page.{name}")) for name in _ABOUT)
    yield Section("about", say("page.about"), about)
    yield Section("cannot_say", say("page.limits"), tuple(limits(summary)))


def _lead(summary: Summary) -> Iterator[Sentence]:
    told: dict[str, tuple[bool, str, str]] = {
        one.key: (one.now.hidden or not one.now.has_begun, one.label, one.count)
        for one in summary.figures
    }
    told |= {
        one.key: (one.now.hidden or one.now.value is None, one.label, one.told)
        for one in summary.casework
    }
    if not summary.figure(_HELD).now.has_begun:
        yield Sentence(say("page.not_begun"))
    known = [key for key in _labels() if key in told and not told[key][0]]
    for key in known[:_LEAD]:
        _, label, count = told[key]
        yield Sentence(say("page.figure", label=label, count=count.removesuffix(".")), key)
    yield _moved(summary)
    for one in summary.questions:
        text = say("page.ask", finding=one.finding, question=one.question)
        yield Sentence(text, one.about, question=one.about)


def _moved(summary: Summary) -> Sentence:
    m = len(summary.figures) + len(summary.casework)
    n = len({one.measure for one in summary.findings if one.is_signal})
    return Sentence(say("page.moved", n=n, m=m) if n else say("page.none_moved", m=m))
