"""Teams: a tree, each row naming the team above it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.sheets.cells import words
from bot.sheets.columns import Column, FileKind
from bot.sheets.left_standing import left_standing
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from storage.imports import Known, Row, known_teams, store_teams
from storage.many_rows import Tick
from storage.session import Session

COLUMNS = (
    Column("team", words, required=True, example="North"),
    Column("parent", words, example="Children's Services"),
)
_TWO_TOPS = (
    "It would stand above all others, and {} does. Then a contact, a referral, an assessment or an "
    "enquiry without a team is in no summary."
)
_ONE_TOP = "Name the team above it; if this is no team but a line of totals, delete the row."


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
    _ask_about_tops(checker, stored)
    plan = checker.compare(_name, stored)
    if parsed.rejected:
        return plan
    in_file = {_name(entry) for entry in parsed.entries}
    return replace(plan, notes=left_standing("teams", stored, in_file))


def _ask_about_tops(checker: RowChecker, stored: Mapping[str, Known]) -> None:
    """Query each team that comes to stand above all others beside another, as a line of totals."""
    tops = [name for name, row in stored.items() if row.values["parent"] is None]
    below = {_name(entry) for entry in checker.kept if entry.text("parent")}
    tops = [name for name in tops if name not in below]
    for entry in checker.kept:
        name = _name(entry)
        stays = name in stored and "parent" not in entry.values
        if entry.text("parent") or stays or name in tops:
            continue
        if tops:
            checker.query(entry, "parent", _TWO_TOPS.format(tops[0]), _ONE_TOP)
        tops.append(name)


def _store(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick
) -> list[str]:
    new_ids = store_teams(session, added, changed)
    tick(len(added))
    return new_ids


KIND = FileKind("teams", "team", COLUMNS, check, _store)
