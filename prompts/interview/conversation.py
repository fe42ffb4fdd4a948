"""An interview as a conversation: a guide is asked, every answer can be reopened.

Nothing that was typed is thrown away, and whatever cannot be read is asked again with an example.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self

from typing_extensions import override

from practice.terms import StepKind
from prompts.another_child import Known, other_children
from prompts.card import Card, Input, Tap, Typed, Unreadable
from prompts.conversation import Turn
from prompts.days import full_day_words
from prompts.doubts import frozen
from prompts.guide import Guide
from prompts.heard import Heard, Thrown
from prompts.held import held_answer, read_held
from prompts.interview import cards, check_cards, held, waiting
from prompts.interview.answering import answered, reads, reread, tapped, unreadable
from prompts.interview.beginning import led_by_opening, opening_lead
from prompts.interview.beside_cards import resumed_line
from prompts.interview.checking import ENDS, also_about, at_the_end
from prompts.interview.child import found, inputs
from prompts.interview.folds import FOLDS
from prompts.interview.given import is_view, other_name
from prompts.interview.part_inputs import back_from_list
from prompts.interview.path import Slot
from prompts.interview.state import CHECK, HELD, PARTS, WAIT, Interview
from prompts.interview.turns import ask, standing, to_check
from prompts.interview.typed import TypedWords
from prompts.kept import Place, Why
from prompts.kept_card import elsewhere_tap
from prompts.kinds import named_together
from prompts.options import AlsoAbout, Choice, Named, Option, Reading
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.readings import DoubtError
from prompts.spoken_words import Meaning
from prompts.steps import Json, Step
from prompts.text import is_sentence, tidy


class InterviewConversation(TypedWords):
    """A guide being answered."""

    folds = FOLDS

    def begin(
        self,
        context: Mapping[str, Json],
        first_words: str | None = None,
        child: str = "",
        known: Iterable[Step] = (),
    ) -> Turn[Interview]:
        """Return the turn that opens it, with the first question; what is `known` stands before.

        `first_words` answer its first question, a text, and `child` the next, which it is about.
        """
        opened = self.add(Step(StepKind.OPENED, value=context, sealed=True), *known)
        slot = opened.state.open_slots()[0]
        talk = opened.add(Step(StepKind.ASKED, slot.key, slot.entry))
        if first_words is not None:
            told = led_by_opening(answered(talk, slot, first_words, date.min))
            following = told.conversation.state.slot() if child else None
            if following is not None and following.question.kind is Kind.CHILD:
                return answered(told.conversation, following, child, date.min)
            return told
        return talk.turn(cards.question_card(talk.state, slot, opening_lead(talk.state)))

    def begin_waiting(self, context: Mapping[str, Json], words: str, why: Why) -> Turn[Interview]:
        """Return the turn that opens it with words which wait for a place."""
        return self.begin(context).conversation.keep(words, why, before=0)

    @override
    def take(self, said: Input, today: date) -> Turn[Interview]:
        """Return what one input comes to; what the other has shown since is shown with it."""
        ends = self.option_in(said) in ENDS
        now = self.arrived(finished=ends)
        if ends and now.state.beside != self.state.beside:
            name = other_name(now.state.context)
            turn = to_check(now, phrase("beside.shown_meanwhile", name=name))
        else:
            turn = super(InterviewConversation, now).take(said, today)
        return waiting.shown_first(self.state, turn)

    @override
    def resume(self) -> Turn[Interview]:
        talk = self.add(Step(StepKind.OPENED))
        lead = self.resumed(resumed_line(self.state))
        slot = talk.state.slot()
        if talk.state.position == PARTS:
            return back_from_list(talk, lead)
        if talk.state.position == WAIT:
            return waiting.shown_first(self.state, waiting.looked(talk.arrived(), lead))
        if slot is None:
            return to_check(talk, lead)
        return ask(talk, slot, dict(talk.state.detail), lead)

    @override
    def own_card(self, lead: str = "") -> Card:
        return standing(self.state, lead)

    @override
    def answered_in_words(self) -> bool:
        slot = self.state.slot()
        return slot is not None and slot.question.kind in _IN_WORDS and not slot.asks_for_more

    @override
    def reads(self, words: str, today: date) -> bool:
        if self.answered_in_words() or self.kept.waiting:
            return False
        return reads(self.state, self.state.slot(), words, today)

    @override
    def option_meant(self, meaning: Meaning) -> Option | None:
        slot = self.state.slot()
        if slot is not None and slot.asks_for_more and meaning in _MORE and not self.kept.waiting:
            return _MORE[meaning]
        return super().option_meant(meaning)

    @override
    def asked_again(self, heard: Heard) -> Self:
        """Return it asking anew what a word may answer, with what comes after it still to ask."""
        opened = self.add(Step(StepKind.REOPENED)) if self.state.enough else self
        return opened.add(Step(StepKind.ASKED, heard.question, heard.entry))

    @override
    def thrown_away(self) -> Thrown:
        if self.state.sendings:
            return Thrown.NOTHING
        is_part = self.state.guide.ends == "meeting" and not is_view(self.state.context)
        return Thrown.SUPERVISION if is_part else Thrown.ITSELF

    @override
    def ends_shared(self) -> bool:
        return self.state.guide.ends == "share"

    @override
    def explained(self) -> str:
        slot = self.state.slot()
        if slot is None or self.kept.waiting:
            return super().explained()
        return cards.explained(self.state, slot)

    @override
    def reread(self, step: Step, words: str, today: date) -> tuple[Json, str]:
        if step.question == HELD:
            day = read_held(words, today)
            return held_answer(day.isoformat(), today.isoformat()), full_day_words(day)
        slot = self.state.slot_at((step.question or "", step.entry))
        if slot is None or step.sealed:
            return super().reread(step, words, today)
        if slot.question.kind is Kind.CHILD:
            return inputs.reread(self.state, words)
        return reread(self.state, slot, words, today)

    @override
    def in_doubt(self, step: Step, doubt: DoubtError, today: date) -> Self:
        detail: dict[str, Json] = {
            **frozen(doubt),
            "edit": True,
            "check": self.state.slot() is None,
            "written": today.isoformat(),
        }
        return self.add(Step(StepKind.ASKED, step.question, step.entry, detail, sealed=True))

    @override
    def place_of(self, step: Step) -> Place | None:
        slot = self._answers(step)
        return check_cards.place(self.state, slot) if slot and slot.takes_words else None

    def _answers(self, asked: Step) -> Slot | None:
        """Return the slot that words answer which are written for the card of a step."""
        if asked.question == WAIT:
            return waiting.waits_for(self.state, asked)
        return self.state.slot_at((asked.question or "", asked.entry))

    @override
    def others_named(self, words: str, asked: Step, *, unread: bool) -> tuple[list[str], str]:
        now, slot = self.state, self._answers(asked)
        is_told = unread or is_sentence(words) or bool(slot and slot.takes_words)
        asks = slot.question.kind is not Kind.CHILD if slot else asked.question == CHECK
        if not (now.knows_children and is_told and asks) or now.guide.is_of_many:
            return [], ""
        told = [str(answer.value) for s, answer in now.answered() if s.takes_words]
        known = Known.of(now.context).beside(now.children_beside())
        others = other_children(words, now.about(), told, known)
        name = check_cards.answer_name(now, slot) if slot else phrase("cards.check_title")
        return others, cards.of_child(now, name)

    @override
    def amended(self, answer: Step, said: str) -> Turn[Interview]:
        turn = super().amended(answer, said)
        detail = found.asks_child_anew(self.state, turn.conversation.state, answer)
        if detail is None or turn.conversation.kept.waiting:
            return turn
        slot = turn.conversation.state.slot_at((self.state.child_question, 0))
        return ask(turn.conversation, slot, detail, said) if slot else turn

    @override
    def about(self) -> str:
        refs = self.state.about()
        return named_together(refs) if refs else ""

    @override
    def way_to(self, child: str) -> Tap | None:
        now = self.state
        is_part = now.guide.ends == "meeting" and bool(now.context.get("child"))
        if not child or not is_part or is_view(now.context) or now.sendings:
            return None
        if child in now.children_beside():
            return elsewhere_tap(child)
        return Tap(phrase("kept.buttons.child", name=child), Named.OTHER_CHILD)

    @override
    def place_meant(self, words: str) -> Place | None:
        """Return the story, or the answer in words that was written last, or the first to come."""
        told = [s for s, _ in self.state.answered() if s.takes_words]
        if not told:
            return self._first_to_come()
        if self.state.guide.ends == "share":
            return check_cards.place(self.state, told[0])
        known = {slot.place: slot for slot in told}
        asked = [(step.question or "", step.entry) for step in reversed(self.steps)]
        last = next((place for place in asked if place in known), told[-1].place)
        return check_cards.place(self.state, known[last])

    def _first_to_come(self) -> Place | None:
        """Return the first answer in words that is still to come; None where it is asked now."""
        first = next(iter(self.places()), None)
        return first if first != self.place_here() else None

    @override
    def places(self) -> list[Place]:
        """Return every answer in words: those that are written, and those still to come."""
        now = self.state
        slots = [s for s in now.questions() if s.takes_words]
        may = [s for s in slots if s.place in now.answers or not (s.group or s.is_probe)]
        return [check_cards.place(now, slot) for slot in may]

    @override
    def written(self, place: Place) -> str | None:
        answer = self.state.answers.get((place.key, place.entry))
        return None if answer is None or answer.skipped else str(answer.value)

    @override
    def tap(self, option: Option) -> Turn[Interview]:
        slot = self.state.slot()
        if isinstance(option, AlsoAbout):
            return also_about(self, option)
        if slot is not None:
            return tapped(self, slot, option)
        if self.state.position == WAIT:
            return waiting.tapped(self, option)
        if isinstance(option, Reading):
            return held.chosen(self, option.number)
        return at_the_end(self, option)

    @override
    def answer(self, said: Input, today: date) -> Turn[Interview]:
        slot = self.state.slot()
        if slot is None and isinstance(said, Unreadable):
            after, card = self.not_kept(said)
            return after.turn(card)
        if slot is None:
            words = tidy(said.text) if isinstance(said, Typed) else ""
            place = self.place_here() if self.state.position == WAIT else None
            if place is not None and words:
                return self.put(place, words)
            return held.typed(self, words, today) or _at_the_end_typed(self, words)
        if isinstance(said, Unreadable):
            return unreadable(self, slot, said)
        return answered(self, slot, said.text if isinstance(said, Typed) else "", today)


_IN_WORDS = {Kind.TEXT, Kind.PERSON}
_MORE: Mapping[Meaning, Option] = {
    Meaning.YES: Choice(0),
    Meaning.NO: Choice(1),
    Meaning.ENOUGH: Choice(1),
    Meaning.DONE: Choice(1),
}
"""What a word answers where it is asked whether there is another entry."""


def _at_the_end_typed(talk: InterviewConversation, words: str) -> Turn[Interview]:
    """Keep words that name no line and no button: they may be what matters most."""
    if is_sentence(words):
        return talk.keep(words, Why.NO_ANSWER, talk.asked)
    unclear = talk.add(Step(StepKind.UNCLEAR, value=words or None, sealed=True))
    return unclear.turn(standing(unclear.state).led_by(phrase("errors.unclear.check")))


def interview_of(guide: Guide, steps: Iterable[Step] = ()) -> InterviewConversation:
    """Return the conversation that follows `guide`, as stored `steps` leave it."""
    return InterviewConversation(Interview(guide)).replay(steps)
