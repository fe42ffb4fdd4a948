"""A summary as it leaves the service: the same view model, with nothing small left in it."""

from dataclasses import replace

from reports.casework_view import CaseworkFigure
from reports.leaving import figures, known, telling
from reports.leaving.known import Apart
from reports.leaving.telling import Figures
from reports.statistics.suppression import is_small
from reports.view import Doubt, Figure, Summary

_AGREED, _RATED = "records.agreed", "outcomes.rated_share"


def to_leave(summary: Summary, apart: Apart = frozenset()) -> Summary:
    """Return a summary as a file holds it that leaves the service; one that is so stays as it is.

    Nothing is told of `apart`, what the teams beside it need left out. Whoever renders it needs
    to know nothing of what was left out: it is not there.
    """
    if summary.leaves:
        return summary
    told = known.told(summary, apart)
    records = tuple(figures.of_records(figure, told) for figure in summary.figures)
    files = figures.of_files(summary.casework, records, told)
    both: tuple[Figure | CaseworkFigure, ...] = (*records, *files)
    every = {one.key: one for one in both}
    found = telling.findings(summary, every)
    made = replace(
        summary,
        figures=records,
        casework=files,
        findings=found,
        questions=telling.questions(found),
        further=(),
        enquired=(),
        untaken=(),
        elsewhere=(),
        somebodys=frozenset(),
        # What changed says by how much in its words.
        data_quality=tuple(
            _doubt(one, summary, every) for one in summary.data_quality if one.sort != "changed"
        ),
        # What nobody confirmed does not travel.
        from_notes=None,
        # A difference of two counts tells of both.
        beside=None,
        leaves=True,
    )
    return replace(made, sections=telling.sections(made))


def _doubt(doubt: Doubt, summary: Summary, told: Figures) -> Doubt:
    """Return something about the records without its count, where that is small or tells one.

    Files are the whole council's, and what is missing may be all of them: none of theirs is told.
    """
    if doubt.sort:
        return replace(doubt, count=None, hidden=doubt.count is not None)
    of = {"records": _AGREED, "outcomes": _RATED}.get(doubt.source)
    alike = [one.count or 0 for one in summary.data_quality if one.source == doubt.source]
    hidden = of is not None and told[of].now.hidden
    if hidden or any(map(is_small, alike)):
        return replace(doubt, count=None, hidden=True)
    return doubt
