"""A supervision as a conversation: its agenda, the parts it opens, the others one tap each."""

from collections.abc import Mapping
from datetime import date

from typing_extensions import override

from practice.matching import find
from practice.terms import StepKind
from prompts.card import Card, Input, Typed
from prompts.conversation import Conversation, Turn
from prompts.meeting.inputs import TAPPED, TYPED
from prompts.meeting.state import AGENDA, CHANGE, CHOOSE, FOLDS, PERSONAL, Meeting
from prompts.meeting.turns import answered, ask, card_at, onward, unclear
from prompts.options import ChangeChild, Option, ToggleDepth
from prompts.phrases import phrase
from prompts.steps import Json, Step
from prompts.text import listed_number, spoken, tidy


class MeetingConversation(Conversation[Meeting]):
    """A supervision while it is held."""

    folds = FOLDS

    def with_agenda(self, context: Mapping[str, Json]) -> "MeetingConversation":
        """Return it with the day and the agenda that `context` proposes; it has not started."""
        return self.add(Step(StepKind.OPENED, value=context, sealed=True))

    def begin(self, context: Mapping[str, Json]) -> Turn[Meeting]:
        """Return the turn that opens it and proposes its agenda."""
        return ask(self.with_agenda(context), AGENDA)

    @override
    def resume(self, context: Mapping[str, Json] | None = None) -> Turn[Meeting]:
        """Return the turn that makes it current again and goes on at its next card.

        `context` is the agenda as it is now, for a meeting that has not started.
        """
        talk = self.add(Step(StepKind.OPENED)) if context is None else self.with_agenda(context)
        return onward(talk, phrase("meeting.resumed", name=talk.state.practitioner))

    def part_opened(self, part: str, draft_id: str) -> "MeetingConversation":
        """Return it knowing which draft holds a part of it."""
        return self.add(Step(StepKind.ANSWERED, f"record:{part}", value=draft_id))

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
    def card(self, lead: str = "") -> Card:
        return card_at(self.state, lead)

    @override
    def option_typed(self, words: str) -> Option | None:
        """Return the option that a message names: a button's words, or a child of the list."""
        exact = self.button_named(words)
        if exact or self.state.position.partition(":")[0] in {"changed", "minutes"}:
            return exact
        near = None if spoken(words).isdecimal() else self.button_named(words, by_beginning=True)
        return near or self._child_named(spoken(words))

    def _child_named(self, words: str) -> Option | None:
        kind = {CHOOSE: ToggleDepth, CHANGE: ChangeChild}.get(self.state.position)
        if kind is None:
            return None
        refs = [child.ref for child in self.state.children]
        exact = find(words, refs).exact
        number = refs.index(exact) + 1 if exact else listed_number(words, len(refs))
        return kind(number) if number else None

    @override
    def tap(self, option: Option) -> Turn[Meeting]:
        key, _, ref = self.state.position.partition(":")
        return TAPPED[key](self, ref, option)

    @override
    def answer(self, said: Input, today: date) -> Turn[Meeting]:
        key, _, ref = self.state.position.partition(":")
        if key not in TYPED:
            return unclear(self, phrase("meeting.unclear"))
        return TYPED[key](self, ref, tidy(said.text) if isinstance(said, Typed) else "")
