"""Referrals to children's social care."""

from bot.sheets.cells import ref, words
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from storage.registers import REFERRALS

COLUMNS = (
    Column("referral_ref", ref, required=True, example="RE-3301"),
    Column("contact_ref", ref, example="CO-20419"),
    Column("child_ref", child_ref, example="CH-0417"),
    Column("received_on", day, required_of_new=True, removable=False, example="2026-10-03"),
    Column("decided_on", day, example="2026-10-05"),
    Column("source", words, example="police"),
    Column("outcome", words, example="assessment"),
    Column("team", words, example="North"),
)
_RULES = Rules(
    in_order=(("received_on", "decided_on", "It would be decided before it was received"),),
    happened=("received_on", "decided_on"),
)

KIND = register_kind("referrals", REFERRALS, COLUMNS, _RULES)
