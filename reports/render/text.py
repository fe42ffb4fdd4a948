"""A summary as plain text, for a terminal, and its first screen, for a chat."""

from collections.abc import Iterator
from textwrap import fill

from reports import wording
from reports.casework import text as casework_text
from reports.render import imported, two_months
from reports.view import Figure, Section, Summary
from reports.wording import say

WIDTH = 78
_NUMBER, _RANGE = 12, 28
_LEAD = "lead"


def text(summary: Summary) -> str:
    """Return the summary as plain text, 78 columns wide, sentences first."""
    parts = [_head(summary), *map(_section, two_months.sections(summary))]
    parts += [_section(section) for section in summary.sections if section.sentences]
    details = (_detail(summary, figure) for figure in summary.shown)
    parts += [_table(summary), *details, *_aside(summary), *casework_text.blocks(summary.casework)]
    parts += map(_section, imported.sections(summary.from_notes))
    parts.append(fill(say("page.end"), WIDTH))
    return "\n\n".join(parts) + "\n"


def first_screen(summary: Summary) -> str:
    """Return the sentences with which a summary opens, without the questions it leads to.

    They name nobody: they are sent to a telephone, whose lock screen shows them.
    """
    lead = next(section for section in summary.sections if section.key == _LEAD)
    told = [
        sentence.text
        for sentence in lead.sentences
        if not (sentence.is_below or sentence.quotation)
    ]
    if below := sum(sentence.is_below for sentence in lead.sentences):
        told.append(say("lead.on_the_page", n=below - 1))
    told.append(say("lead.known", day=wording.day_and_time(summary.as_of)))
    return "\n".join([_title(summary), *told])


def _pairs(summary: Summary, figure: Figure) -> str:
    others = (summary.figure(key) for key in figure.paired_with)
    listed = "; ".join(f"{other.label} {wording.share(other.now)}" for other in others)
    return f"{say('page.pairs')} {listed}."


def _title(summary: Summary) -> str:
    return say("page.title", scope=summary.scope, month=wording.span_name(summary.span))


def _head(summary: Summary) -> str:
    title = _title(summary)
    day = wording.day_and_time(summary.as_of)
    known = say("page.known", day=day, readers=summary.readers)
    return f"{title}\n{'=' * min(len(title), WIDTH)}\n{fill(known, WIDTH)}"


def _section(section: Section) -> str:
    sentences = (
        fill(s.text, WIDTH, initial_indent="- ", subsequent_indent="  ") for s in section.sentences
    )
    return "\n".join([section.heading, "-" * len(section.heading), *sentences])


def _table(summary: Summary) -> str:
    heads = wording.table_heads(summary.span)
    rows = [_row(figure.label, wording.table_cells(figure)) for figure in summary.shown]
    head = _row(say("page.measure"), heads)
    return "\n".join([head, "-" * WIDTH, *rows, fill(say("page.dash", m=wording.SMALL), WIDTH)])


def _aside(summary: Summary) -> Iterator[str]:
    if summary.aside:
        labels = "; ".join(figure.label for figure in summary.aside)
        first = summary.aside[0]
        if first.now.has_begun:
            yield fill(say("aside.text", n=len(first.series), labels=labels), WIDTH)
        else:
            yield fill(say("aside.text_not_begun", labels=labels), WIDTH)


def _row(label: str, cells: tuple[str, ...]) -> str:
    # Where a label and its cells do not fit into one line, the cells have one of their own.
    *numbers, last = cells
    told = "".join(f"{number:>{_NUMBER}}" for number in numbers) + f"{last:>{_RANGE}}"
    if len(label) + len(told) <= WIDTH:
        return f"{label:<{WIDTH - len(told)}}{told}"
    return f"{label}\n{told:>{WIDTH}}"


def _detail(summary: Summary, figure: Figure) -> str:
    if not figure.now.has_begun:
        return _under(figure.label, figure.caution_beside)
    parts = [f"{figure.count.removesuffix('.')}.", figure.compared]
    if figure.beside:
        parts.append(say("page.beside", numbers=wording.beside(figure)))
    if figure.paired_with:
        parts.append(_pairs(summary, figure))
    if figure.where:
        parts.append(figure.where.text)
    parts.append(figure.caution_beside)
    return _under(figure.label, " ".join(filter(None, parts)))


def _under(label: str, words: str) -> str:
    indent = "  "
    return f"{label}\n{fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent)}"
