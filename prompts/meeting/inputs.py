"""Inputs to each card of a supervision."""

from collections.abc import Callable

from practice.mentions import names_only, unknown_references
from practice.terms import Discussion, StepKind
from prompts.conversation import Turn
from prompts.doubts import doubt_in, frozen
from prompts.effects import OpenPart, SupervisionSent
from prompts.kinds import named_together
from prompts.meeting import (
    cards,
    check_cards,
    child_cards,
    follow_ups,
    held,
    next_date,
    signs,
    the_rest,
    whether_same,
)
from prompts.meeting.choosing import only_in_depth, said_of_depth, takes_everybody_out
from prompts.meeting.listed import AgendaChild
from prompts.meeting.no_change import Says, said_of_change
from prompts.meeting.places import ALSO_NAMED
from prompts.meeting.state import (
    AGENDA,
    CHANGE,
    CHECK,
    CHOOSE,
    HELD,
    MOST_IN_DEPTH,
    NEXT,
    PERSONAL,
    REST,
    Meeting,
)
from prompts.meeting.turns import Talk, answered, ask, back, onward, unclear
from prompts.meeting.whether_same import CHANGED, UNCHANGED, ask_if_same, noted
from prompts.minutes import read_minutes
from prompts.only_a_value import is_only_a_value
from prompts.options import (
    ChangeChild,
    Minutes,
    Named,
    Option,
    Reading,
    Reason,
    ToggleDepth,
)
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError
from prompts.steps import Step
from prompts.text import is_sentence, join_parts, spoken


