"""Teams: a tree, each row naming the team above it."""

from collections.abc import Mapping, Sequence

from bot.sheets.cells import words
from bot.sheets.columns import Column, FileKind
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from storage.imports import Row, known_teams, store_teams
from storage.many_rows import Tick
from storage.session import Session

COLUMNS = (
    Column("team", words, required=True, example="North"),
    Column("parent", words, example="Children's Services"),
)


def _name(entry: ParsedRow) -> str:
    return entry.text("team")


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these teams would do; parents may stand anywhere in the file."""
    stored = known_teams(session)
    checker = RowChecker(parsed)
    checker.one_row_each(_name, "team")
    checker.settle(
        lambda: checker.refuse_unknown(
            "parent",
            {_name(entry) for entry in checker.kept} | set(stored) | {""},
            "There is no team of this name.",
            "Add a row for that team, or write its name as it is stored.",
        ),
        lambda: checker.refuse_circles(
            "team",
            "parent",
            stored,
            "This team would be above itself.",
            "Name the team that is really above it.",
        ),
    )
    checker.ask_about_look_alikes("team", stored)
    return checker.compare(_name, stored)


def _store(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick
) -> list[str]:
    new_ids = store_teams(session, added, changed)
    tick(len(added))
    return new_ids


KIND = FileKind("teams", "team", COLUMNS, check, _store)
