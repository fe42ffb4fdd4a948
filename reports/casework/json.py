"""A figure of the council's own files as JSON, in the fixed format other tools read."""

from dataclasses import asdict
from typing import Any

from reports.casework_view import Amount, CaseworkFigure, OfEngland
from reports.statistics.xmr import analyse


def measure(figure: CaseworkFigure) -> dict[str, Any]:
    """Return the figure as plain values, as the summary's schema describes a measure."""
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": figure.unit,
        **_counts(figure.now),
        "series": [
            {
                "period": str(amount.period),
                **_counts(amount),
                "whole": amount.is_whole,
                "since": None,
                "until": amount.until.isoformat() if amount.until else None,
            }
            for amount in figure.series
        ],
        "range": _range(figure),
        "limits": _limits(figure),
        "paired_with": list(figure.paired_with),
        "caution": figure.caution,
        "meaning": asdict(figure.meaning),
        "england": _england(figure.england) if figure.england else None,
    }


def _england(found: OfEngland) -> dict[str, Any]:
    """Return England's figure with the council's own over as long a time."""
    return {
        "value": found.value,
        "here": found.here,
        "at": found.at.isoformat(),
        "counts": found.counts,
        "source": found.source,
        "address": found.address,
    }


def _counts(amount: Amount) -> dict[str, Any]:
    counts = {
        "value": amount.value,
        "numerator": amount.numerator,
        "denominator": amount.denominator,
        "left_out": amount.left_out,
    }
    return {**counts, "hidden": True} if amount.hidden else counts


def _range(figure: CaseworkFigure) -> dict[str, int] | None:
    """Return how far the month's count can still go down, and how many are in doubt."""
    within = figure.range
    if within is None:
        return None
    doubts = {"nobody_looked_at": within.unlooked, "nobody_could_tell": within.untold}
    return {"low": within.low, "high": within.high, **doubts}


def _limits(figure: CaseworkFigure) -> dict[str, Any] | None:
    """Return the limits of the control chart; a month that is not whole or not known is a gap."""
    values = [amount.value if amount.is_comparable else None for amount in figure.series]
    chart = analyse(values, figure.direction)
    if chart.upper is None:
        return None
    flags = zip(figure.series, chart.flags, strict=True)
    return {
        "mean": chart.mean,
        "lower": chart.lower,
        "upper": chart.upper,
        "trial": chart.trial,
        "screened": chart.screened,
        "flags": {str(amount.period): flag for amount, flag in flags if flag},
    }
