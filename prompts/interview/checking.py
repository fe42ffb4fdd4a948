"""Inputs to the cards of the end: check, change a line, point to what is there, send."""

import re
from collections.abc import Callable

from practice.access import Visibility
from practice.evidence import passages_of
from practice.mentions import mentioned
from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.effects import (
    Effect,
    PartDropped,
    PartFinished,
    RecordSent,
    RecordSentAgain,
    ReflectionSent,
    ViewShown,
)
from prompts.interview import check_cards as cards
from prompts.interview import held
from prompts.interview.child.found import siblings_to_add
from prompts.interview.claims import is_to_propose, perhaps, pointable, to_point_to
from prompts.interview.missing import MISSING, is_missing, listed_as_missing
from prompts.interview.part_inputs import in_list, list_parts
from prompts.interview.pointing import next_page, pointed_at, there_card
from prompts.interview.state import ALL_CLAIMS, CHANGE, PARTS, THERE, Interview
from prompts.interview.turns import Talk, ask, standing, to_check, to_claims
from prompts.options import (
    AddEntry,
    AlsoAbout,
    ChangeLine,
    Named,
    Option,
    PointAt,
    PointLine,
    PointWords,
    SayAgain,
    ShowsIt,
    TakeOut,
)
from prompts.phrases import phrase
from prompts.steps import Json, Step
from prompts.text import spoken

_DONE_WITH = re.compile(r"(?:ok |im |i am |were |we are )*(?:done|finished) with (.{1,20})")


def _reflected(visibility: Visibility) -> tuple[Step, Effect]:
    return Step(StepKind.SUBMITTED, value={"visibility": visibility}), ReflectionSent(visibility)


_SENDINGS: dict[Option, tuple[Step, Effect]] = {
    Named.SHARE: _reflected(Visibility.SHARED),
    Named.KEEP_PRIVATE: _reflected(Visibility.KEPT),
    Named.FINISHED: (Step(StepKind.LEFT, value={"done": True}), PartFinished()),
    Named.DROP: (Step(StepKind.LEFT), PartDropped()),
    Named.SEND: (Step(StepKind.SUBMITTED), RecordSent()),
    Named.SEND_AGAIN: (Step(StepKind.SUBMITTED), RecordSentAgain()),
    Named.SHOW: (Step(StepKind.SUBMITTED), ViewShown()),
}


ENDS = (Named.FINISHED, Named.SEND_AGAIN)
"""The options that end a part: whatever the other has shown is seen before."""


def at_the_end(talk: Talk, option: Option) -> Turn[Interview]:
    """Return the turn for an option of the check card or of one of the cards behind it."""
    if talk.state.position == PARTS:
        return in_list(talk, option)
    if option in _SENDINGS and option is not Named.DROP and is_to_propose(talk.state):
        return to_check(talk, phrase("cards.shown_first"))
    if option in _SENDINGS:
        step, effect = _SENDINGS[option]
        return talk.add(step).turn(effects=[effect])
    if option in _CARDS:
        return _CARDS[option](talk)
    if isinstance(option, PointAt | PointLine | PointWords):
        return _pointing(talk, option)
    return _changing(talk, option)


def _changing(talk: Talk, option: Option | None) -> Turn[Interview]:
    if isinstance(option, TakeOut | SayAgain):
        said = talk.add(_said_of_claims(talk, option))
        return to_claims(said) if talk.state.position == ALL_CLAIMS else to_check(said)
    if isinstance(option, ShowsIt):
        return _shows_it(talk, option.key)
    if isinstance(option, ChangeLine):
        lines = cards.check_lines(talk.state)
        return ask(talk, lines[option.number - 1][0], {"edit": True, "check": True})
    if isinstance(option, AddEntry):
        return _add_entry(talk, option.number)
    return talk.turn(standing(talk.state))


def _pointing(talk: Talk, option: PointAt | PointLine | PointWords) -> Turn[Interview]:
    if isinstance(option, PointAt):
        return _point_at(talk, option.key)
    point = _point_line if isinstance(option, PointLine) else _point_words
    return point(talk, option.number)


def _said_of_claims(talk: Talk, option: TakeOut | SayAgain) -> Step:
    if isinstance(option, TakeOut):
        return Step(StepKind.STRUCK, option.key, value=option.key)
    words = talk.state.copied[option.number - 1].words
    return Step(StepKind.SAID_AGAIN, value=words, sealed=True)