def _agenda(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    if option is Named.CHOOSE:
        return ask(talk, CHOOSE)
    if option is Named.HELD:
        return ask(talk, HELD)
    if option is Named.ALL:
        return talk.turn(cards.list_card(talk.state))
    return onward(answered(talk, "started", True))


def _choose(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    if not isinstance(option, ToggleDepth):
        return onward(talk)
    now = talk.state
    child = now.children[option.number - 1]
    into = not now.is_in_depth(child)
    moved = _moved(talk, child, into=into)
    if into and moved.state.items_in_depth() > MOST_IN_DEPTH:
        return talk.turn(cards.choose_card(now, phrase("meeting.choose_full")))
    return ask(moved, CHOOSE, _said_moved(now, child, into=into))


def _moved(talk: Talk, child: AgendaChild, *, into: bool) -> Talk:
    """Return the conversation with a child in or out of depth, and its family with it."""
    for one in talk.state.family_of(child):
        if talk.state.is_in_depth(one) != into:
            talk = answered(talk, f"depth:{one.ref}", into)
    return talk


def _said_moved(now: Meeting, child: AgendaChild, *, into: bool) -> str:
    """Return that a child is in or out of depth now, and the family that goes with it."""
    said = phrase("meeting.chosen_in" if into else "meeting.chosen_out", child=child.ref)
    others = [one.ref for one in now.family_of(child) if one is not child]
    also = phrase("meeting.with_family", children=", ".join(others)) if others else ""
    return f"{said} {also}".strip()


def choose_typed(talk: Talk, text: str) -> Turn[Meeting] | None:
    """Return the turn for words that take children in or out of depth; None where they do not.

    All of it is done or nothing: in doubt, or where they would be too many, the card asks.
    """
    now = talk.state
    ways = _only(now, text) or said_of_depth(text, [child.ref for child in now.children])
    if ways is None:
        return None
    if not ways:
        return ask(talk, CHOOSE, phrase("meeting.choice_unclear"))
    items = {(child.family or ref, into) for ref, into in ways.items() if (child := now.child(ref))}
    if len(items) > len({item for item, _ in items}):
        return ask(talk, CHOOSE, phrase("meeting.choice_one_family"))
    chosen, said = talk, list[str]()
    for child, into in ((now.child(ref), into) for ref, into in ways.items()):
        if child is not None:
            chosen = _moved(chosen, child, into=into)
            said.append(_said_moved(now, child, into=into))
    if unknown := unknown_references(text, [child.ref for child in now.children]):
        said.append(phrase("meeting.not_on_list", refs=named_together(unknown), n=len(unknown)))
    if chosen.state.items_in_depth() > MOST_IN_DEPTH:
        return ask(talk, CHOOSE, phrase("meeting.choice_full"))
    return ask(chosen, now.position, " ".join(said))


def _only(now: Meeting, text: str) -> dict[str, bool]:
    """Return whom words take in depth and no others, with whoever leaves it by that."""
    if takes_everybody_out(text):
        return {child.ref: False for child in now.in_depth()}
    named = only_in_depth(text, [child.ref for child in now.children])
    stay = {one.ref for ref in named if (child := now.child(ref)) for one in now.family_of(child)}
    leave = [child.ref for child in now.in_depth() if named and child.ref not in stay]
    return {**dict.fromkeys(named, True), **dict.fromkeys(leave, False)}


def _looked(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    if turn := follow_ups.same_and_seen(talk, ref, option):
        return turn
    if option is Named.NO_CHANGE:
        return onward(answered(talk, f"looked:{ref}", Discussion.NO_CHANGE))
    child = talk.state.child(ref)
    if option is Named.DEPTH and child is not None:
        return onward(_moved(talk, child, into=True))
    if option is Named.BACK:
        return back(talk)
    return ask(talk, f"changed:{ref}" if option is Named.CHANGED else f"why:{ref}")


def _looked_typed(talk: Talk, ref: str, text: str) -> Turn[Meeting]:
    """Take typed words as what changed, or as no change where they say so; in doubt ask."""
    if spoken(text) == spoken(phrase("meeting.buttons.no_change")):
        return onward(answered(talk, f"looked:{ref}", Discussion.NO_CHANGE))
    says = said_of_change(text)
    if says is Says.NO_CHANGE:
        return noted(talk, UNCHANGED, ref, text)
    if says in {Says.DOUBT, Says.SEVERAL, Says.PASSED_OVER}:
        return ask_if_same(talk, ref, text)
    if not is_sentence(text) or is_only_a_value(text):
        return unclear(talk, phrase("meeting.unclear"), text)
    return _changed_typed(talk.add(Step(StepKind.ASKED, f"changed:{ref}")), ref, text)


def _same_typed(talk: Talk, ref: str, text: str) -> Turn[Meeting]:
    """Take more words into what is asked about."""
    return _looked_typed(talk, ref, join_parts((str(talk.state.detail["words"]), text)))


def _changed_typed(talk: Talk, ref: str, text: str) -> Turn[Meeting]:
    if not text:
        return unclear(talk, phrase("meeting.text_unclear"))
    if names_only(text, talk.state.known().refs, ALSO_NAMED):
        return unclear(talk, phrase("meeting.names_only"), text)
    says = Says.CHANGED if talk.state.parts else said_of_change(text)
    if says in {Says.NO_CHANGE, Says.SEVERAL, Says.PASSED_OVER}:
        return ask_if_same(talk, ref, text)
    if talk.is_part(text):
        longer = talk.add(Step(StepKind.PART, f"changed:{ref}", value=text, sealed=True))
        return longer.turn(child_cards.changed_card(longer.state, ref))
    return noted(talk, CHANGED, ref, text)


def _changed_tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    if option is Named.DONE:
        return noted(talk, CHANGED, ref, join_parts(talk.state.parts))
    return ask(talk, f"looked:{ref}")


def _why(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    if isinstance(option, Reason):
        return onward(answered(talk, f"why:{ref}", option.key))
    return ask(talk, f"looked:{ref}")


def _personal(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    if option is Named.BACK:
        return back(talk)
    value = "today" if option is Named.PERSONAL_TODAY else "not today"
    return onward(answered(talk, "personal", value))


def _minutes(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    doubt = doubt_in(talk.state.detail)
    if isinstance(option, Reading) and doubt is not None:
        return onward(answered(talk, "minutes", doubt.readings[option.number]))
    if isinstance(option, Minutes):
        return onward(answered(talk, "minutes", option.number))
    return back(talk)


def _minutes_typed(talk: Talk, _: str, text: str) -> Turn[Meeting]:
    try:
        minutes = read_minutes(text)
    except DoubtError as doubt:
        return ask(talk, "minutes", detail=frozen(doubt))
    except UnclearError:
        return unclear(talk, phrase("meeting.minutes_unclear"), text)
    return onward(answered(talk, "minutes", minutes))


def _check(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    if option is Named.SEND:
        return talk.add(Step(StepKind.SUBMITTED)).turn(effects=[SupervisionSent()])
    return ask(talk, HELD if option is Named.HELD else CHANGE)


def _change(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    if isinstance(option, ChangeChild):
        return _change_child(talk, option.number)
    if option is Named.PERSONAL and PERSONAL in talk.state.recorded:
        return talk.turn(effects=[OpenPart(PERSONAL)])
    return ask(talk, _CHANGED[option])


_CHANGED: dict[Option, str] = {
    Named.CHECK: CHECK,
    Named.CHOOSE: CHOOSE,
    Named.MINUTES: "minutes",
    Named.HELD: HELD,
    Named.NEXT: NEXT,
    Named.PERSONAL: "personal",
}


def _change_child(talk: Talk, number: int) -> Turn[Meeting]:
    child = dict(check_cards.changeable(talk.state)).get(number)
    if child is None:
        return unclear(talk, phrase("meeting.unclear"))
    if talk.state.is_in_depth(child):
        return talk.turn(effects=[OpenPart(child.ref)])
    return ask(talk, f"looked:{child.ref}")


TAPPED: dict[str, Callable[[Talk, str, Option], Turn[Meeting]]] = {
    AGENDA: _agenda,
    CHOOSE: _choose,
    "sign": signs.tapped,
    "moved": signs.moved_tapped,
    "looked": _looked,
    "changed": _changed_tapped,
    "same": whether_same.tapped,
    "seen": follow_ups.seen_tapped,
    "came": follow_ups.came_tapped,
    "why": _why,
    REST: the_rest.tapped,
    "personal": _personal,
    "minutes": _minutes,
    HELD: held.tapped,
    NEXT: next_date.tapped,
    CHECK: _check,
    CHANGE: _change,
}
TYPED: dict[str, Callable[[Talk, str, str], Turn[Meeting]]] = {
    "looked": _looked_typed,
    "changed": _changed_typed,
    "same": _same_typed,
    "minutes": _minutes_typed,
}
