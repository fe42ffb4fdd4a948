"""A summary as a document of parts that people read from the top: what PDF and Word set out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reports import wording
from reports.casework import wording as casework
from reports.casework.text import known
from reports.casework_view import Amount, CaseworkFigure
from reports.render import imported, two_months
from reports.render.drawing import Drawing, drawing
from reports.view import Doubt, Figure, Point, Section, Summary
from reports.wording import say

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its caption, its headings and its rows; the first column names the row."""

    caption: str
    heads: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Told:
    """What moved or sits somewhere, the question it leads to, and whom to ask."""

    finding: str
    question: str


@dataclass(frozen=True)
class Detail:
    """A figure by itself: what it is, what it means, month by month, and its chart."""

    label: str
    words: tuple[str, ...]
    meaning: tuple[tuple[str, str], ...]
    months: Table
    drawing: Drawing | None


@dataclass(frozen=True)
class Group:
    """Figures under one heading."""

    heading: str
    overview: Table
    details: tuple[Detail, ...]


@dataclass(frozen=True)
class Paper:
    """A whole document; `note` says for whom it is, `known` what it counts."""

    title: str
    team: str
    month: str
    known: str
    note: str
    lead: Section
    findings: tuple[Told, ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    quality: Table
    end: str


def paper(summary: Summary, *, charts: bool) -> Paper:
    """Return the document of a summary; charts are drawn where they are asked for."""
    lead, found = _lead(summary)
    return Paper(
        title=say("page.title", scope=summary.scope, month=wording.span_name(summary.span)),
        team=summary.scope,
        month=wording.span_name(summary.span),
        known=say("page.known", day=wording.day_and_time(summary.as_of), readers=summary.readers),
        note=wording.note(leaves=summary.leaves),
        lead=lead,
        findings=found,
        sections=(
            *two_months.sections(summary),
            *(one for one in summary.sections if one.sentences and one.key != lead.key),
            *imported.sections(summary.from_notes),
        ),
        groups=(*_of_records(summary, charts=charts), *_of_files(summary)),
        quality=_quality(summary),
        end=say("page.end"),
    )


def _lead(summary: Summary) -> tuple[Section, tuple[Told, ...]]:
    """Return the first screen without its findings, and these."""
    asked = {_found(one.finding, one.ask, one.question): one for one in summary.questions}
    lead = summary.sections[0]
    plain = tuple(one for one in lead.sentences if one.text not in asked)
    told = tuple(
        Told(asked[one.text].finding, _ask(asked[one.text].ask, asked[one.text].question))
        for one in lead.sentences
        if one.text in asked
    )
    return Section(lead.key, lead.heading, plain), told


def _found(finding: str, whom: str, question: str) -> str:
    return say("enquiries.found", finding=finding, whom=whom, question=question)


def _ask(whom: str, question: str) -> str:
    return say("file.ask", whom=whom, question=question)


def _of_records(summary: Summary, *, charts: bool) -> Iterator[Group]:
    for name, found in groupby(summary.shown, key=lambda figure: figure.group):
        figures, heading = list(found), say(f"headings.{name}")
        heads = (say("page.measure"), *wording.table_heads(summary.span), say("page.counted"))
        rows = tuple((one.label, *wording.table_cells(one), _counted(one.now)) for one in figures)
        table = Table(_caption(heading, summary), heads, rows)
        yield Group(heading, table, tuple(_detail(summary, one, charts=charts) for one in figures))


def _caption(heading: str, summary: Summary) -> str:
    return f"{heading}, {wording.span_name(summary.span)}"


def _counted(point: Point) -> str:
    if point.hidden or not point.has_begun:
        return wording.percent(point)
    return wording.numbers(point) if point.denominator else wording.DASH


def _detail(summary: Summary, figure: Figure, *, charts: bool) -> Detail:
    rows = tuple(_month(point) for point in reversed(figure.series))
    heads = (say("page.month"), say("file.counted"))
    return Detail(
        figure.label,
        tuple(_words(summary, figure)) if figure.now.has_begun else (),
        ((casework.say("page.cannot_tell"), _caution(figure)),),
        Table(figure.label, heads, rows),
        drawing(figure) if charts else None,
    )


def _caution(figure: Figure) -> str:
    return figure.caution if figure.now.has_begun else figure.caution_beside


def _words(summary: Summary, figure: Figure) -> list[str]:
    words = [f"{figure.count.removesuffix('.')}. {figure.compared}".strip()]
    if figure.beside:
        words.append(say("page.beside", numbers=wording.beside(figure)))
    if figure.where:
        words.append(figure.where.text)
    if figure.paired_with:
        others = (summary.figure(key) for key in figure.paired_with)
        listed = "; ".join(f"{other.label} {wording.share(other.now)}" for other in others)
        words.append(f"{say('page.pairs')} {listed}.")
    return words


def _month(point: Point) -> Cells:
    month = wording.short_span(point.span)
    if not point.span.has_records:
        return (month, say("page.early"))
    few = 0 < point.denominator < wording.SMALL
    told = "" if few or point.hidden or not point.denominator else wording.percent(point)
    return (month, _together(told, _counted(point)))


def _together(share: str, counted: str) -> str:
    return say("file.share_and_counts", share=share, counted=counted) if share else counted


def _of_files(summary: Summary) -> Iterator[Group]:
    for name, found in groupby(known(summary.casework), key=lambda figure: figure.group):
        figures, heading = list(found), casework.say(f"page.{name}")
        columns = ["measure", "this_month", "last_month", "year"]
        cells: list[Callable[[CaseworkFigure], str]] = [
            lambda one: one.label,
            lambda one: casework.told(one.unit, one.now),
            casework.last,
            casework.short_range,
        ]
        told = slice(2) if summary.span.until else slice(4)
        heads = tuple(casework.say(f"page.{column}") for column in columns[told])
        rows = tuple(tuple(cell(one) for cell in cells[told]) for one in figures)
        table = Table(_caption(heading, summary), heads, rows)
        yield Group(heading, table, tuple(map(_file_detail, figures)))


def _file_detail(figure: CaseworkFigure) -> Detail:
    england = figure.england.text if figure.england else ""
    words = (figure.told, casework.compared(figure), england, figure.pairs)
    names = ("numerator", "denominator", "source", "leaves_out")
    meaning = [(casework.say(f"page.{name}"), getattr(figure.meaning, name)) for name in names]
    heads = (say("page.month"), say("file.counted"))
    rows = tuple(_file_month(figure, one) for one in reversed(figure.series))
    return Detail(
        figure.label,
        tuple(filter(None, words)),
        (*meaning, (casework.say("page.cannot_tell"), figure.caution)),
        Table(figure.label, heads, rows),
        None,
    )


def _file_month(figure: CaseworkFigure, one: Amount) -> Cells:
    told, counted = casework.told(figure.unit, one), _amounts(figure.unit, one)
    alike = not counted or counted == told
    return (wording.short_month(one.period), told if alike else _together(told, counted))


def _amounts(unit: str, one: Amount) -> str:
    if one.numerator is None or one.denominator is None:
        counted = one.numerator if one.denominator is None else one.denominator
        return "" if counted is None or one.value is None else casework.number(counted)
    n, m = casework.number(one.numerator), casework.number(one.denominator)
    return casework.say("value.ratio" if unit == "ratio" else "value.numbers", n=n, m=m)


def _quality(summary: Summary) -> Table:
    heads = (say("file.source"), say("file.what"), say("file.count"))
    rows = tuple((one.source, one.what, _doubtful(one)) for one in summary.data_quality)
    return Table(say("file.quality"), heads, rows)


def _doubtful(one: Doubt) -> str:
    if one.hidden:
        return say("page.hidden")
    return "" if one.count is None else str(one.count)


def words_of(section: Section) -> Iterable[str]:
    """Return the sentences of a section."""
    return (sentence.text for sentence in section.sentences)
