"""The card at which a conversation stands, as each kind of conversation answers for it."""

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar

from practice.terms import StepKind
from prompts.card import Card
from prompts.folded import Folded, S
from prompts.kept import Place
from prompts.phrases import phrase
from prompts.steps import Step


class Standing(Folded[S], ABC):
    """A conversation as far as its card goes: what it asks for, and where words can go."""

    may_begin: ClassVar[bool] = True
    """Whether words kept here may begin a reflection of their own."""

    def may_discard(self) -> bool:
        """Say whether it can be thrown away as a whole."""
        return False

    def reads(self, words: str, today: date) -> bool:  # noqa: ARG002
        """Say whether the card that stands asks for no free words and can read these."""
        return False

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

    @abstractmethod
    def written(self, place: Place) -> str | None:
        """Return what is written in a place."""

    @abstractmethod
    def own_card(self, lead: str = "") -> Card:
        """Return the card at which it stands, words that wait apart."""
