"""Typed words of an interview: what they name, what they correct, and what is no answer."""

from abc import ABC
from dataclasses import replace
from datetime import date
from typing import Self

from typing_extensions import override

from practice.terms import StepKind
from prompts.asks_the_bot import asks_the_bot
from prompts.card import Input, Typed
from prompts.conversation import Turn
from prompts.effects import QuestionAsked
from prompts.interview import check_cards
from prompts.interview.answering import answered
from prompts.interview.beside import Beside
from prompts.interview.cards import asked
from prompts.interview.checking import says_done
from prompts.interview.child import told_late
from prompts.interview.child.told_first import may_name_child, only_names
from prompts.interview.claim_cards import option_lettered
from prompts.interview.corrections import LONGEST, corrected
from prompts.interview.says_little import said_alone
from prompts.interview.state import ALL_CLAIMS, CHECK, HELD, PARTS, THERE, WAIT, Interview
from prompts.interview.turns import ask
from prompts.kept import Place, Why
from prompts.options import AddEntry, ChangeLine, Named, Option
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.spoken_words import Meaning
from prompts.steps import Step
from prompts.text import listed_number, spoken, tidy
from prompts.unknown_child import said_of

_FEWEST_TO_COME_TWICE = 6
_NO_OTHER = {Meaning.NO, Meaning.ENOUGH, Meaning.DONE}
_ENDS = {Meaning.ENOUGH, Meaning.DONE}
"""Words that end what is asked: of a child who is still to be chosen, after that alone."""


