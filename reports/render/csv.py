"""A summary as a tidy table: one row for each figure and month, under keys that do not change."""

import csv
from collections.abc import Iterator
from io import StringIO

from reports.render.rows import Row, rows
from reports.view import Summary
from reports.wording import note

COLUMNS = (
    "team",
    "summary_month",
    "as_of",
    "month",
    "measure",
    "label",
    "group",
    "unit",
    "value",
    "numerator",
    "denominator",
    "left_out",
    "at_least",
    "not_looked_at",
    "whole",
    "hidden",
    "counted",
    "note",
)
"""docs/reporting.md says what each holds."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def text(summary: Summary) -> str:
    """Return the figures as CSV with a header row; what opens it takes no cell for a formula."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_row(summary, row) for row in rows(summary))
    return written.getvalue()


def harmless(words: str) -> str:
    """Return words that a spreadsheet would take for a formula with an apostrophe before them."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def _row(summary: Summary, row: Row) -> Iterator[str]:
    yield from (harmless(summary.scope), str(summary.period), summary.as_of.isoformat())
    yield from (str(row.month), row.measure, harmless(row.label), harmless(row.group), row.unit)
    yield from map(number, (row.value, row.numerator, row.denominator, row.left_out))
    yield from map(number, (row.at_least, row.not_looked_at))
    yield from ("yes" if one else "no" for one in (row.is_whole, row.hidden, row.have_begun))
    yield note(leaves=summary.leaves)


def number(value: float | None) -> str:
    """Return a number as a file holds it, at most six places; nothing of none."""
    if value is None:
        return ""
    return f"{value:.6f}".rstrip("0").rstrip(".")
