"""Children: the council's references, and what names them, which is stored encrypted."""

from dataclasses import replace

from bot.sheets.cells import day, one_of, postcode, ref, words, yes_no
from bot.sheets.columns import Column, FileKind
from bot.sheets.left_standing import left_standing
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from practice.terms import ChildStatus, Communication
from storage.children import open_refs
from storage.imports import known_children, store_children
from storage.session import Session

COLUMNS = (
    Column("child_ref", ref, required=True, example="CH-0417"),
    Column("forename", words, shown=False, example="Ana"),
    Column("surname", words, shown=False, example="Doe"),
    Column("birth_date", day, example="2015-03-02"),
    Column("postcode", postcode, example="DL1 5QT"),
    Column("status", one_of(ChildStatus), required_of_new=True, removable=False, example="CIN"),
    Column("opened_on", day, example="2026-01-05"),
    Column("closed_on", day, example="2026-11-20"),
    Column("restricted", yes_no, removable=False, example="no"),
    Column("family_ref", ref, example="F-0212"),
    Column("communication", one_of(Communication), example="speaks"),
)
_OPEN = "children with an open case"
_CLOSED = "Of a case that has closed the file says so: status and closed_on. "


def _ref(entry: ParsedRow) -> str:
    return entry.text("child_ref")


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these children would do."""
    stored = known_children(session, (_ref(entry) for entry in parsed.entries))
    checker = RowChecker(parsed)
    checker.one_row_each(_ref, "child_ref")
    checker.refuse_incomplete(COLUMNS, _ref, stored)
    _refuse_restricted(checker)
    checker.refuse_impossible_dates(
        _ref, stored, ("opened_on", "closed_on"), "The case would have closed before it opened"
    )
    checker.ask_about_look_alikes("child_ref", stored)
    plan = checker.compare(_ref, stored)
    if parsed.rejected:
        return plan
    in_file = {_ref(entry) for entry in parsed.entries}
    return replace(plan, notes=left_standing(_OPEN, open_refs(session), in_file, _CLOSED))


def _refuse_restricted(checker: RowChecker) -> None:
    """Refuse restricted children: nothing here could keep a record to the people named for it."""
    for entry in checker.kept:
        if entry.values.get("restricted") is True:
            checker.reject(
                entry,
                "restricted",
                "A restricted child cannot be kept here yet: all who may read a child's record "
                "could read it.",
                "Leave this child out, and keep its records where only the people named can.",
            )


KIND = FileKind("children", "child", COLUMNS, check, store_children)