class TypedWords(Beside, ABC):
    """An interview as far as it tells other typed words from answers."""

    @override
    def names_of_supervisor(self) -> str:
        named = (self.state.context.get(key) for key in ("supervisor", "supervisor_name"))
        return " ".join(str(name) for name in named if name)

    @override
    def take(self, said: Input, today: date) -> Turn[Interview]:
        words = tidy(said.text) if isinstance(said, Typed) else ""
        is_other = words and self.option_of(said) is None and self.meaning_of(words) is None
        if is_other and self._came_twice(words):
            return self._stands(words, Meaning.AGAIN)
        is_short = len(words) <= LONGEST
        corrects = corrected(self, words) if is_other and is_short else None
        return corrects or super().take(said, today)

    @override
    def answers_nothing(self, words: str) -> bool:
        return super().answers_nothing(words) or only_names(words, self.state.children())

    @override
    def said_alone(self, words: str) -> Meaning | None:
        slot = self.state.slot()
        if slot is None:
            return super().said_alone(words)
        if only_names(words, self.state.children()):
            is_answer = self.may_name_child() or self.state.guide.is_of_many
            return None if is_answer else Meaning.VALUE
        return said_alone(asked(self.state, slot.question), words, self.names_of_supervisor())

    def may_name_child(self) -> bool:
        """Say whether a reference alone answers the question that stands."""
        return may_name_child(self.state)

    def _came_twice(self, words: str) -> bool:
        """Say whether a message was sent before, as one that waited for a network is.

        A few words may answer one question after the other, and two actions have one reason.
        """
        if len(words.split()) < _FEWEST_TO_COME_TWICE:
            return False
        slot = self.state.slot()
        return self.holds(words, but=slot.key if slot else "")

    def holds(self, words: str, but: str = "") -> bool:
        """Say whether words stand here already, as whole lines: in any answer `but` one."""
        known = [str(one.value) for (key, _), one in self.state.answers.items() if key != but]
        known += [one.words for one in self.kept.waiting]
        return any(f"\n{words}\n" in f"\n{one}\n" for one in known)

    @override
    def _stands(self, words: str, meaning: Meaning) -> Turn[Interview]:
        slot = self.state.slot()
        if slot is None or slot.question.kind is not Kind.CHILD or meaning not in _ENDS:
            return super()._stands(words, meaning)
        if not self.state.answers or self.kept.waiting:
            return super()._stands(words, Meaning.STOP)
        ended = self.add(Step(StepKind.ENOUGH))
        return ended.turn(ended.card(phrase("cards.enough_but_child")))

    @override
    def option_meant(self, meaning: Meaning) -> Option | None:
        """Return what a word means; no other entry where the card offers one nobody asked for."""
        slot = self.state.slot()
        end = self.state.entry_offered(slot) if slot and not self.kept.waiting else None
        is_open = end is not None and end.place not in self.state.answers
        if is_open and meaning in _NO_OTHER:
            return Named.NO_OTHER
        return super().option_meant(meaning)

    @override
    def put(self, place: Place, words: str) -> Turn[Interview]:
        """Return the turn that adds words; which child is asked anew where they name another."""
        which = None if self.kept.waiting else told_late.asked_of(self.state, place)
        if which and told_late.says_which(self.state, words):
            return answered(self, which, words, date.min)
        turn = super().put(place, words)
        meant = told_late.meant_anew(self.state, turn.conversation.state, which) if which else None
        return ask(turn.conversation, which, meant, place.added) if which and meant else turn

    @override
    def _taken_out(self) -> tuple[str, Self]:
        words, out = super()._taken_out()
        which = told_late.asked_of(self.state)
        meant = told_late.meant_anew(self.state, out.state, which) if which else None
        if not which or not meant:
            return words, out
        return words, out.add(Step(StepKind.ASKED, which.key, which.entry, meant))

    @override
    def _answered(self, said: Input, today: date) -> Turn[Interview]:
        turn, line = super()._answered(said, today), self._of_unknown(said)
        if not line or not turn.cards:
            return turn
        return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(line)))

    def _of_unknown(self, said: Input) -> str:
        """Return what is said of references in an answer that are nobody's; "" where none are."""
        now, slot = self.state, self.state.slot()
        is_words = slot is None or slot.takes_words
        if not isinstance(said, Typed) or not now.knows_children or not is_words:
            return ""
        told = [str(answer.value) for s, answer in now.answered() if s.takes_words]
        return said_of(tidy(said.text), told, [*now.children(), *now.children_beside()])

    @override
    def _sort(self, said: Input, option: Option | None, today: date) -> Turn[Interview]:
        if option is Named.A_STORY:
            option = Named.ANSWER_HERE
        if option is not Named.A_QUESTION:
            return super()._sort(said, option, today)
        if len(self.kept.waiting) == 1 and not self.state.answers:
            return self.add(Step(StepKind.DISCARDED)).turn(effects=[QuestionAsked()])
        placed = self.add(Step(StepKind.PLACED))
        return placed.turn(placed.card(phrase("kept.where_to_look")))

    @override
    def _waits_on(self, said: Input) -> Turn[Interview]:
        words = tidy(said.text) if isinstance(said, Typed) else ""
        # What was told at the duty number is gone on with: it is no draft of its own yet.
        if words and self.kept.first.why == Why.DUTY and not self.state.answers:
            return self.keep(words, Why.DUTY, 0)
        # Questions in a row are asked about together, with one tap.
        if self.kept.waiting[-1].why == Why.QUESTION and asks_the_bot(words):
            return self.keep_more(words)
        return super()._waits_on(said)

    @override
    def option_typed(self, words: str) -> Option | None:
        """Return what a message names: a button's words, a number of a list, a claim's letter."""
        exact = self.button_named(words) or self._done_with_child(words) or self._another(words)
        if exact or self.state.slot() is not None or self.state.position in {HELD, WAIT}:
            return exact
        said = spoken(words)
        if not said.isdecimal():
            return self._letter(said) or self.button_named(words, by_beginning=True)
        if self.state.position in {THERE, PARTS}:
            return self._listed(said)
        if self.state.position == ALL_CLAIMS:
            return None
        number = listed_number(said, len(check_cards.check_lines(self.state)))
        return ChangeLine(number) if number else None

    def _another(self, words: str) -> Option | None:
        """Return the entry that the card offers to add, where words say no more than that."""
        says_it = spoken(words) == spoken(phrase("cards.buttons.add"))
        offered = (tap.option for tap in self.card().taps() if isinstance(tap.option, AddEntry))
        return next(offered, None) if says_it and self.state.slot() else None

    def _letter(self, said: str) -> Option | None:
        """Return what the letter of a claim stands for; None where the card shows no such one."""
        now = self.state
        if now.position not in {CHECK, ALL_CLAIMS}:
            return None
        return option_lettered(now, said, of_all=now.position == ALL_CLAIMS)

    def _done_with_child(self, words: str) -> Option | None:
        """Return the end of the part of the child of whom words say that they are done."""
        if not says_done(words, str(self.state.context.get("child") or "")):
            return None
        offered = [tap.option for tap in self.card().taps()]
        ends = (Named.FINISHED, Named.ENOUGH)
        return next((option for option in ends if option in offered), None)

    def _listed(self, said: str) -> Option | None:
        """Return the option of the numbered button that was typed."""
        listed = (tap.option for tap in self.card().taps() if tap.label.split()[0] == said)
        return next(listed, None)
