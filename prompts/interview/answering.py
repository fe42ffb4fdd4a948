"""Inputs to a question: a typed answer, a tap, a child, several ticks, a long message in parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from practice.terms import StepKind
from prompts.card import Card, Unreadable
from prompts.conditions import holds
from prompts.conversation import Turn
from prompts.days import Sense, names_a_day
from prompts.effects import DraftDiscarded
from prompts.interview import cards
from prompts.interview.another_entry import another_entry, no_other_entry
from prompts.interview.child import inputs as child
from prompts.interview.child.found import from_story
from prompts.interview.child.told_first import answered_with, told_first
from prompts.interview.part_inputs import list_parts
from prompts.interview.path import Slot
from prompts.interview.reading_back import asked_about, read_back, reading, said_back
from prompts.interview.state import HELD, Interview
from prompts.interview.telling_beside import told_beside
from prompts.interview.turns import Talk, ask, onward, to_check
from prompts.kept_card import said_of_aside
from prompts.kinds import KINDS, read_answer, shown
from prompts.options import AddEntry, Choice, Named, Option, Reading
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.readings import DoubtError, UnclearError
from prompts.steps import Json, Step
from prompts.text import join_parts, quoted, shortened, spoken, tidy

_TIMES_UNCLEAR = 2
_JOINED = {False: "cards.joined", True: "alone.joined"}
_COUNTED = {Kind.SCALE, Kind.NUMBER}
_SHOWN = 90


def answered(talk: Talk, slot: Slot, text: str, today: date) -> Turn[Interview]:
    """Return the turn for a message typed as the answer to `slot`."""
    if slot.question.kind is Kind.CHILD:
        return _child_typed(talk, slot, tidy(text))
    return _only_named(talk, slot, tidy(text)) or _read(talk, slot, text, today)


def _read(talk: Talk, slot: Slot, text: str, today: date) -> Turn[Interview]:
    kind = slot.question.kind
    if KINDS[kind].may_be_long and talk.is_part(text):
        return _long_part(talk, slot, text)
    if kind is Kind.CHOICE and (why := _no_number(talk.state, slot, tidy(text))):
        return _unclear(talk, slot, why)
    try:
        value = read_answer(cards.asked(talk.state, slot.question), text, today)
    except DoubtError as doubt:
        return asked_about(talk, slot, doubt)
    except UnclearError as fault:
        return _unclear(talk, slot, fault.why or phrase(f"errors.unclear.{kind}"), text)
    return _understood(talk, slot, value, text, today)


def _only_named(talk: Talk, slot: Slot, words: str) -> Turn[Interview] | None:
    """Return the turn for words that say no more than which child to tell of; None for others."""
    said = told_first(talk.state, slot, words)
    child_slot = talk.state.slot_at((talk.state.child_question, 0))
    return _child(talk, child_slot, said) if said and child_slot else None


def _told(talk: Talk, slot: Slot, words: str, today: date) -> Turn[Interview]:
    """Keep words, and what they tell beside themselves: who does it, by when; read that back."""
    beside = told_beside(talk.state, slot, words, today)
    turn = _keep(talk, slot, words, [answer_step(other, value) for other, value in beside])
    for other, value in reversed(beside):
        turn = said_back(turn, other, value)
    return turn


def _understood(
    talk: Talk, slot: Slot, value: Json, text: str = "", today: date | None = None
) -> Turn[Interview]:
    """Keep what was read, if it passes its question's check, and read it back."""
    if not _passes(talk.state, slot, value):
        return _unclear(talk, slot, slot.question.check_message or "", text)
    if slot.takes_words and today:
        return _told(talk, slot, str(value), today)
    return read_back(_keep(talk, slot, value), slot, value, typed=text)


def _no_number(now: Interview, slot: Slot, typed: str) -> str | None:
    """Return why a number that was typed names none of the options here; None where it does."""
    if not typed.isdecimal():
        return None
    if slot.asks_for_more:
        return phrase("errors.unclear.choice")
    asked = now.questions()
    places = [other.place for other in asked]
    before = asked[: places.index(slot.place)]
    is_rated = bool(before) and before[-1].question.kind in _COUNTED
    return phrase("errors.rating_or_answer", typed=typed) if is_rated else None


