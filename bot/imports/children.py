"""Children: the council's references, and what names them, which is stored encrypted."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from bot.sheets.cells import name, one_of, postcode, ref, yes_no
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column, FileKind
from bot.sheets.days import day
from bot.sheets.left_standing import left_standing
from bot.sheets.likely_days import ask_about_births, ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.registers import ask_about_spelling, written_before
from bot.sheets.row_checker import RowChecker
from practice.terms import ChildStatus, Communication
from storage.children import open_refs
from storage.imports import Known, known_children, store_children
from storage.session import Session

COLUMNS = (
    Column("child_ref", child_ref, required=True, example="CH-0417"),
    Column("forename", name, shown=False, example="Ana"),
    Column("surname", name, shown=False, example="Doe"),
    Column("birth_date", day, example="2015-03-02"),
    Column("postcode", postcode, example="DL1 5QT"),
    Column("status", one_of(ChildStatus), required_of_new=True, removable=False, example="CIN"),
    Column("opened_on", day, example="2026-01-05"),
    Column("closed_on", day, example="2026-11-20"),
    Column("restricted", yes_no, removable=False, example="no"),
    Column("family_ref", ref, example="F-0212"),
    Column("communication", one_of(Communication), example="speaks"),
)
_NO_DAY = (
    "The case has closed, and on which day is not known: a call from before counts as a new one."
)
_OPEN_AGAIN = "If it closed, write closed; if it is open again, write (none) in closed_on."
_AGAIN = "The case opened again on {opened}. That it closed on {closed} is taken away."
_BEFORE = "Nothing to do, if so. The time it was open before is known from its involvements alone."
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
    again = _open_again(checker, stored)
    _refuse_restricted(checker)
    checker.refuse_impossible_dates(
        _ref, stored, ("opened_on", "closed_on"), "The case would have closed before it opened"
    )
    for column in ("opened_on", "closed_on"):
        ask_about_days_ahead(checker, column, parsed.today)
    ask_about_births(checker, "opened_on", parsed.today)
    _ask_about_closing(checker, stored, parsed.today)
    checker.ask_about_look_alikes("child_ref", stored)
    _ask_about_spellings(checker, session, stored)
    plan = _outdating(checker.compare(_ref, stored), again)
    if parsed.rejected:
        return plan
    in_file = {_ref(entry) for entry in parsed.entries}
    return replace(plan, notes=left_standing(_OPEN, open_refs(session), in_file, _CLOSED))


def _open_again(checker: RowChecker, stored: Mapping[str, Known]) -> set[int]:
    """Take the stored closing from the rows of cases that opened again; return their numbers.

    An empty cell leaves what is stored. But a row that says that the case is open, since a day
    after it closed, says of that closing that it is over (docs/decisions/
    0121-a-case-that-opened-again-is-open.md).
    """
    found = set()
    for entry in checker.kept:
        before = stored[_ref(entry)].values if _ref(entry) in stored else {}
        closed, opened = before.get("closed_on"), entry.values.get("opened_on")
        says_open = entry.values.get("status") not in (None, ChildStatus.CLOSED)
        if not isinstance(closed, date) or not isinstance(opened, date) or not says_open:
            continue
        is_new = opened >= closed and opened != before.get("opened_on")
        if is_new and "closed_on" not in entry.values:
            checker.put(entry, "closed_on", None)
            why = _AGAIN.format(opened=opened.isoformat(), closed=closed.isoformat())
            checker.query(entry, "opened_on", why, _BEFORE)
            found.add(entry.row)
    return found


def _outdating(plan: Plan, rows: Collection[int]) -> Plan:
    """Return a plan in which the closings of these rows are no removals."""
    changes = [
        replace(one, outdated=one.row in rows and one.column == "closed_on") for one in plan.changes
    ]
    return replace(plan, changes=changes)


def _ask_about_spellings(
    checker: RowChecker, session: Session, stored: Mapping[str, Known]
) -> None:
    """Query new children whom rows of other files name by a reference written otherwise."""
    new = [entry for entry in checker.kept if _ref(entry) not in stored]
    before = written_before(session, new)
    for entry in new:
        if _ref(entry) in before:
            ask_about_spelling(checker, entry, before[_ref(entry)])


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


def _ask_about_closing(
    checker: RowChecker, stored: Mapping[str, Known], today: date | None
) -> None:
    """Query a case that closed on no day, or is open after it closed, unless it is stored so."""
    for entry in checker.kept:
        before = stored[_ref(entry)].values if _ref(entry) in stored else {}
        now = {**before, **entry.values}
        if all(now.get(name) == before.get(name) for name in ("status", "closed_on")):
            continue
        is_closed, day = now["status"] == ChildStatus.CLOSED, now.get("closed_on")
        if is_closed and day is None:
            checker.query(entry, "closed_on", _NO_DAY, "Fill in closed_on.")
        elif not is_closed and isinstance(day, date) and today is not None and day <= today:
            why = f"The case closed on {day.isoformat()}, and this says that it is open."
            checker.query(entry, "status", why, _OPEN_AGAIN)


KIND = FileKind("children", "child", COLUMNS, check, store_children)
