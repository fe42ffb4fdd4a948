"""A summary as JSON, in the fixed format other tools read."""

import json
from collections.abc import Iterator
from typing import Any

from reports.casework import json as casework_json
from reports.file_lists.choosing import opens_with
from reports.finding import Finding, MadeOf
from reports.links import Link, no_link, to_list
from reports.places import Enquired, Question, Where
from reports.render import imported, two_months
from reports.spans import Span
from reports.usual_range import usual_range
from reports.view import Behind, Estimate, Estimated, Figure, Listed, Point, Section, Summary
from reports.wording import TEMPLATES, in_whole_per_cent


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a summary's document."""
    text = (TEMPLATES / "summary.schema.json").read_text(encoding="utf-8")
    described: dict[str, Any] = json.loads(text)
    return described


def document(summary: Summary, link: Link = no_link) -> dict[str, Any]:
    """Return the summary as plain values, as the schema describes them.

    `link` gives the address of the list behind a finding; without it, it names the measure.
    """
    return {
        "scope": summary.scope,
        "period": str(summary.period),
        **_covered(summary.span),
        "as_of": summary.as_of.isoformat(),
        "readers": summary.readers,
        "leaves": summary.leaves,
        "sections": [_section(section) for section in summary.sections],
        "measures": [_rounded(one) if summary.leaves else one for one in _measures(summary)],
        "findings": [
            _finding(one, _opened(one, summary, link), leaves=summary.leaves)
            for one in summary.findings
        ],
        "quiet": list(summary.looked.quiet),
        "too_little": list(summary.looked.too_little),
        "flags": {"count": summary.looked.flags, "by_chance": summary.looked.by_chance},
        "questions": [_question(one) for one in summary.questions],
        "enquiries": [_enquired(one) for one in summary.enquired],
        "data_quality": [
            {"source": doubt.source, "what": doubt.what, "count": doubt.count}
            for doubt in summary.data_quality
        ],
        "imported_notes": imported.document(summary.from_notes),
        "beside": two_months.document(summary.beside),
    }


def _measures(summary: Summary) -> Iterator[dict[str, Any]]:
    for figure in summary.figures:
        yield _measure(figure, leaves=summary.leaves)
    if summary.process:
        yield _estimate(summary.process)
    yield from map(casework_json.measure, summary.casework)


def _rounded(measure: dict[str, Any]) -> dict[str, Any]:
    """Return a measure whose share, of this month and each other, is in whole per cent."""
    if measure["unit"] != "share":
        return measure
    months = [{**month, "value": in_whole_per_cent(month["value"])} for month in measure["series"]]
    return {**measure, "value": in_whole_per_cent(measure["value"]), "series": months}


def _opened(one: Finding, summary: Summary, link: Link) -> dict[str, Any]:
    """Return how many rows a finding is about, and the address of the list of these very rows."""
    every = Listed(one.measure, opens_with(one.measure), one.records)
    of = summary.opens.get(one.id, every)
    return {"count": of.count, "link": to_list(link, of, summary.period) or f"#{one.measure}"}


def _finding(one: Finding, opened: dict[str, Any], *, leaves: bool) -> dict[str, Any]:
    moved = {"since": str(one.since), "size": {"from": one.before, "to": one.after}}
    return {
        "id": one.id,
        "measure": one.measure,
        "verdict": one.verdict.value,
        "rule": one.rule,
        "direction": one.direction.value,
        **(moved if one.since else {}),
        "team": one.part or None,
        "made_of": [_part(part) for part in one.made_of],
        "also_moved": list(one.also),
        "sentence": one.sentence,
        "question": one.question,
        "ask": one.ask,
        "caution": one.caution,
        **({} if leaves else {"records": opened}),
    }


def _part(part: MadeOf) -> dict[str, Any]:
    of = {"dimension": part.dimension, "value": part.value, "change": part.change}
    return {**of, "rate": part.rate, "mix": part.mix}


