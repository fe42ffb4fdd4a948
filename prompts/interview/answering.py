"""Inputs to a question: a typed answer, a tap, a child, several ticks, a long message in parts."""

from collections.abc import Callable
from datetime import date

from practice.matching import find
from prompts.card import Card
from prompts.conditions import holds
from prompts.days import UnclearError
from prompts.guide import Kind
from prompts.interview import cards
from prompts.interview.answers import LONG_MESSAGE, is_sealed, join_parts, read_answer, tidy
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Place, Turn, ask, away, onward, proposed_child, to_check
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step

_REF_WORDS = 3
_TIMES_UNCLEAR = 2


def answered(place: Place, slot: Slot, text: str, today: date) -> Turn:
    """Return the turn for a message typed as the answer to `slot`."""
    kind, words = slot.question.kind, tidy(text)
    if kind is Kind.CHILD:
        return _child_typed(place, slot, words)
    if kind is Kind.CHOICES:
        return _ticks_typed(place, slot, words)
    if kind is Kind.TEXT and (len(text) >= LONG_MESSAGE or place.now.parts):
        return _long_part(place, slot, text)
    if kind is Kind.PERSON:
        words = _person_typed(place.now, words)
    try:
        value = read_answer(slot.question, words, today)
    except UnclearError:
        return _unclear(place, slot, phrase(f"errors.unclear.{kind}"))
    if not _passes(place.now, slot, value):
        return _unclear(place, slot, slot.question.check_message or "")
    return _keep(place, slot, value)


def _passes(now: Interview, slot: Slot, value: Json) -> bool:
    """Say whether an answer passes its question's `check`, given what was answered before."""
    check = slot.question.check
    if check is None:
        return True
    walk = now.walk()
    for _ in walk.slots():
        pass
    return holds(check, {**walk.values, "answer": value}, walk.shown_if_asked(check))


def unreadable(place: Place, slot: Slot, kind: str) -> Turn:
    """Return the turn for a message that holds no text, such as a photo."""
    names = phrases("errors.kinds")
    return _unclear(place, slot, phrase("errors.unreadable", kind=names.get(kind, names["other"])))


def tapped(place: Place, slot: Slot, option: str) -> Turn:
    """Return the turn for a tap on the card that asks `slot`."""
    if option.startswith("v:"):
        return _chosen(place, slot, int(option.removeprefix("v:")))
    return _TAPS.get(option, _asked_again)(place, slot)


def _asked_again(place: Place, slot: Slot) -> Turn:
    return place.turn(cards.question_card(place.now, slot))


def _skipped(place: Place, slot: Slot) -> Turn:
    if not slot.question.may_skip:
        return _asked_again(place, slot)
    return onward(place.add(Step("skipped", slot.key, slot.entry)), slot, place.now.editing)


def _back(place: Place, slot: Slot) -> Turn:
    questions = place.now.questions()
    here = next(n for n, other in enumerate(questions) if other.place == slot.place)
    before = [s for s in questions[:here] if s.place in place.now.answers]
    return ask(place, before[-1], {"edit": True}) if before else _asked_again(place, slot)


def _parts_done(place: Place, slot: Slot) -> Turn:
    parts = place.now.parts
    if slot.question.kind is Kind.CHOICES:
        return _keep(place, slot, list(parts))
    return _keep(place, slot, tidy(join_parts(list(parts)))) if parts else _asked_again(place, slot)


def _child_confirmed(place: Place, slot: Slot) -> Turn:
    proposed = place.now.detail.get("proposed")
    return _keep(place, slot, proposed) if proposed else _asked_again(place, slot)


def _no_child(place: Place, slot: Slot) -> Turn:
    return onward(place.add(Step("skipped", slot.key, slot.entry)), slot)


