"""Inputs to a question: a typed answer, a tap, a child, several ticks, a long message in parts."""

from collections.abc import Callable
from datetime import date

from practice.matching import find
from practice.terms import StepKind
from prompts.card import Card, Unreadable
from prompts.conditions import holds
from prompts.conversation import Turn
from prompts.days import UnclearError
from prompts.effects import DraftDiscarded
from prompts.guide import Kind
from prompts.interview import cards
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, ask, onward, proposed_child, to_check
from prompts.kinds import KINDS, read_answer
from prompts.options import Choice, Named, Option
from prompts.phrases import phrase
from prompts.steps import Json, Step
from prompts.text import join_parts, tidy

_REF_WORDS = 3
_TIMES_UNCLEAR = 2


def answered(talk: Talk, slot: Slot, text: str, today: date) -> Turn[Interview]:
    """Return the turn for a message typed as the answer to `slot`."""
    kind = slot.question.kind
    if kind is Kind.CHILD:
        return _child_typed(talk, slot, tidy(text))
    if KINDS[kind].may_be_long and talk.is_part(text):
        return _long_part(talk, slot, text)
    try:
        value = read_answer(cards.asked(talk.state, slot.question), text, today)
    except UnclearError:
        return _unclear(talk, slot, phrase(f"errors.unclear.{kind}"), text)
    if not _passes(talk.state, slot, value):
        return _unclear(talk, slot, slot.question.check_message or "", text)
    return _keep(talk, slot, value)


def reads(now: Interview, slot: Slot, text: str, today: date) -> bool:
    """Say whether a message can be read as the answer to `slot`."""
    if slot.question.kind is Kind.CHILD:
        return find(text, now.children()).exact is not None
    try:
        read_answer(cards.asked(now, slot.question), text, today)
    except UnclearError:
        return False
    return True


def _passes(now: Interview, slot: Slot, value: Json) -> bool:
    """Say whether an answer passes its question's `check`, given what was answered before."""
    check = slot.question.check
    if check is None:
        return True
    walk = now.walk()
    for _ in walk.slots():
        pass
    return holds(check, {**walk.values, "answer": value}, walk.shown_if_asked(check))


def unreadable(talk: Talk, slot: Slot, said: Unreadable) -> Turn[Interview]:
    """Return the turn for a message that holds no text, such as a photo."""
    return _unclear(talk, slot, phrase("errors.unreadable", kind=said.name))


def tapped(talk: Talk, slot: Slot, option: Option) -> Turn[Interview]:
    """Return the turn for a tap on the card that asks `slot`."""
    if isinstance(option, Choice):
        return _chosen(talk, slot, option.number)
    return _TAPS.get(option, _asked_again)(talk, slot)


def _asked_again(talk: Talk, slot: Slot) -> Turn[Interview]:
    return talk.turn(cards.question_card(talk.state, slot))


def _skipped(talk: Talk, slot: Slot) -> Turn[Interview]:
    if not slot.question.may_skip:
        return _asked_again(talk, slot)
    return _skip(talk, slot, talk.state.editing)


def _skip(talk: Talk, slot: Slot, editing: bool = False) -> Turn[Interview]:
    return onward(talk.add(Step(StepKind.SKIPPED, slot.key, slot.entry)), slot, editing)


def _back(talk: Talk, slot: Slot) -> Turn[Interview]:
    questions = talk.state.questions()
    here = next(n for n, other in enumerate(questions) if other.place == slot.place)
    before = [s for s in questions[:here] if s.place in talk.state.answers]
    return ask(talk, before[-1], {"edit": True}) if before else _asked_again(talk, slot)


def _parts_done(talk: Talk, slot: Slot) -> Turn[Interview]:
    parts = talk.state.parts
    if KINDS[slot.question.kind].takes_several:
        return _keep(talk, slot, list(parts))
    return _keep(talk, slot, tidy(join_parts(parts))) if parts else _asked_again(talk, slot)


