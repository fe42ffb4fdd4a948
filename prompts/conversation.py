"""A conversation, event-sourced: its state is folded from an append-only list of steps.

An interview, a supervision and the reading of one are conversations: each has a state that knows
what a step changes, and cards of its own. Pure: an input gives steps to store, cards to show and
effects to carry out, and the caller does so.

It is made in layers: `folded` (the steps and the state), `standing` (what each kind of
conversation answers for itself; `asking_whose` compares words with it), `shown_card` (the screen
and its options), and the turns here.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic

from practice.terms import StepKind
from prompts.card import Card, Input, Tapped, Typed, Unreadable
from prompts.effects import (
    DraftDiscarded,
    DraftLeft,
    Effect,
    ShowDutyNumber,
    WordsOfChild,
)
from prompts.folded import S
from prompts.heard import hearing, said_to
from prompts.kept import (
    ASKED_AGAIN,
    FOR_NEXT_CHILD,
    LISTED,
    TOGETHER,
    KeptWords,
    Place,
    Why,
    keeping,
    keeping_more,
)
from prompts.kept_card import asks_next_child, asks_where, effect_away
from prompts.options import DaySaid, MyAnswer, Named, Option, PutIn
from prompts.phrases import phrase
from prompts.shown_card import ShownCard
from prompts.spoken_words import Meaning
from prompts.steps import Step
from prompts.text import join_parts, tidy

_SHOWN_ANEW: Mapping[Option, str] = {
    Named.ANOTHER_PLACE: LISTED,
    Named.BACK: ASKED_AGAIN,
    Named.TOGETHER: TOGETHER,
}
"""What is shown of words that wait before they are given a place, by the option that asks."""


@dataclass(frozen=True)
class Conversation(ShownCard[S]):
    """One draft: where its steps leave it, and what an input to it comes to."""

    def turn(self, *cards: Card, effects: Iterable[Effect] = ()) -> "Turn[S]":
        """Return the turn that ends here, showing `cards`; where words wait, what asks of them."""
        if cards and self.kept.waiting and not asks_where(cards[-1]):
            cards = (self.card(),)
        elif cards:
            cards = (*cards[:-1], self._with_ways(cards[-1]))
        return Turn(self, cards, tuple(effects))

    def leave(self) -> "Turn[S]":
        """Return the turn that saves the draft for later."""
        return self.add(Step(StepKind.LEFT)).turn(effects=[DraftLeft()])

    def take(self, said: Input, today: date) -> "Turn[S]":
        """Return what one input comes to.

        Taps carry an option of the card now shown; a typed message is first read as one of its
        buttons, then as an answer.
        """
        if isinstance(said, Tapped) and isinstance(said.option, DaySaid):
            said = Typed(said.option.key)
        option = self.option_of(said)
        if isinstance(said, Typed):
            words, meaning = tidy(said.text), self.meaning_of(said.text)
            if meaning is None and option is None and (is_none := self.no_answer_in(words)):
                return self._stands(words, is_none)
            if meaning is not None and (option is not None or not self.reads(words, today)):
                return self._hear(words, meaning, today)
        return self._take(said, option, today)

    def _take(self, said: Input, option: Option | None, today: date) -> "Turn[S]":
        if option in {Named.TONIGHT, Named.LATER}:
            duty = self.turn(effects=[ShowDutyNumber()])
            return duty if option is Named.TONIGHT else self.leave()
        if option in {Named.DISCARD, Named.GO_ON} or isinstance(option, MyAnswer):
            return self._after_word(option, today)
        if self.kept.waiting:
            return self._sort(said, option, today)
        if option in {Named.ELSEWHERE, Named.MOVE_HERE}:
            words, taken_out = self._taken_out()
            if option is Named.ELSEWHERE:
                return taken_out.keep(words, Why.NO_ANSWER)
            return taken_out.answer(Typed(words), today)
        return self._answered(said, today) if option is None else self.tap(option)

    def _answered(self, said: Input, today: date) -> "Turn[S]":
        """Return the turn for an answer; one that names another child waits until it is sorted."""
        words = tidy(said.text) if isinstance(said, Typed) else ""
        waits = self._about_another(words, self.asked) if words else None
        turn = waits or self.answer(said, today)
        unread = None if waits else self.asks_whose_unread(words, turn.conversation)
        return self.waiting_for(unread) if unread else turn

    # --- words for the bot ---

    def _hear(self, words: str, meaning: Meaning, today: date) -> "Turn[S]":
        """Return the turn for a word for the bot: what the card offers for it, or what is said."""
        if meaning in {Meaning.TONIGHT, Meaning.TELL, Meaning.REACH}:
            return self.hears(words, Meaning.TONIGHT).turn(effects=[ShowDutyNumber()])
        exact = self.button_named(words)
        option = exact or self.option_meant(meaning)
        if option is None:
            return self._stands(words, meaning)
        turn = self._take(Typed(words), option, today)
        asked = None if exact is Named.BACK else self._asked_in_words()
        if not turn.cards or asked is None:
            return turn
        after = turn.conversation.add(hearing(words, meaning, asked))
        return replace(after.turn(*turn.cards), effects=turn.effects)

    def _stands(self, words: str, meaning: Meaning) -> "Turn[S]":
        """Return the turn that leaves the card standing and says why."""
        offered = [tap.option for tap in self.card().taps()]
        talk = self.hears(words, meaning)
        heard = talk.heard
        if heard is None or heard.stops:
            return talk.turn(talk.card())
        line = said_to(heard, offered, self.explained(), shares=self.ends_shared())
        return talk.turn(talk.card().led_by(line))

    def _after_word(self, option: Option, today: date) -> "Turn[S]":
        """Return the turn that goes on, or that takes the word that came last as the answer."""
        heard = self.heard
        if option is Named.DISCARD:
            return self.add(Step(StepKind.DISCARDED)).turn(effects=[DraftDiscarded()])
        if option is Named.GO_ON or heard is None or heard.question is None:
            standing = self.add(Step(StepKind.HEARD))
            return standing.turn(standing.card())
        return self.asked_again(heard).answer(Typed(heard.words), today)

    # --- words that wait, or that were written for an earlier card ---

    def keep(
        self, words: str, why: Why, before: int | None = None, *, alone: bool = False
    ) -> "Turn[S]":
        """Return the turn that keeps words and asks where they belong.

        `before` is the step that asked what they may answer; they join words kept for the same,
        unless they stand `alone`.
        """
        return self.waiting_for(keeping(words, why, before, alone=alone))

    def keep_more(self, words: str) -> "Turn[S]":
        """Return the turn that adds words to those that wait, sent before that could be read."""
        return self.waiting_for(keeping_more(words))

    def waiting_for(self, step: Step) -> "Turn[S]":
        """Return the turn that keeps the words of a step and asks about them."""
        kept = self.add(step)
        return kept.turn(kept.card())

    def take_late(self, words: str, asked: int, today: date, *, alone: bool = False) -> "Turn[S]":
        """Return the turn for words written for the card of step `asked`, before this one."""
        if waits := self._about_another(words, asked):
            return waits
        place = self.place_asked(asked)
        if self.kept.waiting or place is None:
            return self.keep(words, Why.LATE, asked, alone=alone)
        return (
            self.take(Typed(words), today) if place == self.place_here() else self.put(place, words)
        )

    def put(self, place: Place, words: str) -> "Turn[S]":
        """Return the turn that adds words to what is written in a place, and says so."""
        place = self.place_for(place, words)
        added = self._joined(place, words, join_parts((self.written(place) or "", words)))
        return added.turn(added.card(place.added))

    def _sort(self, said: Input, option: Option | None, today: date) -> "Turn[S]":
        """Return the turn for an input to the card that asks where words belong."""
        if option is None:
            return self._waits_on(said)
        first = self.kept.first
        if option in _SHOWN_ANEW:
            shown = self.add(Step(StepKind.PLACED, value=_SHOWN_ANEW[option]))
            return shown.turn(shown.card())
        before, places = self._place_before(), self.places()
        goes_on = FOR_NEXT_CHILD if asks_next_child(first, option) else None
        placed = self.add(Step(StepKind.PLACED, value=goes_on))
        is_empty = first.fresh and not placed.kept.waiting
        away = effect_away(first, option, is_empty=is_empty)
        if away is not None:
            gone = placed.add(Step(StepKind.DISCARDED)) if is_empty else placed
            return gone.turn(effects=[away])
        edited = self.place_asked(first.before) if first.amends else None
        if edited and option in {Named.ANSWER_HERE, Named.ADD_BEFORE}:
            reworded = placed._joined(edited, None, first.amends)
            return reworded.turn(reworded.card(phrase("help.amended")))
        if option in {Named.ANSWER_HERE, Named.BOTH}:
            other = first.child if option is Named.BOTH else ""
            return placed._answer_with(first.words, before, other, today)
        place = before if option is Named.ADD_BEFORE else None
        if isinstance(option, PutIn):
            place = places[option.number - 1]
        left_out = phrase("kept.no_further" if first.placed else "kept.left_out")
        return placed.put(place, first.words) if place else placed.turn(placed.card(left_out))

    def _answer_with(self, words: str, before: Place | None, other: str, today: date) -> "Turn[S]":
        """Return the turn for words that answer this card, and are about an `other` child too."""
        here = self.place_here()
        late = before if other and before != here else None
        turn = self.put(late, words) if late else self.answer(Typed(words), today)
        way = self.way_to(other) if other else None
        if way is not None and isinstance(way.option, PutIn):
            moved = turn.conversation.put(self.places()[way.option.number - 1], words)
            moved = self._said_here(moved, late or here, words)
            return replace(moved, effects=(*turn.effects, *moved.effects))
        if turn.conversation.kept.waiting and turn.cards:
            turn = self._said_here(turn, late or here, words)
        also = (WordsOfChild(other, words),) if other else ()
        return replace(turn, effects=(*turn.effects, *also))

    def _said_here(self, turn: "Turn[S]", place: Place | None, words: str) -> "Turn[S]":
        """Return a turn that says first that words stand in a place, if they do."""
        if place is None or not turn.cards or words not in (turn.conversation.written(place) or ""):
            return turn
        said = self.place_for(place, words).added
        return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(said)))

    def _waits_on(self, said: Input) -> "Turn[S]":
        """Return the turn for what says nothing of where words belong: more words are kept too."""
        words = tidy(said.text) if isinstance(said, Typed) else ""
        if words and self.kept.waiting[-1].why == Why.READ:
            return self.keep_more(words)
        if words:
            return self._about_another(words, self.asked) or self.keep(words, Why.NO_ANSWER)
        name = said.name if isinstance(said, Unreadable) else ""
        lead = phrase("errors.unreadable", kind=name) if name else phrase("errors.unclear.text")
        return self.turn(self.card(lead))

    def _about_another(self, words: str, asked: int) -> "Turn[S] | None":
        """Return the turn that keeps words which name a child that a card is not about, if any."""
        asks = self.asks_whose(words, asked)
        return self.waiting_for(asks) if asks else None

    # --- messages that were edited ---

    def amended(self, answer: Step, said: str) -> "Turn[S]":
        """Return the turn for a new wording of an answer; a card that it changed is shown again."""
        after = self.add(answer)
        is_changed = after.card().text != self.card().text
        return after.turn(after.card(said)) if is_changed else after.turn()

    def sent_anew(self, words: str, today: date) -> "Turn[S]":
        """Return the turn for an edit of the first of the words that wait."""
        placed, first = self.add(Step(StepKind.PLACED)), self.kept.first
        if first.why == Why.ANOTHER_CHILD and first.before:
            return placed.take_late(words, first.before, today)
        return placed.waiting_for(keeping(words, Why(first.why), first.before, alone=True))

    def reworded(self, one: KeptWords, words: str) -> "Turn[S]":
        """Return the turn for an edit of words that wait behind others: it takes their place."""
        asks = self.asks_whose(words, one.before) if one.before else None
        why = Why.NO_ANSWER if one.why == Why.ANOTHER_CHILD else Why(one.why)
        step = asks or keeping(words, why, one.before, alone=True)
        value = {**step.value, "instead_of": one.words} if isinstance(step.value, Mapping) else {}
        return self.waiting_for(replace(step, value=value))

    # --- what each kind of conversation has of its own ---

    @abstractmethod
    def resume(self) -> "Turn[S]":
        """Return the turn that makes it current again and shows where it stands."""

    @abstractmethod
    def tap(self, option: Option) -> "Turn[S]":
        """Return the turn for an option of the card now shown."""

    @abstractmethod
    def answer(self, said: Input, today: date) -> "Turn[S]":
        """Return the turn for a message that names no button."""


@dataclass(frozen=True)
class Turn(Generic[S]):
    """What one input comes to: the conversation after it, cards to show, effects to carry out."""

    conversation: Conversation[S]
    cards: tuple[Card, ...] = ()
    effects: tuple[Effect, ...] = ()
