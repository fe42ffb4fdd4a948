"""Inputs to the cards of the end: check, change a line, not quite, send."""

from collections.abc import Callable

from practice.access import Visibility
from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.effects import Effect, PartDropped, PartFinished, RecordSentAgain, ReflectionSent
from prompts.interview import check_cards as cards
from prompts.interview import held
from prompts.interview.child.found import siblings_to_add
from prompts.interview.state import CHANGE, NOT_QUITE, Interview
from prompts.interview.turns import Talk, ask, standing, to_check
from prompts.options import AddEntry, AlsoAbout, ChangeLine, Named, Option, TakeOut
from prompts.steps import Json, Step


def _reflected(visibility: Visibility) -> tuple[Step, Effect]:
    return Step(StepKind.SUBMITTED, value={"visibility": visibility}), ReflectionSent(visibility)


_SENDINGS: dict[Option, tuple[Step, Effect]] = {
    Named.SHARE: _reflected(Visibility.SHARED),
    Named.KEEP_PRIVATE: _reflected(Visibility.KEPT),
    Named.FINISHED: (Step(StepKind.LEFT, value={"done": True}), PartFinished()),
    Named.DROP: (Step(StepKind.LEFT), PartDropped()),
    Named.SEND_AGAIN: (Step(StepKind.SUBMITTED), RecordSentAgain()),
}


def at_the_end(talk: Talk, option: Option) -> Turn[Interview]:
    """Return the turn for an option of the check card or of one of the cards behind it."""
    if option in _SENDINGS:
        step, effect = _SENDINGS[option]
        return talk.add(step).turn(effects=[effect])
    if option in _CARDS:
        return _CARDS[option](talk)
    if isinstance(option, TakeOut):
        return to_check(talk.add(Step(StepKind.STRUCK, option.key, value=option.key)))
    if isinstance(option, ChangeLine):
        lines = cards.check_lines(talk.state)
        return ask(talk, lines[option.number - 1][0], {"edit": True, "check": True})
    if isinstance(option, AddEntry):
        return _add_entry(talk, option.number)
    return talk.turn(standing(talk.state))


def _change(talk: Talk) -> Turn[Interview]:
    asked = talk.add(Step(StepKind.ASKED, CHANGE))
    return asked.turn(cards.change_card(asked.state))


def _not_quite(talk: Talk) -> Turn[Interview]:
    asked = talk.add(Step(StepKind.ASKED, NOT_QUITE))
    return asked.turn(cards.not_quite_card(asked.state))


def _missing(talk: Talk) -> Turn[Interview]:
    opened = talk.add(Step(StepKind.REOPENED))
    gaps = [s for s in opened.state.questions() if cards.is_missing(opened.state, s)]
    return ask(opened, gaps[0], {}) if gaps else to_check(opened)


_CARDS: dict[Option, Callable[[Talk], Turn[Interview]]] = {
    Named.CHECK: to_check,
    Named.CHANGE: _change,
    Named.NOT_QUITE: _not_quite,
    Named.MISSING: _missing,
    Named.HELD: held.asked,
}


def also_about(talk: Talk, option: AlsoAbout) -> Turn[Interview]:
    """Return the turn that puts a reflection on the file of a sibling as well."""
    sibling = siblings_to_add(talk.state)[option.number]
    about: list[Json] = [*talk.state.about(), sibling]
    return to_check(talk.add(Step(StepKind.ANSWERED, talk.state.child_question, value=about)))


def _add_entry(talk: Talk, number: int) -> Turn[Interview]:
    """Ask for one more entry of a group, from the check card and back to it."""
    more = cards.addable(talk.state)[number - 1]
    added = talk.add(Step(StepKind.ANSWERED, more.key, more.entry, "add"))
    entry = more.entry + 1
    fields = [s for s in added.state.questions() if s.group == more.group and s.entry == entry]
    return ask(added, fields[0], {"edit": True, "check": True}) if fields else to_check(added)
