"""Section 47 enquiries."""

from bot.sheets.cells import ref, words
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from storage.registers import SECTION47

COLUMNS = (
    Column("enquiry_ref", ref, required=True, example="EN-0871"),
    Column("child_ref", child_ref, required_of_new=True, removable=False, example="CH-0417"),
    Column("strategy_discussion_on", day, example="2026-10-12"),
    Column("started_on", day, required_of_new=True, removable=False, example="2026-10-12"),
    Column("completed_on", day, example="2026-10-23"),
    Column("source", words, example="school"),
    Column("outcome", words, example="conference"),
    Column("outcome_reason", words, example="substantiated, at risk"),
    Column("person_ref", ref, example="SW-101"),
    Column("team", words, example="North"),
)
_RULES = Rules(
    in_order=(("started_on", "completed_on", "It would be complete before it started"),),
    happened=("strategy_discussion_on", "started_on", "completed_on"),
    asks_child=True,
)

KIND = register_kind("section47", SECTION47, COLUMNS, _RULES)