def reads(now: Interview, slot: Slot | None, text: str, today: date) -> bool:
    """Say whether a message can be read as the answer to `slot`, or as the day it was held."""
    if slot is None:
        return now.position == HELD and names_a_day(text, today, Sense.BEHIND)
    if slot.question.kind is Kind.CHILD:
        return isinstance(child.typed(now, slot, text), child.Chosen)
    try:
        read_answer(cards.asked(now, slot.question), text, today)
    except DoubtError:
        return True
    except UnclearError:
        return False
    return True


def reread(now: Interview, slot: Slot, text: str, today: date) -> tuple[Json, str]:
    """Return what new words of the answer to `slot` come to, and how it is read back.

    That is "" for a kind that is not. Raises UnclearError, also where a check of the question is
    not passed, and DoubtError.
    """
    value = read_answer(cards.asked(now, slot.question), text, today)
    if not _passes(now, slot, value):
        raise UnclearError(text, slot.question.check_message or "")
    is_read_back = KINDS[slot.question.kind].is_read_back
    return value, shown(slot.question, value) if is_read_back else ""


def _passes(now: Interview, slot: Slot, value: Json) -> bool:
    """Say whether an answer passes its question's `check`, given what was answered before."""
    check = slot.question.check
    if check is None:
        return True
    walk = now.walk()
    return holds(check, {**walk.values, "answer": value}, walk.shown_if_asked(check))


def _child_typed(talk: Talk, slot: Slot, words: str) -> Turn[Interview]:
    if not slot.question.may_skip and spoken(words) == spoken(phrase("cards.buttons.no_child")):
        return _unclear(talk, slot, phrase("alone.needs_child"), words)
    said = child.typed(talk.state, slot, words)
    return _child(talk, slot, said) if said else _no_child_found(talk, slot, words)


def _child(
    talk: Talk, slot: Slot, said: child.Chosen | child.AskAgain | child.Joined
) -> Turn[Interview]:
    """Keep the child, or ask again which; words sent before one is chosen join the story."""
    if isinstance(said, child.Chosen):
        return _keep(talk, slot, said.value)
    detail, lead = dict(talk.state.detail), ""
    if isinstance(said, child.Joined):
        talk = talk.add(Step(StepKind.ANSWERED, said.key, 0, said.text, sealed=True))
        detail = from_story(talk.state, slot) or detail
        lead = phrase(_JOINED[talk.state.guide.is_sent])
    else:
        edit: dict[str, Json] = {key: detail[key] for key in ("edit", "check") if key in detail}
        detail = {**edit, **said.detail}
    return ask(talk, slot, detail, lead)


def _no_child_found(talk: Talk, slot: Slot, words: str) -> Turn[Interview]:
    example = next(iter(talk.state.children()), slot.question.example or "")
    return _unclear(talk, slot, phrase("errors.unclear.child", example=example), words)


def unreadable(talk: Talk, slot: Slot, said: Unreadable) -> Turn[Interview]:
    """Return the turn for a message that holds no text, such as a photo."""
    return _unclear(talk, slot, phrase("errors.unreadable", kind=said.name))


def tapped(talk: Talk, slot: Slot, option: Option) -> Turn[Interview]:
    """Return the turn for a tap on the card that asks `slot`."""
    is_child = slot.question.kind is Kind.CHILD
    if is_child and (said := child.tapped(talk.state, slot, option)):
        return _child(talk, slot, said)
    if isinstance(option, Choice):
        return _chosen(talk, slot, option.number)
    if isinstance(option, Reading):
        return _understood(talk, slot, reading(talk, option.number))
    if isinstance(option, AddEntry):
        return another_entry(talk, slot)
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
    told = [s for s in questions[:here] if s.place in talk.state.answers]
    before = told or answered_with(talk.state, slot)[1:]
    return ask(talk, before[-1], {"edit": True}) if before else _asked_again(talk, slot)


def _parts_done(talk: Talk, slot: Slot) -> Turn[Interview]:
    parts = talk.state.parts
    if KINDS[slot.question.kind].takes_several:
        return _keep(talk, slot, list(parts))
    return _keep(talk, slot, tidy(join_parts(parts))) if parts else _asked_again(talk, slot)


