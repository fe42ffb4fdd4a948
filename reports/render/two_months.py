"""A month beside another one, in sentences and in JSON."""

from collections.abc import Iterator
from typing import Any

from practice.calendar import Month
from reports.two_months import say
from reports.two_months_view import Apart, Pair, TwoMonths
from reports.view import Section, Sentence, Summary
from reports.wording import month_name

_VERDICTS = {Apart.MORE: "more", Apart.CHANCE: "chance", Apart.UNKNOWN: "unknown"}


def heading(summary: Summary, then: Month) -> str:
    """Return what the part is headed by: both months."""
    return say("page.heading", now=month_name(summary.period), then=month_name(then))


def verdict(pair: Pair) -> str:
    """Return whether a figure moved by more than chance, or why nobody can say."""
    return pair.why or say(f"verdict.{_VERDICTS[pair.apart]}")


def sections(summary: Summary) -> Iterator[Section]:
    """Yield the part of a document that says it in sentences; none where nothing was asked for."""
    if found := summary.beside:
        told = [
            *found.sentences,
            *(_line(found, pair) for pair in found.pairs if pair.size is not None),
        ]
        sentences = tuple(Sentence(text) for text in told)
        yield Section("beside", heading(summary, found.then), sentences)


def _line(found: TwoMonths, pair: Pair) -> str:
    told = {"label": pair.label, "then": pair.then, "now": pair.now}
    change = say("line.change", change=pair.change) if pair.change else ""
    more = say("line.verdict", verdict=verdict(pair))
    return " ".join(
        filter(None, [say("line.both", **told, month=month_name(found.then)), change, more])
    )


def document(found: TwoMonths | None) -> dict[str, Any] | None:
    """Return it as plain values, as the schema describes them; None where nothing was asked for."""
    if found is None:
        return None
    return {
        "period": str(found.then),
        "sentences": list(found.sentences),
        "measures": [_pair(one) for one in found.pairs],
    }


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "unit": one.unit,
        "size": {"from": one.then_value, "to": one.now_value},
        "change": one.size,
        "verdict": one.apart.value,
        "direction": one.direction.value,
        "why_not": one.why or None,
    }
