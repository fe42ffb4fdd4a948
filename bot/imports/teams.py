"""Teams: a tree, each row naming the team above it."""

from collections.abc import Callable, Mapping

from bot.sheets.cells import words
from bot.sheets.columns import Column
from bot.sheets.kind import Kind
from bot.sheets.outcome import Entry, Plan, Reading
from bot.sheets.weighing import Weighing, circles
from storage.intake import Known, known_teams, store_teams
from storage.session import Session

COLUMNS = (Column("team", words, required=True), Column("parent", words))


def _name(entry: Entry) -> str:
    return entry.text("team")


def weigh(session: Session, reading: Reading) -> Plan:
    """Return what importing these teams would do; parents may stand anywhere in the file."""
    stored = known_teams(session)
    weighing = Weighing(reading)
    weighing.one_row_each(_name, "team")
    weighing.settle(
        lambda: _refuse_unknown_parents(weighing, stored),
        lambda: _refuse_circles(weighing, stored),
    )
    weighing.ask_about_look_alikes("team", stored)
    return weighing.compare(_name, stored)


def _refuse_unknown_parents(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    known = {_name(entry) for entry in weighing.kept} | set(stored)
    for entry in weighing.kept:
        parent = entry.text("parent")
        if parent and parent not in known:
            remedy = "Add a row for that team, or write its name as it is stored."
            weighing.reject(entry, "parent", "There is no team of this name.", remedy)


def _refuse_circles(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    above = {name: str(row.values["parent"] or "") for name, row in stored.items()}
    above |= {_name(entry): entry.text("parent") for entry in weighing.kept if _says(entry)}
    turning = circles({name: parent for name, parent in above.items() if parent})
    for entry in weighing.kept:
        if _name(entry) in turning and _says(entry):
            why = "This team would be above itself."
            weighing.reject(entry, "parent", why, "Name the team that is really above it.")


def _says(entry: Entry) -> bool:
    return "parent" in entry.values


def keep(session: Session, plan: Plan, tick: Callable[[int], None]) -> None:
    """Store new teams and changed parents."""
    store_teams(session, plan.added, plan.changed)
    tick(len(plan.added))


KIND = Kind("teams", "team", COLUMNS, weigh, keep)