def _kept_as_it_is(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Go on with the answer that stands; one that was not asked for before is answered by it."""
    if talk.state.is_unasked(slot):
        return _stored(talk, slot, talk.state.answers[slot.place].value)
    return onward(talk, slot, editing=True)


def _why_asked(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Say why a lens is asked, and ask it again."""
    lens = talk.state.lenses.get(slot.question.id)
    lead = phrase("cards.why_asked", because=lens.because) if lens else ""
    return talk.turn(cards.question_card(talk.state, slot, lead))


_TAPS: dict[Option, Callable[[Talk, Slot], Turn[Interview]]] = {
    Named.SKIP: _skipped,
    Named.WHY_ASKED: _why_asked,
    Named.NO_OTHER: no_other_entry,
    Named.BACK: _back,
    Named.KEEP: _kept_as_it_is,
    Named.ENOUGH: lambda talk, _: to_check(talk.add(Step(StepKind.ENOUGH))),
    Named.NOT_A_REFLECTION: lambda talk, _: talk.add(Step(StepKind.DISCARDED)).turn(
        effects=[DraftDiscarded()]
    ),
    Named.DONE: _parts_done,
    Named.PARTS: lambda talk, _: list_parts(talk),
    Named.NO_CHILD: _skip,
}


def _keep(talk: Talk, slot: Slot, value: Json, beside: Sequence[Step] = ()) -> Turn[Interview]:
    """Keep an answer; words that stood there before it was asked for stay before it."""
    if talk.state.is_unasked(slot):
        before = talk.state.answers[slot.place].value
        value = join_parts((str(before), str(value)))
    return _stored(talk, slot, value, beside)


def answer_step(slot: Slot, value: Json) -> Step:
    """Return the step that keeps an answer."""
    sealed = KINDS[slot.question.kind].is_sealed
    return Step(StepKind.ANSWERED, slot.key, slot.entry, value, sealed)


def _stored(talk: Talk, slot: Slot, value: Json, beside: Sequence[Step] = ()) -> Turn[Interview]:
    after = talk.add(answer_step(slot, value), *beside)
    turn, before = onward(after, slot, talk.state.editing), _replaced(talk, slot, value)
    if not before or not turn.cards:
        return turn
    return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(before)))


def _replaced(talk: Talk, slot: Slot, value: Json) -> str:
    """Return what is said of the words that an answer takes the place of; "" where of none."""
    before = talk.state.answers.get(slot.place) if talk.state.editing else None
    is_text = slot.question.kind is Kind.TEXT and before is not None and not before.skipped
    if before is None or not is_text or before.value == value:
        return ""
    words = shortened(shown(slot.question, before.value), _SHOWN)
    return phrase("cards.replaced", answer=quoted(words))


def _chosen(talk: Talk, slot: Slot, number: int) -> Turn[Interview]:
    _, value = cards.offered(talk.state, slot.question)[number]
    if KINDS[slot.question.kind].takes_several:
        return _asked_again(talk.add(Step(StepKind.PART, slot.key, slot.entry, value)), slot)
    return read_back(_keep(talk, slot, value), slot, value)


def _long_part(talk: Talk, slot: Slot, text: str) -> Turn[Interview]:
    first = not talk.state.parts
    added = talk.add(Step(StepKind.PART, slot.key, slot.entry, text, sealed=True))
    said = phrase("cards.long_message" if first else "cards.long_more")
    card = Card.of(cards.of_child(added.state, said), rows=cards.rows(added.state, slot))
    return added.turn(card)


def _unclear(talk: Talk, slot: Slot, why: str, text: str = "") -> Turn[Interview]:
    said = tidy(text) or None
    added = talk.add(Step(StepKind.UNCLEAR, slot.key, slot.entry, said, sealed=said is not None))
    lines = [said_of_aside(said or ""), why]
    if slot.question.example and slot.question.kind is not Kind.CHILD:
        lines.append(phrase("cards.example", example=cards.example(slot.question)))
    if added.state.unclear > _TIMES_UNCLEAR:
        lines.append(phrase("errors.skip_offer" if slot.question.may_skip else "errors.no_skip"))
    return added.turn(cards.question_card(added.state, slot, "\n".join(filter(None, lines))))
