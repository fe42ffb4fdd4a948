"""A conversation as its steps leave it: the append-only list, and the state folded from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from practice.terms import SHOWS_CARD, StepKind
from prompts.changed import changed
from prompts.kept import Kept, kept_after
from prompts.steps import Step


class State(Protocol):
    """Where a conversation stands. `parts` are the messages of a long answer so far."""

    @property
    def parts(self) -> tuple[str, ...]: ...  # noqa: D102


S = TypeVar("S", bound=State)


@dataclass(frozen=True)
class Folded(Generic[S]):
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
    kept: Kept = field(default_factory=Kept)

    @property
    def new_steps(self) -> tuple[Step, ...]:
        """The steps that are not stored yet."""
        return self.steps[self.stored :]

    def all_stored(self) -> Self:
        """Return the conversation with every step stored."""
        return changed(self, stored=len(self.steps))

    def replay(self, steps: Iterable[Step]) -> Self:
        """Return the conversation after `steps`, all of them stored."""
        return self._after(steps).all_stored()

    def add(self, *steps: Step) -> Self:
        """Return the conversation after new `steps`."""
        return self._after(changed(step, author_id=self.author_id) for step in steps)

    def _after(self, more: Iterable[Step]) -> Self:
        more = tuple(more)
        if not more:
            return self
        state, asked, steps, kept = self.state, self.asked, list(self.steps), self.kept
        for step in more:
            steps.append(step)
            state = self.folds[step.kind](state, step) if step.kind in self.folds else state
            asked = len(steps) if step.kind in SHOWS_CARD else asked
            kept = kept.after(step)
        return changed(self, state=state, asked=asked, steps=tuple(steps), kept=kept)

    def asked_below(self) -> int:
        """Return the number of the step that asked last before words began to wait."""
        kept, asked = Kept(), self.asked
        for number, step in enumerate(self.steps, 1):
            kept = kept.after(step)
            if step.kind in SHOWS_CARD and not kept.waiting:
                asked = number
        return asked

    def asking(self, number: int) -> Step | None:
        """Return the step that asked what stood on the card of step `number`.

        None where that card asked about words that wait.
        """
        until = self.steps[:number]
        if kept_after(until).waiting:
            return None
        return next((step for step in reversed(until) if step.kind == StepKind.ASKED), None)
