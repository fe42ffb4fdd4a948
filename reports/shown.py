"""A summary as it was shown: its view model, written down without the moment and read again."""

import base64
import zlib
from dataclasses import replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from reports.quoted import without_words
from reports.view import Behind, Summary
from reports.wording import day_and_time
from storage.showings import Showing, ToShow

_VIEWS = TypeAdapter(Summary)
_NO_MOMENT = datetime(1, 1, 1, tzinfo=UTC)
_IN_WORDS = "\N{SYMBOL FOR RECORD SEPARATOR}"
"""Stands where the moment stands in words."""


def to_show(summary: Summary, team_id: str, person_id: str | None) -> ToShow:
    """Return what is to be kept of a summary that is shown to a person; None is the server."""
    return ToShow(_written(summary), team_id, summary.period, person_id, summary.as_of)


def as_shown(showing: Showing) -> Summary:
    """Return a summary as it was shown, without the words that it quoted (reports/quoted.py)."""
    written = zlib.decompress(base64.b64decode(showing.view)).decode()
    view = _VIEWS.validate_json(written.replace(_IN_WORDS, day_and_time(showing.at)))
    return replace(view, as_of=showing.at)


def reads_alike(then: Summary, now: Summary) -> bool:
    """Say whether two summaries of a team's month say the same, whoever reads them and when."""
    return _plain(_for_anybody(then)) == _plain(_for_anybody(now))


def _written(summary: Summary) -> str:
    # Some 40 KB of JSON, a tenth of that when compressed: it is kept for every change that is seen.
    return base64.b64encode(zlib.compress(_plain(summary).encode(), 9)).decode()


def _plain(summary: Summary) -> str:
    written = _VIEWS.dump_json(replace(without_words(summary), as_of=_NO_MOMENT)).decode()
    return written.replace(day_and_time(summary.as_of), _IN_WORDS)


def _for_anybody(summary: Summary) -> Summary:
    """Return a summary without whom it is for: their role, and how many records open for them."""
    sections = tuple(
        replace(
            section,
            sentences=tuple(replace(one, behind=_opened(one.behind)) for one in section.sentences),
        )
        for section in summary.sections
    )
    figures = tuple(
        replace(figure, behind=Behind(figure.behind.count, 0)) for figure in summary.figures
    )
    return replace(summary, readers="", sections=sections, figures=figures)


def _opened(behind: Behind | None) -> Behind | None:
    return behind and Behind(behind.count, 0)