_TAPS: dict[str, Callable[[Place, Slot], Turn]] = {
    "skip": _skipped,
    "back": _back,
    "keep": lambda place, slot: onward(place, slot, editing=True),
    "enough": lambda place, _: to_check(place.add(Step("enough"))),
    "later": lambda place, _: away(place, "left"),
    "not_a_reflection": lambda place, _: away(place, "discarded"),
    "done": _parts_done,
    "yes": _child_confirmed,
    "other_child": lambda place, slot: ask(place, slot, {}),
    "no_child": _no_child,
}


def _keep(place: Place, slot: Slot, value: Json) -> Turn:
    answer = Step("answered", slot.key, slot.entry, value, is_sealed(slot.question))
    return onward(place.add(answer), slot, place.now.editing)


def _chosen(place: Place, slot: Slot, number: int) -> Turn:
    question = slot.question
    if question.kind is Kind.SCALE:
        return _keep(place, slot, number)
    if question.kind is Kind.PERSON:
        return _keep(place, slot, cards.names(place.now)[number])
    if question.kind is Kind.CHILD:
        return _keep(place, slot, cards.candidates(place.now)[number])
    value = question.options[number].value
    if question.kind is not Kind.CHOICES:
        return _keep(place, slot, value)
    return _asked_again(place.add(Step("part", slot.key, slot.entry, value)), slot)


def _person_typed(now: Interview, words: str) -> str:
    offered = cards.names(now)
    if words.isascii() and words.isdecimal() and 1 <= int(words[:3]) <= len(offered):
        return offered[int(words[:3]) - 1]
    return words


def _long_part(place: Place, slot: Slot, text: str) -> Turn:
    first = not place.now.parts
    added = place.add(Step("part", slot.key, slot.entry, text, sealed=True))
    said = phrase("cards.long_message" if first else "cards.long_more")
    return added.turn(Card(said, cards.rows(added.now, slot)))


def _unclear(place: Place, slot: Slot, why: str) -> Turn:
    added = place.add(Step("unclear", slot.key, slot.entry))
    lines = [why]
    if slot.question.example and slot.question.kind is not Kind.CHILD:
        lines.append(phrase("cards.example", example=slot.question.example))
    if added.now.unclear > _TIMES_UNCLEAR:
        lines.append(phrase("errors.skip_offer" if slot.question.may_skip else "errors.no_skip"))
    return added.turn(cards.question_card(added.now, slot, "\n".join(lines)))


def _child_typed(place: Place, slot: Slot, words: str) -> Turn:
    match = find(words, place.now.children())
    if match.exact:
        return _keep(place, slot, match.exact)
    is_ref = len(words.split()) <= _REF_WORDS and any(letter.isdigit() for letter in words)
    if is_ref and len(match.candidates) == 1:
        return ask(place, slot, {"proposed": match.candidates[0], "guess": True})
    if is_ref and match.candidates:
        return ask(place, slot, {"candidates": list(match.candidates)})
    if slot.question.joins and words and not is_ref:
        return _joined(place, slot, slot.question.joins, words)
    example = next(iter(place.now.children()), slot.question.example or "")
    return _unclear(place, slot, phrase("errors.unclear.child", example=example))


def _joined(place: Place, slot: Slot, key: str, words: str) -> Turn:
    """Words sent before the child is chosen join the story."""
    earlier = place.now.answers.get((key, 0))
    story = f"{earlier.value}\n{words}" if earlier and not earlier.skipped else words
    longer = place.add(Step("answered", key, 0, story, sealed=True))
    proposal = proposed_child(longer.now, slot)
    detail: dict[str, Json] = {"proposed": proposal} if proposal else dict(place.now.detail)
    return ask(longer, slot, detail, phrase("cards.joined"))


def _ticks_typed(place: Place, slot: Slot, words: str) -> Turn:
    numbers = [n for n in words.casefold().replace(",", " ").split() if n != "and"]
    options = slot.question.options
    if not numbers or not all(n in {str(k + 1) for k in range(len(options))} for n in numbers):
        return _unclear(place, slot, phrase("errors.unclear.choices"))
    return _keep(place, slot, [options[int(n) - 1].value for n in dict.fromkeys(numbers)])
