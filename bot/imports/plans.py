"""Plans of children: in need, under child protection, looked after."""

from bot.sheets.cells import one_of, ref, yes_no
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from practice.terms import PlanKind
from storage.registers import PLANS

COLUMNS = (
    Column("plan_ref", ref, required=True, example="PL-1190"),
    Column("child_ref", child_ref, required_of_new=True, removable=False, example="CH-0417"),
    Column("kind", one_of(PlanKind), required_of_new=True, removable=False, example="CP"),
    Column("started_on", day, required_of_new=True, removable=False, example="2026-10-30"),
    Column("ended_on", day, example="2027-04-28"),
    Column("last_visit_on", day, example="2026-11-20"),
    Column("seen_alone", yes_no, example="yes"),
)
_RULES = Rules(
    in_order=(("started_on", "ended_on", "It would end before it started"),),
    happened=("started_on", "last_visit_on"),
    asks_child=True,
)

KIND = register_kind("plans", PLANS, COLUMNS, _RULES)
