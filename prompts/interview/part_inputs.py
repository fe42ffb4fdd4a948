"""Inputs about the parts of an interview: list them, go to one, go back to what was asked."""

from collections.abc import Mapping

from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.interview.missing import MISSING
from prompts.interview.part_list import IN_PART, missing_of, parts_card, slots_of
from prompts.interview.state import PARTS, Interview
from prompts.interview.turns import Talk, ask, to_check
from prompts.options import Named, Option, ToPart
from prompts.steps import Json, Step

_FROM = "from"
_FLAGS = ("edit", "check", MISSING, IN_PART)


def list_parts(talk: Talk) -> Turn[Interview]:
    """Return the turn that lists the parts; it remembers what was asked."""
    now = talk.state
    flags: dict[str, Json] = {name: now.detail[name] for name in _FLAGS if name in now.detail}
    asked = Step(StepKind.ASKED, PARTS, value={_FROM: now.position, "entry": now.entry, **flags})
    listed = talk.add(asked)
    return listed.turn(parts_card(listed.state))


def in_list(talk: Talk, option: Option) -> Turn[Interview]:
    """Return the turn for an option of the card that lists the parts."""
    if isinstance(option, ToPart):
        return _to_part(talk, option.number - 1)
    return back_from_list(talk) if option is Named.GO_BACK else talk.turn(parts_card(talk.state))


def _to_part(talk: Talk, part: int) -> Turn[Interview]:
    """Ask what is missing first in a part; where nothing is, its first answer again."""
    slots = slots_of(talk.state, part)
    missing = missing_of(talk.state, slots)
    if missing:
        return ask(talk, missing[0], {IN_PART: True})
    return ask(talk, slots[0], {"edit": True, IN_PART: True})


def back_from_list(talk: Talk, lead: str = "") -> Turn[Interview]:
    """Return the turn that asks again what was asked before the parts were listed."""
    before: Mapping[str, Json] = talk.state.detail
    entry = before.get("entry")
    place = (str(before.get(_FROM) or ""), entry if isinstance(entry, int) else 0)
    slot = talk.state.slot_at(place)
    flags = {name: before[name] for name in _FLAGS if name in before}
    return ask(talk, slot, flags, lead) if slot else to_check(talk, lead)
