"""Teams: a tree, each row naming the team above it."""

from collections.abc import Callable

from bot.sheets.cells import words
from bot.sheets.columns import Column, Kind
from bot.sheets.outcome import Entry, Plan, Reading
from bot.sheets.weighing import Weighing
from storage.intake import known_teams, store_teams
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
        lambda: weighing.refuse_unknown(
            "parent",
            {_name(entry) for entry in weighing.kept} | set(stored) | {""},
            "There is no team of this name.",
            "Add a row for that team, or write its name as it is stored.",
        ),
        lambda: weighing.refuse_circles(
            "team",
            "parent",
            stored,
            "This team would be above itself.",
            "Name the team that is really above it.",
        ),
    )
    weighing.ask_about_look_alikes("team", stored)
    return weighing.compare(_name, stored)


def keep(session: Session, plan: Plan, tick: Callable[[int], None]) -> None:
    """Store new teams and changed parents."""
    store_teams(session, plan.added, plan.changed)
    tick(len(plan.added))


KIND = Kind("teams", "team", COLUMNS, weigh, keep)
