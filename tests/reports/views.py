"""Summaries made by hand, for tests of how one is shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from practice.calendar import Month, months_back
from reports.measures import MEASURES
from reports.view import Behind, Beside, Doubt, Figure, Point, Section, Sentence, Summary
from reports.wording import compared, of_measure

OCTOBER = Month(2026, 10)


def a_series(counts: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    """Return months ending in October 2026, one for each (numerator, denominator)."""
    months = months_back(OCTOBER, len(counts))
    return tuple(Point(month, *count) for month, count in zip(months, counts, strict=True))


def a_figure(
    key: str, counts: Sequence[tuple[int, int]] = ((40, 100),) * 12 + ((60, 120),)
) -> Figure:
    measure = next(measure for measure in MEASURES if measure.key == key)
    series = a_series(counts)
    now = series[-1]
    n_and_m = {"n": now.numerator, "m": now.denominator}
    return Figure(
        key=key,
        group=measure.group,
        noun=measure.noun,
        label=of_measure(f"{key}.label"),
        count=of_measure(f"{key}.count", **n_and_m)
        if now.denominator
        else of_measure(f"{key}.none"),
        series=series,
        paired_with=measure.paired_with,
        caution=of_measure(f"{key}.caution"),
        compared=compared(series),
        behind=Behind(12, 12),
        beside=(Beside(88.5, "in depth"),) if key == "children.discussed_share" else (),
        direction=measure.direction,
    )


def with_figure(figure: Figure) -> tuple[Figure, ...]:
    """Return the figures of a made-up summary, this one in its place."""
    return tuple(figure if one.key == figure.key else one for one in a_summary().figures)


def a_summary(**changes: object) -> Summary:
    """Return the summary of a made-up team, every measure at 50% after a year of 40%."""
    sentence = Sentence("28 of 88 children are heard.", "records.child_voice", Behind(88, 60))
    summary = Summary(
        scope="North & West <team>",
        period=OCTOBER,
        as_of=datetime(2026, 11, 5, 9, 30, tzinfo=UTC),
        readers="a manager",
        sections=(
            Section("better", "What is better", (sentence,)),
            Section("cannot_say", "What we cannot say", (Sentence("Chance.", None, None),)),
        ),
        figures=tuple(a_figure(measure.key) for measure in MEASURES),
        data_quality=(Doubt("claims", "struck", 3),),
    )
    return replace(summary, **changes)  # type: ignore[arg-type]
