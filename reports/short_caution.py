"""The caution of a figure in a few words, to stand beside it: of the data, not of the measure."""

from reports.casework.measures import CASEWORK, WRITTEN_HERE
from reports.casework_view import CaseworkFigure
from reports.feeding import file_of, needs, say
from reports.view import Figure, Summary
from reports.wording import SMALL, full_day, month_name


def short(summary: Summary, figure: Figure | CaseworkFigure) -> str:
    """Return what limits a figure, as far as a summary knows; "" where nothing does."""
    lacks = next((one for one in summary.missing if _rests_on(figure.key, one.source)), None)
    if lacks is not None and lacks.after:
        return say("short.after", day=full_day(lacks.after))
    if lacks is not None and lacks.before:
        return say("short.before", day=full_day(lacks.before))
    if lacks is not None:
        return say("short.since", month=month_name(lacks.since))
    now, unit = figure.now, "share" if isinstance(figure, Figure) else figure.unit
    if now.value is None:
        return say("short.no_value")
    if unit == "share" and (now.denominator or 0) < SMALL:
        return say("short.few", m=int(now.denominator or 0))
    left_out = figure.now.left_out if isinstance(figure, CaseworkFigure) else 0
    return say("short.left_out", n=left_out) if left_out else ""


def _rests_on(key: str, source: str) -> bool:
    return any(source in {need, file_of(need)} for need in needs()[key])


def anchor(key: str) -> str:
    """Return the part of the page of the data that a figure leads to: a file, or the records."""
    files = {one.key: one.files[0] for one in CASEWORK}
    return files.get(key, WRITTEN_HERE)
