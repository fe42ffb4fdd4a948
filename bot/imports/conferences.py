"""Initial child protection conferences."""

from bot.sheets.cells import ref, yes_no
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from storage.registers import CONFERENCES

COLUMNS = (
    Column("conference_ref", ref, required=True, example="IC-0412"),
    Column("enquiry_ref", ref, example="EN-0871"),
    Column("child_ref", child_ref, required_of_new=True, removable=False, example="CH-0417"),
    Column("held_on", day, required_of_new=True, removable=False, example="2026-10-30"),
    Column("plan_made", yes_no, example="yes"),
)

KIND = register_kind(
    "conferences", CONFERENCES, COLUMNS, Rules(happened=("held_on",), asks_child=True)
)
