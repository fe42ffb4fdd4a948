"""What is stored and does not stand in a file that ought to have it: it stays, and that is said.

An import never takes a row away, since a file may hold a part. So a row that was taken out of the
council's own system, or has another reference there now, counts on.
"""

from collections.abc import Collection
from datetime import date

from bot.sheets.plan import ParsedFile

_EXAMPLES = 3
_PART = 2
"""A file of less than half of what is here is a part, and what it leaves out says nothing."""


def left_standing(
    what: str, here: Collection[str], in_file: Collection[str], ends: str = ""
) -> tuple[str, ...]:
    """Return what to say of those `here` that are not `in_file`, called `what`; else nothing.

    `ends` says how a file tells that one has ended.
    """
    others = sorted(set(here) - set(in_file))
    if not others or len(in_file) * _PART < len(here):
        return ()
    count = f"{len(others)} {what}" if len(others) > 1 else f"1 of the {what}"
    named = ", ".join(others[:_EXAMPLES])
    more = f" and {len(others) - _EXAMPLES} more" if len(others) > _EXAMPLES else ""
    note = (
        f"Stored, and not in this file: {count} ({named}{more}). What is stored stays and counts, "
        f"for an import takes no row away. {ends}A row that was taken out of your own system, or "
        "has another reference there now, goes by taking back the import that brought it: "
        "understory imports list."
    )
    return (note,)


def span_of(parsed: ParsedFile, column: str) -> tuple[date, date] | None:
    """Return the first and the last day of a file's rows; None where some could not be read."""
    days = [day for one in parsed.entries if isinstance(day := one.values.get(column), date)]
    return None if parsed.rejected or not days else (min(days), max(days))


def rows_of(what: str, span: tuple[date, date]) -> str:
    """Return what rows of some days are called."""
    return f"{what} of {span[0].isoformat()} to {span[1].isoformat()}"
