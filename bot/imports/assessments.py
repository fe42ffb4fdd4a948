"""Assessments of children."""

from bot.sheets.cells import ref, words
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from storage.registers import ASSESSMENTS

COLUMNS = (
    Column("assessment_ref", ref, required=True, example="AS-2207"),
    Column("child_ref", child_ref, required_of_new=True, removable=False, example="CH-0417"),
    Column("referral_ref", ref, example="RE-3301"),
    Column("started_on", day, required_of_new=True, removable=False, example="2026-10-05"),
    Column("authorised_on", day, example="2026-11-30"),
    Column("child_seen_on", day, example="2026-10-09"),
    Column("outcome", words, example="CIN plan"),
    Column("person_ref", ref, example="SW-101"),
    Column("team", words, example="North"),
)
_RULES = Rules(
    in_order=(("started_on", "authorised_on", "It would be authorised before it started"),),
    happened=("started_on", "authorised_on", "child_seen_on"),
    asks_child=True,
)

KIND = register_kind("assessments", ASSESSMENTS, COLUMNS, _RULES)