def _question(one: Question) -> dict[str, Any]:
    finding = {"measure": one.about, "sentence": one.finding}
    return {**finding, "question": one.question, "ask": one.ask}


def _enquired(one: Enquired) -> dict[str, Any]:
    return {
        "id": one.id,
        "measure": one.about,
        "sentence": one.finding,
        "question": one.question,
        "owner": one.owner,
        "due": one.due.isoformat(),
        "answer": one.answer,
        "since_then": one.since_then,
    }


def text(summary: Summary, link: Link = no_link) -> str:
    """Return the summary as JSON text, indented, ending in a new line; `link` as in `document`."""
    return json.dumps(document(summary, link), ensure_ascii=False, indent=2) + "\n"


def _measure(figure: Figure, *, leaves: bool) -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": "share",
        **_counts(figure.now),
        "series": [
            {"period": str(point.period), **_counts(point), **_covered(point.span)}
            for point in figure.series
        ],
        "limits": _limits(figure),
        "paired_with": list(figure.paired_with),
        "caution": figure.caution,
        "beside": [{"value": beside.value, "label": beside.label} for beside in figure.beside],
        **({} if leaves else {"records": _records(figure.behind)}),
        "where": _where(figure.where) if figure.where else None,
    }


def _where(sits: Where) -> dict[str, Any]:
    """Return where most of what does not count is, naming no practitioner."""
    return {
        "sentence": sits.text,
        "count": sits.count,
        "of": sits.of,
        "dimension": sits.dimension.value,
        "places": len(sits.ids),
        "unmet": sits.unmet,
    }


def _limits(figure: Figure) -> dict[str, Any] | None:
    """Return the usual range, as it is computed: a limit may lie below 0 or above 1."""
    if (chart := usual_range(figure)) is None:
        return None
    return {
        "mean": chart.mean,
        "lower": chart.lower,
        "upper": chart.upper,
        "trial": chart.trial,
        "screened": chart.screened,
        "flags": {
            str(point.period): flag
            for point, flag in zip(figure.series, chart.flags, strict=True)
            if flag
        },
    }


def _estimate(made: Estimate) -> dict[str, Any]:
    return {
        "key": made.key,
        "label": made.label,
        "unit": "share",
        **_estimated(made.now),
        "series": [
            {"period": str(month.span.month), **_estimated(month), **_covered(month.span)}
            for month in made.series
        ],
        "limits": None,
        "paired_with": list(made.paired_with),
        "caution": made.caution,
    }


def _estimated(month: Estimated) -> dict[str, Any]:
    """Return what is told of a month; nothing was counted, and so there are no counts."""
    error = None if month.error is None else month.error / 100
    counts = {"value": month.value, "numerator": None, "denominator": None}
    return {**counts, "error": error, "reader": month.reader}


def _covered(span: Span) -> dict[str, Any]:
    return {
        "whole": span.is_whole,
        "since": span.since.isoformat() if span.since else None,
        "until": span.until.isoformat() if span.until else None,
    }


def _counts(point: Point) -> dict[str, Any]:
    """Return the counts of a month, which has none where they are left out."""
    if point.hidden:
        return {"value": None, "numerator": None, "denominator": None, "hidden": True}
    if not point.has_begun:
        return {"value": None, "numerator": None, "denominator": None, "counted": False}
    return {
        "value": point.value,
        "numerator": point.numerator,
        "denominator": point.denominator,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "heading": section.heading,
        "sentences": [
            {
                "text": sentence.text,
                "measure": sentence.measure,
                "records": _records(sentence.behind) if sentence.behind else None,
                "lists": [
                    {"measure": of.measure, "shows": of.shows, "count": of.count}
                    for of in sentence.lists
                ],
            }
            for sentence in section.sentences
        ],
    }


def _records(behind: Behind) -> dict[str, int]:
    return {"count": behind.count, "opens": behind.opens}
