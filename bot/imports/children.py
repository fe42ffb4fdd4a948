"""Children: the council's references, and what names them, which is stored encrypted."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.sheets.cells import day, one_of, postcode, ref, words, yes_no
from bot.sheets.columns import Column
from bot.sheets.kind import Kind
from bot.sheets.outcome import Entry, Plan, Reading
from bot.sheets.weighing import Weighing
from storage.intake import Known, known_children, store_children
from storage.session import Session
from storage.tables.children import STATUSES

COLUMNS = (
    Column("child_ref", ref, required=True),
    Column("forename", words, shown=False),
    Column("surname", words, shown=False),
    Column("birth_date", day),
    Column("postcode", postcode),
    Column("status", one_of(STATUSES), required=True),
    Column("opened_on", day),
    Column("closed_on", day),
    Column("restricted", yes_no, empty=False),
)


def _ref(entry: Entry) -> str:
    return entry.text("child_ref")


def weigh(session: Session, reading: Reading) -> Plan:
    """Return what importing these children would do."""
    stored = known_children(session, (_ref(entry) for entry in reading.entries))
    weighing = Weighing(reading)
    weighing.one_row_each(_ref, "child_ref")
    _refuse_impossible_dates(weighing, stored)
    weighing.ask_about_look_alikes("child_ref", stored)
    return weighing.compare(_ref, stored)


def _refuse_impossible_dates(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    for entry in weighing.kept:
        earlier = stored[_ref(entry)].values if _ref(entry) in stored else {}
        opened = entry.values.get("opened_on", earlier.get("opened_on"))
        closed = entry.values.get("closed_on", earlier.get("closed_on"))
        if isinstance(opened, date) and isinstance(closed, date) and closed < opened:
            why = f"The case would have closed before it opened ({opened.isoformat()})."
            weighing.reject(entry, "closed_on", why, "Correct one of the two dates.")


def keep(session: Session, plan: Plan, tick: Callable[[int], None]) -> None:
    """Store new and changed children."""
    store_children(session, plan.added, plan.changed, tick)


KIND = Kind("children", "child", COLUMNS, weigh, keep)
