"""One page for inspection: what is known of practice and impact, how, what is done about it.

It takes a summary's view model, as it is now or as it was shown, and adds how many audits there
were.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from prompts.phrases import Phrases
from reports.places import Enquired
from reports.view import Summary
from reports.wording import TEMPLATES, full_day
from reports.wording import say as sentence
from storage.audits import AuditsRead

say = Phrases(TEMPLATES, "inspection").say

QUALITY_AND_IMPACT = (
    "outcomes.improving_share",
    "outcomes.rated_share",
    "children.discussed_share",
    "records.child_voice",
    "records.impact",
    "records.own_practice",
    "records.changed_view",
    "records.why",
    "records.rationale",
    "records.contingency",
    "actions.done_share",
)
"""The figures of quality and impact, the children first; what is timely is not among them."""


@dataclass(frozen=True)
class Line:
    """A sentence; `measure` has a list behind it, `enquiry` a page of its own."""

    text: str
    measure: str | None = None
    enquiry: str | None = None


@dataclass(frozen=True)
class Block:
    """Sentences under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Answer:
    """One of the three questions, and what there is to answer it; blocks without lines left out."""

    question: str
    blocks: tuple[Block, ...]


def answers(summary: Summary, audits: AuditsRead | None) -> tuple[Answer, ...]:
    """Return the three questions with what a summary answers; `audits` only for who may know."""
    return (
        _answer("know", impact=_impact(summary), practice=_figures(summary), moved=_moved(summary)),
        _answer(
            "how",
            rests=_rests(summary),
            audits=_audits(audits),
            chance=_chance(summary),
            cannot=_section(summary, "cannot_say"),
        ),
        _answer(
            "doing",
            taken=_taken(summary),
            open=_not_taken(summary),
            untaken=(Line(text) for text in summary.untaken),
        ),
    )


def _answer(key: str, **blocks: Iterator[Line]) -> Answer:
    found = ((name, tuple(lines)) for name, lines in blocks.items())
    listed = [Block(say(f"{key}.{name}"), lines) for name, lines in found if lines]
    nothing = Block("", (Line(say(f"{key}.nothing")),))
    return Answer(say(f"{key}.question"), tuple(listed) or (nothing,))


def _section(summary: Summary, *keys: str) -> Iterator[Line]:
    for key in keys:
        for section in (one for one in summary.sections if one.key == key):
            yield from (Line(one.text, one.measure) for one in section.sentences)


def _impact(summary: Summary) -> Iterator[Line]:
    yield from _section(summary, "better", "unheard")


def _figures(summary: Summary) -> Iterator[Line]:
    shown = {figure.key: figure for figure in summary.shown}
    for figure in (shown[key] for key in QUALITY_AND_IMPACT if key in shown):
        told = say("know.figure", label=figure.label, count=figure.count.rstrip("."))
        yield Line(" ".join(filter(None, [told, figure.compared])), figure.key)


def _moved(summary: Summary) -> Iterator[Line]:
    for one in summary.findings:
        if one.is_signal and not one.told_with:
            yield Line(one.sentence)


def _rests(summary: Summary) -> Iterator[Line]:
    figure = summary.figure("records.agreed")
    if not figure.now.denominator:
        yield Line(figure.count)
        return
    counts = {"n": figure.now.numerator, "m": figure.now.denominator}
    yield Line(say("how.records", **counts), figure.key)


def _audits(read: AuditsRead | None) -> Iterator[Line]:
    if read is not None:
        yield Line(say("how.read", n=read.records, months=read.months, twice=read.twice))


def _chance(summary: Summary) -> Iterator[Line]:
    looked = summary.looked
    signals = len({one.measure for one in summary.findings if one.is_signal})
    if known := signals + len(looked.quiet):
        yield Line(say("how.looked", n=signals, m=known))
    if looked.too_little:
        yield Line(say("how.too_little", n=len(looked.too_little)))


def _taken(summary: Summary) -> Iterator[Line]:
    for one in summary.enquired:
        texts = (one.finding, say("doing.line", question=one.question, owner=one.owner))
        answered = sentence("enquiries.answer", words=one.answer) if one.answer else ""
        told = (*texts, _status(one), answered, one.since_then)
        yield Line(" ".join(filter(None, told)), enquiry=one.id)
    for other in summary.elsewhere:
        yield Line(other.text, enquiry=other.enquiry)


def _status(one: Enquired) -> str:
    if one.answer is not None:
        return ""
    return say("doing.late" if one.is_late else "doing.due", day=full_day(one.due))


def _not_taken(summary: Summary) -> Iterator[Line]:
    taken = {one.about for one in summary.enquired if one.answer is None}
    for one in summary.questions:
        if one.about not in taken | summary.somebodys:
            told = {"finding": one.finding, "whom": one.ask, "question": one.question}
            yield Line(sentence("enquiries.found", **told))