def _child_confirmed(talk: Talk, slot: Slot) -> Turn[Interview]:
    proposed = talk.state.detail.get("proposed")
    return _keep(talk, slot, proposed) if proposed else _asked_again(talk, slot)


_TAPS: dict[Option, Callable[[Talk, Slot], Turn[Interview]]] = {
    Named.SKIP: _skipped,
    Named.BACK: _back,
    Named.KEEP: lambda talk, slot: onward(talk, slot, editing=True),
    Named.ENOUGH: lambda talk, _: to_check(talk.add(Step(StepKind.ENOUGH))),
    Named.NOT_A_REFLECTION: lambda talk, _: talk.add(Step(StepKind.DISCARDED)).turn(
        effects=[DraftDiscarded()]
    ),
    Named.DONE: _parts_done,
    Named.YES: _child_confirmed,
    Named.OTHER_CHILD: lambda talk, slot: ask(talk, slot, {}),
    Named.NO_CHILD: _skip,
}


def _keep(talk: Talk, slot: Slot, value: Json) -> Turn[Interview]:
    answer = Step(
        StepKind.ANSWERED, slot.key, slot.entry, value, KINDS[slot.question.kind].is_sealed
    )
    return onward(talk.add(answer), slot, talk.state.editing)


def _chosen(talk: Talk, slot: Slot, number: int) -> Turn[Interview]:
    _, value = cards.offered(talk.state, slot.question)[number]
    if KINDS[slot.question.kind].takes_several:
        return _asked_again(talk.add(Step(StepKind.PART, slot.key, slot.entry, value)), slot)
    return _keep(talk, slot, value)


def _long_part(talk: Talk, slot: Slot, text: str) -> Turn[Interview]:
    first = not talk.state.parts
    added = talk.add(Step(StepKind.PART, slot.key, slot.entry, text, sealed=True))
    said = phrase("cards.long_message" if first else "cards.long_more")
    return added.turn(Card.of(said, rows=cards.rows(added.state, slot)))


def _unclear(talk: Talk, slot: Slot, why: str, text: str = "") -> Turn[Interview]:
    said = tidy(text) or None
    added = talk.add(Step(StepKind.UNCLEAR, slot.key, slot.entry, said, sealed=said is not None))
    lines = [why]
    if slot.question.example and slot.question.kind is not Kind.CHILD:
        lines.append(phrase("cards.example", example=slot.question.example))
    if added.state.unclear > _TIMES_UNCLEAR:
        lines.append(phrase("errors.skip_offer" if slot.question.may_skip else "errors.no_skip"))
    return added.turn(cards.question_card(added.state, slot, "\n".join(lines)))


def _child_typed(talk: Talk, slot: Slot, words: str) -> Turn[Interview]:
    match = find(words, talk.state.children())
    if match.exact:
        return _keep(talk, slot, match.exact)
    is_ref = len(words.split()) <= _REF_WORDS and any(letter.isdigit() for letter in words)
    if is_ref and len(match.candidates) == 1:
        return ask(talk, slot, {"proposed": match.candidates[0], "guess": True})
    if is_ref and match.candidates:
        return ask(talk, slot, {"candidates": list(match.candidates)})
    if slot.question.joins and words and not is_ref:
        return _joined(talk, slot, slot.question.joins, words)
    example = next(iter(talk.state.children()), slot.question.example or "")
    return _unclear(talk, slot, phrase("errors.unclear.child", example=example), words)


def _joined(talk: Talk, slot: Slot, key: str, words: str) -> Turn[Interview]:
    """Words sent before the child is chosen join the story."""
    earlier = talk.state.answers.get((key, 0))
    story = f"{earlier.value}\n{words}" if earlier and not earlier.skipped else words
    longer = talk.add(Step(StepKind.ANSWERED, key, 0, story, sealed=True))
    proposal = proposed_child(longer.state, slot)
    detail: dict[str, Json] = {"proposed": proposal} if proposal else dict(talk.state.detail)
    return ask(longer, slot, detail, phrase("cards.joined"))
