"""Inputs to a question: a typed answer, a tap, a child, several ticks, a long message in parts."""

from collections.abc import Callable
from datetime import date

from practice.matching import find
from prompts.card import Card
from prompts.conditions import holds
from prompts.conversation import Turn
from prompts.days import UnclearError
from prompts.effects import DraftDiscarded
from prompts.guide import Kind
from prompts.interview import cards
from prompts.interview.answers import is_sealed, read_answer
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, ask, onward, proposed_child, to_check
from prompts.options import Choice, Named, Option
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step
from prompts.text import join_parts, listed_number, tidy

_REF_WORDS = 3
_TIMES_UNCLEAR = 2


def answered(talk: Talk, slot: Slot, text: str, today: date) -> Turn[Interview]:
    """Return the turn for a message typed as the answer to `slot`."""
    kind, words = slot.question.kind, tidy(text)
    if kind is Kind.CHILD:
        return _child_typed(talk, slot, words)
    if kind is Kind.CHOICES:
        return _ticks_typed(talk, slot, words)
    if kind is Kind.TEXT and talk.is_part(text):
        return _long_part(talk, slot, text)
    if kind is Kind.PERSON:
        words = _person_typed(talk.state, words)
    try:
        value = read_answer(slot.question, words, today)
    except UnclearError:
        return _unclear(talk, slot, phrase(f"errors.unclear.{kind}"))
    if not _passes(talk.state, slot, value):
        return _unclear(talk, slot, slot.question.check_message or "")
    return _keep(talk, slot, value)


def _passes(now: Interview, slot: Slot, value: Json) -> bool:
    """Say whether an answer passes its question's `check`, given what was answered before."""
    check = slot.question.check
    if check is None:
        return True
    walk = now.walk()
    for _ in walk.slots():
        pass
    return holds(check, {**walk.values, "answer": value}, walk.shown_if_asked(check))


def unreadable(talk: Talk, slot: Slot, kind: str) -> Turn[Interview]:
    """Return the turn for a message that holds no text, such as a photo."""
    names = phrases("errors.kinds")
    return _unclear(talk, slot, phrase("errors.unreadable", kind=names.get(kind, names["other"])))


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
    return onward(talk.add(Step("skipped", slot.key, slot.entry)), slot, editing)


def _back(talk: Talk, slot: Slot) -> Turn[Interview]:
    questions = talk.state.questions()
    here = next(n for n, other in enumerate(questions) if other.place == slot.place)
    before = [s for s in questions[:here] if s.place in talk.state.answers]
    return ask(talk, before[-1], {"edit": True}) if before else _asked_again(talk, slot)


def _parts_done(talk: Talk, slot: Slot) -> Turn[Interview]:
    parts = talk.state.parts
    if slot.question.kind is Kind.CHOICES:
        return _keep(talk, slot, list(parts))
    return _keep(talk, slot, tidy(join_parts(parts))) if parts else _asked_again(talk, slot)


def _child_confirmed(talk: Talk, slot: Slot) -> Turn[Interview]:
    proposed = talk.state.detail.get("proposed")
    return _keep(talk, slot, proposed) if proposed else _asked_again(talk, slot)


_TAPS: dict[Option, Callable[[Talk, Slot], Turn[Interview]]] = {
    Named.SKIP: _skipped,
    Named.BACK: _back,
    Named.KEEP: lambda talk, slot: onward(talk, slot, editing=True),
    Named.ENOUGH: lambda talk, _: to_check(talk.add(Step("enough"))),
    Named.NOT_A_REFLECTION: lambda talk, _: talk.add(Step("discarded")).turn(
        effects=[DraftDiscarded()]
    ),
    Named.DONE: _parts_done,
    Named.YES: _child_confirmed,
    Named.OTHER_CHILD: lambda talk, slot: ask(talk, slot, {}),
    Named.NO_CHILD: _skip,
}


def _keep(talk: Talk, slot: Slot, value: Json) -> Turn[Interview]:
    answer = Step("answered", slot.key, slot.entry, value, is_sealed(slot.question))
    return onward(talk.add(answer), slot, talk.state.editing)


def _chosen(talk: Talk, slot: Slot, number: int) -> Turn[Interview]:
    question = slot.question
    if question.kind is Kind.SCALE:
        return _keep(talk, slot, number)
    if question.kind is Kind.PERSON:
        return _keep(talk, slot, cards.names(talk.state)[number])
    if question.kind is Kind.CHILD:
        return _keep(talk, slot, cards.candidates(talk.state)[number])
    value = question.options[number].value
    if question.kind is not Kind.CHOICES:
        return _keep(talk, slot, value)
    return _asked_again(talk.add(Step("part", slot.key, slot.entry, value)), slot)


def _person_typed(now: Interview, words: str) -> str:
    offered = cards.names(now)
    number = listed_number(words, len(offered))
    return offered[number - 1] if number else words


def _long_part(talk: Talk, slot: Slot, text: str) -> Turn[Interview]:
    first = not talk.state.parts
    added = talk.add(Step("part", slot.key, slot.entry, text, sealed=True))
    said = phrase("cards.long_message" if first else "cards.long_more")
    return added.turn(Card(said, cards.rows(added.state, slot)))


def _unclear(talk: Talk, slot: Slot, why: str) -> Turn[Interview]:
    added = talk.add(Step("unclear", slot.key, slot.entry))
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
    return _unclear(talk, slot, phrase("errors.unclear.child", example=example))


def _joined(talk: Talk, slot: Slot, key: str, words: str) -> Turn[Interview]:
    """Words sent before the child is chosen join the story."""
    earlier = talk.state.answers.get((key, 0))
    story = f"{earlier.value}\n{words}" if earlier and not earlier.skipped else words
    longer = talk.add(Step("answered", key, 0, story, sealed=True))
    proposal = proposed_child(longer.state, slot)
    detail: dict[str, Json] = {"proposed": proposal} if proposal else dict(talk.state.detail)
    return ask(longer, slot, detail, phrase("cards.joined"))


def _ticks_typed(talk: Talk, slot: Slot, words: str) -> Turn[Interview]:
    numbers = [n for n in words.casefold().replace(",", " ").split() if n != "and"]
    options = slot.question.options
    if not numbers or not all(n in {str(k + 1) for k in range(len(options))} for n in numbers):
        return _unclear(talk, slot, phrase("errors.unclear.choices"))
    return _keep(talk, slot, [options[int(n) - 1].value for n in dict.fromkeys(numbers)])
