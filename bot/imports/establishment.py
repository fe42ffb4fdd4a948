"""The establishment: how many posts a team has, from which month on."""

from datetime import date

from bot.sheets.cells import posts, words
from bot.sheets.columns import Column, FileKind
from bot.sheets.days import month
from bot.sheets.likely_days import ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.registers import refuse_unknown_team
from bot.sheets.row_checker import RowChecker
from storage.registers import known_establishment, store_establishment
from storage.session import Session

COLUMNS = (
    Column("team", words, required=True, example="North"),
    Column("posts", posts, required_of_new=True, removable=False, example="7.5"),
    Column("from_month", month, required=True, example="2026-10"),
)


def _key(entry: ParsedRow) -> tuple[str, date]:
    first = entry.values["from_month"]
    assert isinstance(first, date)  # noqa: S101 - the column is required
    return entry.text("team"), first


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these numbers of posts would do; team and month name one."""
    stored = known_establishment(session)
    checker = RowChecker(parsed)
    checker.one_row_each(_key, "from_month")
    checker.refuse_incomplete(COLUMNS, _key, stored)
    refuse_unknown_team(checker, session)
    ask_about_days_ahead(checker, "from_month", parsed.today)
    return checker.compare(_key, stored)


KIND = FileKind("establishment", "establishment", COLUMNS, check, store_establishment)
