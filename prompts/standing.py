"""The card at which a conversation stands, as each kind of conversation answers for it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Self

from practice.terms import ADDED_BY_ITSELF, StepKind
from prompts.card import Card, Tap, Unreadable
from prompts.doubts import frozen
from prompts.folded import Folded, S
from prompts.heard import Heard, Thrown, heard_last, hearing
from prompts.kept import Place
from prompts.only_a_value import is_only_a_value
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError
from prompts.spoken_words import Meaning, meaning_of
from prompts.steps import WITH_JOINED, Json, Step
from prompts.text import LONG_MESSAGE, is_sentence


class Standing(Folded[S], ABC):
    """A conversation as far as its card goes: what it asks for, and where words can go."""

    @property
    def may_begin(self) -> bool:
        """Whether words kept here may begin a reflection of their own."""
        return True

    def thrown_away(self) -> Thrown:
        """Return what is thrown away where its writer stops and does not want it saved."""
        return Thrown.NOTHING

    def ends_shared(self) -> bool:
        """Say whether its writer chooses at the end who can read it."""
        return False

    def names_of_supervisor(self) -> str:
        """Return the names by which words here may call the writer's supervisor."""
        return ""

    def meaning_of(self, text: str) -> Meaning | None:
        """Return what a whole message means to the bot here; None where it says anything else."""
        if text not in self._meanings:
            self._meanings[text] = meaning_of(text, self.names_of_supervisor())
        return self._meanings[text]

    @cached_property
    def _meanings(self) -> dict[str, Meaning | None]:
        # A turn asks it five times of the same words. They are forgotten with the conversation.
        return {}

    def reads(self, words: str, today: date) -> bool:  # noqa: ARG002
        """Say whether the card that stands asks for no free words and can read these."""
        return False

    def reread(self, step: Step, words: str, today: date) -> tuple[Json, str]:  # noqa: ARG002
        """Return what an answer comes to if its message says these words, and how it is read back.

        That is "" where the words are the answer as they stand. Raises UnclearError, and DoubtError
        where they may mean several things.
        """
        if not words or not step.sealed:
            raise UnclearError(step.question or "")
        if self.answers_nothing(words):
            raise UnclearError(words, phrase("help.not_amended_unclear"))
        return words, ""

    def answers_nothing(self, words: str) -> bool:
        """Say whether new words of an answer are a word for the bot, or name a child and no more.

        Who empties a message so means to take it away, and no record is to hold that word.
        """
        return self.meaning_of(words) is not None

    def said_alone(self, words: str) -> Meaning | None:
        """Return what a whole message says alone that answers nothing which is asked in words."""
        return Meaning.VALUE if is_only_a_value(words) else None

    def in_doubt(self, step: Step, doubt: DoubtError, today: date) -> Self:  # noqa: ARG002
        """Return it asking again what a step answered, for its new words are in doubt."""
        return self.add(Step(StepKind.ASKED, step.question, step.entry, frozen(doubt), sealed=True))

    def explained(self) -> str:
        """Return what the card that stands asks for, for whoever does not understand it."""
        return phrase("spoken.explain.card")

    @abstractmethod
    def answered_in_words(self) -> bool:
        """Say whether the card that stands is answered in words of any kind."""

    def place_asked(self, number: int | None) -> Place | None:
        """Return where words written for the card of step `number` go; None where it takes none."""
        step = self.asking(number) if number else None
        return self.place_of(step) if step else None

    def place_here(self) -> Place | None:
        """Return where words typed now go; None where the card that stands takes none."""
        asked = next((s for s in reversed(self.steps) if s.kind == StepKind.ASKED), None)
        return self.place_of(asked) if asked else None

    @abstractmethod
    def place_meant(self, words: str) -> Place | None:
        """Return the place that words which answer no card are most likely meant for."""

    @abstractmethod
    def place_of(self, step: Step) -> Place | None:
        """Return where words go that answer what a step asked; None where it takes no words."""

    @abstractmethod
    def places(self) -> list[Place]:
        """Return every place that takes words now."""

    def place_for(self, place: Place, _words: str) -> Place:
        """Return a place as words are put there: what is said of it depends on what it holds."""
        return place

    def asks_first(self, _place: Place, _words: str) -> bool:
        """Say whether something is asked before words are put in a place."""
        return False

    @abstractmethod
    def written(self, place: Place) -> str | None:
        """Return what is written in a place."""

    @abstractmethod
    def own_card(self, lead: str = "") -> Card:
        """Return the card at which it stands, words that wait apart."""

    def not_kept(self, said: Unreadable) -> tuple[Self, Card]:
        """Return it after a message that holds no text, such as a photo, and the card saying so."""
        after = self.add(Step(StepKind.UNCLEAR))
        return after, after.own_card().led_by(phrase("errors.unreadable_here", kind=said.name))

    @property
    def heard(self) -> Heard | None:
        """The word for the bot that came last, until something is done with it."""
        last = heard_last(self.steps)
        if last is None or last.meaning != Meaning.TONIGHT:
            return last
        return last.asked_by(self._asked_in_words())

    def hears(self, words: str, meaning: Meaning) -> Self:
        """Return it with a word for the bot kept; it may be the answer to what is asked."""
        asked = None if meaning is Meaning.DELETE else self._asked_in_words()
        return self.add(hearing(words, meaning, asked))

    def _asked_in_words(self) -> Step | None:
        """Return the step that asked what stands, where that is answered in words."""
        is_open = self.answered_in_words() and not self.kept.waiting
        return self.asking(len(self.steps)) if is_open else None

    def asked_again(self, heard: Heard) -> Self:
        """Return it asking anew what a word may answer."""
        return self.add(Step(StepKind.ASKED, heard.question, heard.entry))

    def _joined(self, place: Place, words: str | None, text: str | None) -> Self:
        value: Json = {"words": words, "text": text}
        return self.add(Step(StepKind.JOINED, place.key, place.entry, value, sealed=True))

    def _place_before(self) -> Place | None:
        """Return the place that the first of the words that wait were most likely written for."""
        first = self.kept.first
        return self.place_asked(first.before) or self.place_meant(first.words)

    def others_named(
        self,
        words: str,  # noqa: ARG002
        asked: Step,  # noqa: ARG002
        *,
        unread: bool,  # noqa: ARG002
    ) -> tuple[list[str], str]:
        """Return whom words name whom the card of a step is not about, and what names that card.

        At a card that takes none, too few to tell anything name nobody, unless they are `unread`.
        """
        return [], ""

    def said_of_nobody(self, _words: str, _asked: Step) -> str:
        """Return what is said of references that are nobody's, where they may not just stand.

        "" where they may, as where all that is open is about one child.
        """
        return ""

    def way_to(self, _child: str) -> Tap | None:
        """Return the way to what is written about another child here; None where there is none."""
        return None

    def ways_to_stay(self) -> list[Tap]:
        """Return where words can stay in what the card is about, where the card itself takes none.

        They are asked for where words name another child.
        """
        return []

    def about(self) -> str:
        """Return the children whom the draft as a whole is about, as a card names them."""
        return ""

    def _taken_out(self) -> tuple[str, Self]:
        """Return the words of the last step, and the conversation without them."""
        words, last = self._words_to_move() or "", self._last_said() or self.steps[-1]
        if last.kind != StepKind.JOINED or not isinstance(last.value, Mapping):
            return words, self
        place = Place(last.question or "", last.entry)
        text = self.written(place) or ""
        before = text.removesuffix(words).rstrip("\n") or None
        return words, self._joined(place, None, before)

    def _words_to_move(self) -> str | None:
        """Return words that the last step put somewhere, or that were set aside, if any."""
        if self.kept.waiting:
            return None
        aside = self.kept.aside[-1].words if self.kept.aside else None
        return self._moved_last() or aside

    def _moved_last(self) -> str | None:
        """Return words that the last step put somewhere, or that answered nothing, if any."""
        last = self._last_said()
        if last is None:
            return None
        if last.kind == StepKind.JOINED and isinstance(last.value, Mapping):
            words = last.value.get("words")
            return str(words) if words else None
        said = last.value if last.kind == StepKind.UNCLEAR else None
        return said if isinstance(said, str) and is_sentence(said) else None

    def is_part(self, text: str) -> bool:
        """Say whether a message is a part of a long answer: it is long, or follows another part."""
        return len(text) >= LONG_MESSAGE or bool(self.state.parts)

    def letters_with(self, words: str) -> int:
        """Return how long the answer would be that words typed now may join, at the most."""
        place = self.place_here() or self.place_meant(words)
        before = [self.written(place) or ""] if place else []
        waiting = [one.words for one in self.kept.waiting]
        return sum(len(str(part)) for part in [*before, *self.state.parts, *waiting, words])

    def _last_said(self) -> Step | None:
        """Return the last step that an input made."""
        return next((s for s in reversed(self.steps) if not _by_itself(s)), None)


def _by_itself(step: Step) -> bool:
    """Say whether a step follows from others: it read them, or asks anew for what joined one."""
    frozen_in = step.value if isinstance(step.value, Mapping) else {}
    asks_anew = step.kind == StepKind.ASKED and bool(frozen_in.get(WITH_JOINED))
    return asks_anew or step.kind in ADDED_BY_ITSELF
