"""A conversation, event-sourced: its state is folded from an append-only list of steps.

An interview, a supervision and the reading of one are conversations: each has a state that knows
what a step changes, and cards of its own. Pure: an input gives steps to store, cards to show and
effects to carry out, and the caller does so.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from practice.terms import StepKind
from prompts.card import Card, Input, Tapped, Typed
from prompts.effects import DraftLeft, Effect, ShowDutyNumber
from prompts.options import Named, Option
from prompts.steps import Step
from prompts.text import LONG_MESSAGE, spoken, tidy


class State(Protocol):
    """Where a conversation stands. `parts` are the messages of a long answer so far."""

    @property
    def parts(self) -> tuple[str, ...]: ...  # noqa: D102


S = TypeVar("S", bound=State)


@dataclass(frozen=True)
class Conversation(ABC, Generic[S]):
    """One draft: its state, its steps, and the number of the step that asked last.

    The first `stored` steps are stored, those after them are `author_id`'s and new. `folds` say,
    for each kind of step that means something here, what it changes.
    """

    folds: ClassVar[Mapping[str, Callable[[Any, Step], Any]]]

    state: S
    author_id: str | None = None
    steps: tuple[Step, ...] = ()
    stored: int = 0
    asked: int = 0

    @property
    def new_steps(self) -> tuple[Step, ...]:
        """The steps that are not stored yet."""
        return self.steps[self.stored :]

    def all_stored(self) -> Self:
        """Return the conversation with every step stored."""
        return replace(self, stored=len(self.steps))

    def replay(self, steps: Iterable[Step]) -> Self:
        """Return the conversation after `steps`, all of them stored."""
        return self._after(steps).all_stored()

    def add(self, *steps: Step) -> Self:
        """Return the conversation after new `steps`."""
        return self._after(replace(step, author_id=self.author_id) for step in steps)

    def _after(self, more: Iterable[Step]) -> Self:
        state, asked, steps = self.state, self.asked, list(self.steps)
        for step in more:
            steps.append(step)
            state = self.folds[step.kind](state, step) if step.kind in self.folds else state
            asked = len(steps) if step.kind == StepKind.ASKED else asked
        return replace(self, state=state, asked=asked, steps=tuple(steps))

    def turn(self, *cards: Card, effects: Iterable[Effect] = ()) -> "Turn[S]":
        """Return the turn that ends here, showing `cards`."""
        return Turn(self, cards, tuple(effects))

    def leave(self) -> "Turn[S]":
        """Return the turn that saves the draft for later."""
        return self.add(Step(StepKind.LEFT)).turn(effects=[DraftLeft()])

    def take(self, said: Input, today: date) -> "Turn[S]":
        """Return what one input comes to.

        Taps carry an option of the card now shown; a typed message is first read as one of its
        buttons, then as an answer.
        """
        option = said.option if isinstance(said, Tapped) else None
        if isinstance(said, Typed):
            option = self.option_typed(tidy(said.text))
        if option is Named.TONIGHT:
            return self.turn(effects=[ShowDutyNumber()])
        if option is Named.LATER:
            return self.leave()
        return self.answer(said, today) if option is None else self.tap(option)

    def option_typed(self, words: str) -> Option | None:
        """Return the option that a typed message names; None where it names none."""
        return self.button_named(words)

    def button_named(self, words: str, *, by_beginning: bool = False) -> Option | None:
        """Return the option of the button that `words` name, or of the only one they begin."""
        said = spoken(words)
        labels = [(spoken(tap.label), tap.option) for tap in self.card().taps()]
        if by_beginning:
            fits = [option for label, option in labels if said and label.startswith(said)]
            return fits[0] if len(fits) == 1 else None
        return next((option for label, option in labels if label == said), None)

    def is_part(self, text: str) -> bool:
        """Say whether a message is a part of a long answer: it is long, or follows another part."""
        return len(text) >= LONG_MESSAGE or bool(self.state.parts)

    @abstractmethod
    def card(self, lead: str = "") -> Card:
        """Return the card at which it stands, with `lead` (what just happened) before it."""

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