def _change(talk: Talk) -> Turn[Interview]:
    asked = talk.add(Step(StepKind.ASKED, CHANGE))
    return asked.turn(cards.change_card(asked.state))


def _there(talk: Talk) -> Turn[Interview]:
    """Ask what is there; where one thing only can be meant, which line shows it."""
    found = to_point_to(talk.state)
    if not found:
        return to_check(talk)
    return _point_at(talk, found[0]) if len(found) == 1 else _ask_there(talk, {})


def _ask_there(talk: Talk, chosen: dict[str, Json]) -> Turn[Interview]:
    asked = talk.add(Step(StepKind.ASKED, THERE, value=chosen))
    return asked.turn(there_card(asked.state))


def _point_at(talk: Talk, indicator: str) -> Turn[Interview]:
    lines = pointable(talk.state, indicator)
    asked = talk.add(Step(StepKind.ASKED, THERE, value={"indicator": indicator}))
    return _point_line(asked, 1) if len(lines) == 1 else asked.turn(there_card(asked.state))


def _point_line(talk: Talk, number: int) -> Turn[Interview]:
    asked = talk.add(
        Step(StepKind.ASKED, THERE, value={**talk.state.detail, "line": number, "from": 0})
    )
    _, line = pointed_at(asked.state)
    alone = line is not None and len(passages_of(line[1])) == 1
    return _point_words(asked, 1) if alone else asked.turn(there_card(asked.state))


def _point_words(talk: Talk, number: int) -> Turn[Interview]:
    """Keep the words to which the writer pointed: a claim of theirs."""
    indicator, line = pointed_at(talk.state)
    if indicator is None or line is None:
        return to_check(talk)
    slot, text = line
    return _pointed(talk, indicator, passages_of(text)[number - 1], slot.place)


def _shows_it(talk: Talk, indicator: str) -> Turn[Interview]:
    """Keep a sentence of which the card asked whether it shows something: it does."""
    asked = next((one for one in perhaps(talk.state) if one.indicator == indicator), None)
    if asked is None:
        return to_check(talk)
    return _pointed(talk, indicator, asked.sentence, asked.place)


def _pointed(talk: Talk, indicator: str, sentence: str, place: tuple[str, int]) -> Turn[Interview]:
    value: Json = {"indicator": indicator, "sentence": sentence}
    pointed = Step(StepKind.POINTED, *place, value, sealed=True)
    return to_check(talk.add(pointed), phrase("cards.pointed"))


def _further(talk: Talk) -> Turn[Interview]:
    return _ask_there(talk, {**talk.state.detail, "from": next_page(talk.state)})


def _missing(talk: Talk) -> Turn[Interview]:
    """Ask for what the card lists as missing; where it lists nothing, for every open answer."""
    listed = listed_as_missing(talk.state)
    if listed:
        return ask(talk, listed[0], {MISSING: True})
    opened = talk.add(Step(StepKind.REOPENED))
    gaps = [s for s in opened.state.questions() if is_missing(opened.state, s)]
    return ask(opened, gaps[0], {}) if gaps else to_check(opened)


_CARDS: dict[Option, Callable[[Talk], Turn[Interview]]] = {
    Named.CHECK: to_check,
    Named.SEE_ALL: to_claims,
    Named.CHANGE: _change,
    Named.THERE: _there,
    Named.FURTHER: _further,
    Named.MISSING: _missing,
    Named.HELD: held.asked,
    Named.PARTS: list_parts,
}


def also_about(talk: Talk, option: AlsoAbout) -> Turn[Interview]:
    """Return the turn that puts a reflection on the file of a sibling as well."""
    sibling = siblings_to_add(talk.state)[option.number]
    about: list[Json] = [*talk.state.about(), sibling]
    return to_check(talk.add(Step(StepKind.ANSWERED, talk.state.child_question, value=about)))


def _add_entry(talk: Talk, number: int) -> Turn[Interview]:
    """Ask for one more entry of a group, from the check card and back to it."""
    more = talk.state.addable()[number - 1]
    added = talk.add(Step(StepKind.ANSWERED, more.key, more.entry, "add"))
    fields = added.state.entry_of(more.group, more.entry + 1)
    return ask(added, fields[0], {"edit": True, "check": True}) if fields else to_check(added)


def says_done(words: str, child: str) -> bool:
    """Say whether words are that the part of a child is done: "done with 417"."""
    found = _DONE_WITH.fullmatch(spoken(words))
    return bool(child and found and mentioned(found[1], [child]))
