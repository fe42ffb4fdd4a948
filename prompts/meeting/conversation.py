"""A supervision as a conversation: its agenda, the parts it opens, the others one tap each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from typing_extensions import override

from practice.matching import find
from practice.mentions import names_only
from practice.terms import StepKind
from prompts.card import Card, Input, Typed, Unreadable
from prompts.changed import changed
from prompts.conversation import Turn
from prompts.days import Sense, names_a_day
from prompts.doubts import frozen
from prompts.effects import OpenPart
from prompts.heard import Thrown
from prompts.kept import Place, Why
from prompts.meeting import held, next_date, the_rest
from prompts.meeting.choosing import said_of_depth
from prompts.meeting.folds import FOLDS
from prompts.meeting.inputs import TAPPED, TYPED, choose_typed
from prompts.meeting.no_change import is_about_a_child
from prompts.meeting.places import MeetingPlaces
from prompts.meeting.reread import SAYS_OF_CHANGE, reread
from prompts.meeting.signs import moved_typed
from prompts.meeting.state import (
    AGENDA,
    CHANGE,
    CHECK,
    CHOOSE,
    HELD,
    NEXT,
    PERSONAL,
    Meeting,
    WhoAgrees,
)
from prompts.meeting.told_before import asked_if_same, with_replaced
from prompts.meeting.turns import answered, ask, card_at, onward, unclear
from prompts.meeting.whether_same import ask_if_same
from prompts.options import ChangeChild, Named, Option, ToggleDepth
from prompts.phrases import phrase
from prompts.readings import DoubtError
from prompts.spoken_words import Meaning
from prompts.steps import Json, Step
from prompts.text import is_sentence, listed_number, spoken, tidy


class MeetingConversation(MeetingPlaces):
    """A supervision while it is held."""

    folds = FOLDS

    def with_agenda(self, context: Mapping[str, Json]) -> "MeetingConversation":
        """Return it with the day and the agenda that `context` proposes; it has not started."""
        return self.add(Step(StepKind.OPENED, value=context, sealed=True))

    def agreed_by(self, agrees: WhoAgrees) -> "MeetingConversation":
        """Return it knowing who is here today to agree what it sends."""
        state: Any = changed(self.state, agrees=agrees)
        return changed(self, state=state)

    def begin(self, context: Mapping[str, Json]) -> Turn[Meeting]:
        """Return the turn that opens it and proposes its agenda."""
        return ask(self.with_agenda(context), AGENDA)

    @override
    def resume(self, context: Mapping[str, Json] | None = None) -> Turn[Meeting]:
        """Return the turn that makes it current again and goes on at its next card.

        `context` is the agenda as it is now, for a meeting that has not started.
        """
        talk = self.add(Step(StepKind.OPENED)) if context is None else self.with_agenda(context)
        return onward(talk, talk.resumed(phrase("meeting.resumed", name=talk.state.practitioner)))

    def asked_anew(self, lead: str) -> Turn[Meeting]:
        """Return the turn that asks once more what it stands at."""
        return ask(self, self.state.position, lead)

    def part_opened(self, part: str, draft_id: str) -> "MeetingConversation":
        """Return it knowing which draft holds a part of it."""
        return self.add(Step(StepKind.ANSWERED, f"record:{part}", value=draft_id))

    def told_in_part(self, ref: str) -> "MeetingConversation":
        """Return it after the part of a child took over what was written about them here."""
        return self._joined(Place(f"told:{ref}"), None, None)

    def part_finished(self, draft_id: str) -> Turn[Meeting]:
        """Return the turn that goes on after a part of the meeting was finished."""
        part = self._part(draft_id)
        lead = phrase("meeting.back_to", child=part) if part != PERSONAL else ""
        return onward(answered(self, f"recorded:{part}", True), lead)

    def part_dropped(self, draft_id: str) -> Turn[Meeting]:
        """Return the turn that goes on after a part was left out: a child then takes one tap."""
        part = self._part(draft_id)
        if part == PERSONAL:
            return onward(answered(self, "personal", "not today"))
        return onward(answered(self, f"depth:{part}", False))

    def _part(self, draft_id: str) -> str:
        return next(part for part, held in self.state.records.items() if held == draft_id)

    @override
    def own_card(self, lead: str = "") -> Card:
        return card_at(self.state, lead)

    @override
    def thrown_away(self) -> Thrown:
        return Thrown.NOTHING if self.state.sendings else Thrown.SUPERVISION

    @override
    def answered_in_words(self) -> bool:
        return self.state.position.startswith("changed:")

    @override
    def reread(self, step: Step, words: str, today: date) -> tuple[Json, str]:
        return reread(step, words, today) or super().reread(step, words, today)

    @override
    def answers_nothing(self, words: str) -> bool:
        return super().answers_nothing(words) or names_only(words, self.state.known().refs)

    @override
    def in_doubt(self, step: Step, doubt: DoubtError, today: date) -> "MeetingConversation":
        key, _, ref = (step.question or "").partition(":")
        if key in SAYS_OF_CHANGE:
            return self.add(asked_if_same(ref, str(doubt)))
        detail = {**frozen(doubt), "written": today.isoformat()}
        return self.add(Step(StepKind.ASKED, step.question, value=detail, sealed=True))

    @override
    def put(self, place: Place, words: str) -> Turn[Meeting]:
        """Return the turn that adds words about a child; a part that was begun opens for them.

        On the list it is asked what they say where they may say that nothing changed.
        """
        if self.asks_first(place, words):
            return ask_if_same(self, place.key.partition(":")[2], words)
        turn = super().put(place, words)
        key, _, ref = place.key.partition(":")
        is_begun = key == "told" and ref in self.state.records
        return replace(turn, cards=(), effects=(OpenPart(ref),)) if is_begun else turn

    @override
    def _answer_with(
        self, words: str, before: Place | None, other: str, today: date
    ) -> Turn[Meeting]:
        """Ask of both children what the words say of change, where that is asked of this one."""
        here, also = before or self.place_here(), self.place_of_child(other) if other else None
        if here and also and self.asks_first(here, words) and self.asks_first(also, words):
            return ask_if_same(self, other, words, then=here.key.partition(":")[2])
        return super()._answer_with(words, before, other, today)

    @override
    def option_typed(self, words: str) -> Option | None:
        """Return the option that a message names: a button's words, or a child of the list."""
        exact = self.button_named(words)
        if exact or self.state.position.partition(":")[0] in {
            "changed",
            "same",
            "minutes",
            "moved",
            HELD,
            NEXT,
        }:
            return exact
        near = None if spoken(words).isdecimal() else self.button_named(words, by_beginning=True)
        return near or self._child_named(spoken(words))

    def _child_named(self, words: str) -> Option | None:
        kind = {CHOOSE: ToggleDepth, CHANGE: ChangeChild}.get(self.state.position)
        refs = [child.ref for child in self.state.children]
        if kind is None or (kind is ToggleDepth and said_of_depth(words, refs) is not None):
            return None
        exact = find(words, refs).exact
        number = refs.index(exact) + 1 if exact else listed_number(words, len(refs))
        return kind(number) if number else None

    @override
    def reads(self, words: str, today: date) -> bool:
        key = self.state.position.partition(":")[0]
        if self.kept.waiting:
            return False
        if key in {HELD, NEXT, "moved"}:
            return names_a_day(words, today, Sense.BEHIND if key == HELD else Sense.AHEAD)
        return key == "looked" and is_about_a_child(words)

    @override
    def tap(self, option: Option) -> Turn[Meeting]:
        key, _, ref = self.state.position.partition(":")
        if option is Named.KEEP:
            return onward(self)
        return with_replaced(self, TAPPED[key](self, ref, option))

    @override
    def _stands(self, words: str, meaning: Meaning) -> Turn[Meeting]:
        return the_rest.asked_for(self, meaning) or super()._stands(words, meaning)

    @override
    def answer(self, said: Input, today: date) -> Turn[Meeting]:
        if isinstance(said, Unreadable):
            after, card = self.not_kept(said)
            return after.turn(card)
        key, _, ref = self.state.position.partition(":")
        words = tidy(said.text) if isinstance(said, Typed) else ""
        if turn := self._typed_at_agenda(key, words, today):
            return turn
        if key == "moved":
            return moved_typed(self, ref, words, today)
        if key in TYPED:
            return with_replaced(self, TYPED[key](self, ref, words))
        if is_sentence(words):
            return self.keep(words, Why.NO_ANSWER, self.asked)
        return unclear(self, phrase("meeting.unclear"), words)

    def _typed_at_agenda(self, key: str, words: str, today: date) -> Turn[Meeting] | None:
        """Return the turn for words that date this meeting or the next, or choose its children."""
        if key == NEXT:
            return next_date.typed(self, words, today)
        turn = held.typed(self, words, today) if key in {AGENDA, CHECK, HELD} else None
        return turn or (choose_typed(self, words) if key in {AGENDA, CHOOSE} else None)
