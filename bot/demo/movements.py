"""What is said of a child in six movements: the story told at once, lenses, what moved the two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from typing_extensions import override

from bot.demo.accounts import SPECIAL, Account
from bot.demo.bank import fill, for_lenses, thin, thin_tellings
from practice.calendar import add_working_days
from practice.terms import ActionEffect, ActionNext, ActionStatus, Likelihood, done_with
from prompts.interview.path import LENS, Slot
from prompts.steps import Json

# Lenses that a storyline answers itself, and the one of its texts that does.
_STORY = {
    "own_words": "voice",
    "watched": "voice",
    "meaning": "meaning",
    "our_part": "practice",
    "seen_from_outside": "else",
    "which_help": "help",
    "wider_family": "family",
    "surroundings": "family",
}
_PROBES = {
    "pattern": "chronology",
    "never_asked_before": "chronology",
    "who_told_us": "agency_trail",
    "lean_on": "research",
    "cost_of_change": "worker_change",
}
_HELPED = (ActionEffect.AS_HOPED,) * 3 + (ActionEffect.A_LITTLE,) * 2
_HARDLY = (
    (ActionEffect.A_LITTLE,) * 3
    + (ActionEffect.NO_DIFFERENCE,) * 4
    + (ActionEffect.AS_HOPED, ActionEffect.WORSE)
)
_FIRST = (ActionStatus.DONE,) * 10 + (ActionStatus.PARTLY,) * 3 + (ActionStatus.NOT_DONE,) * 5
_AGAIN = (ActionStatus.DONE,) * 5 + (ActionStatus.PARTLY,) * 2 + (ActionStatus.NOT_DONE,) * 5
_KEPT = (ActionNext.KEEP,) * 5 + (ActionNext.CHANGE,) * 2 + (ActionNext.GIVE_UP,)
_THIRD = (ActionNext.CHANGE,) * 3 + (ActionNext.GIVE_UP,) * 2 + (ActionNext.RAISE,) * 2
_LIKELY = (
    Likelihood.VERY_LIKELY,
    Likelihood.LIKELY,
    Likelihood.LIKELY,
    Likelihood.EVEN,
    Likelihood.UNLIKELY,
)
_YOUNGEST = 5
"""At this age, in years, a child gives a number of their own."""


@dataclass
class Moving(Account):
    """One record's answers in six movements."""

    @override
    def answer(self, slot: Slot) -> Json:
        """Return the answer to a slot; None skips it."""
        if slot.key.startswith(LENS):
            return self._lens(slot.question.id)
        own = _MOVES.get(slot.key)
        return own(self, slot.entry) if own else super().answer(slot)

    def _asked(self, name: str) -> str | None:
        soon = add_working_days(self.dates.held_on, self.rng.randrange(4, 11))
        return self._pick(for_lenses()["asked"][name], soon=f"{soon.day} {soon:%B}")

    # --- last time ---

    def _became(self, entry: int) -> str:
        action = self.case.actions[entry]
        self.became = self.rng.choice(_AGAIN if action.carried else _FIRST)
        if self.became != ActionStatus.DONE:
            return self.became
        helped = self.case.made.get(action.id) is not None and self._chance(self.rich + 0.2)
        return done_with(self.rng.choice(_HELPED if helped else _HARDLY))

    def _in_the_way(self, _: int) -> str | None:
        return self._asked("in_the_way") if self._chance(0.8) else None

    # --- tell it ---

    def _tell(self, _: int) -> str | None:
        is_rich = self._chance(self.rich + 0.1)
        told = self.case.story.tellings(self.phase) if is_rich else thin_tellings()
        fresh = [one for one in told if not self.case.used & {*one}] or told
        texts = self._least_told(fresh)
        return " ".join(fill(text, self.case.girl, worker=self.names[0]) for text in texts)

    def _least_told(self, tellings: Sequence[Sequence[str]]) -> Sequence[str]:
        first = {texts[0] + texts[1]: texts for texts in tellings}
        least = min(self.told[key] for key in first)
        key = self.rng.choice([key for key in first if self.told[key] == least])
        self.told[key] += 1
        self.case.used.update(first[key])
        return first[key]

    def _lens(self, lens: str) -> str | None:
        if not self._chance(0.35 + self.rich * 0.6):
            return None
        if lens in _PROBES:
            return self._probe(_PROBES[lens])
        if lens in _STORY:
            return self._pick(self.case.story.choices(_STORY[lens], self.phase))
        return self._pick(for_lenses()["lens"].get(lens, ()))

    # --- where the child is now ---

    def _moved(self, _: int) -> str | None:
        if self._chance(self.rich + 0.15):
            return self._pick(self.case.story.choices("help", self.phase))
        return self._pick(thin()["help"]) if self._chance(0.5) else None

    def _their_numbers(self, entry: int) -> str | None:
        given, day = self.ratings[entry], self.dates.held_on
        is_asked = (self.case.age_on(day) or 0) >= _YOUNGEST and self._chance(self.rich * 0.6)
        if given is None or not is_asked:
            return None
        own, parents = (min(max(given + move, 0), 10) for move in self.rng.choice(_OTHERS))
        return f"child {own}, mum {parents}" if self._chance(0.6) else f"child {own}"

    # --- what next ---

    def _likely(self, _: int) -> str:
        return self.rng.choice(_LIKELY)

    def _first_sentence(self, _: int) -> str | None:
        is_told = bool(self.entry.get("how")) and self._chance(0.3 + self.rich / 2)
        return self._asked("first_sentence") if is_told else None

    def _what_moved(self, _: int) -> str | None:
        return self._asked("what_moved") if self._chance(0.25 + self.rich * 0.6) else None


_OTHERS = ((-2, 2), (-1, 1), (-1, 2), (0, 1), (1, 0))
"""How the child's own number and a parent's differ from the one that was given."""

_MOVES: Mapping[str, Callable[[Moving, int], Json]] = {
    **SPECIAL,
    "last_actions.answer": Moving._became,
    "last_actions.in_the_way": Moving._in_the_way,
    "last_actions.then": lambda told, _: told.rng.choice(_KEPT),
    "last_actions.then_now": lambda told, _: told.rng.choice(_THIRD),
    "last_actions.given_up_why": lambda told, _: told._asked("given_up_why"),
    "last_actions.what_instead": lambda told, _: told._asked("what_instead"),
    "last_actions.who_instead": Account._doer,
    "last_actions.by_instead": Account._action_by,
    "moved_last_time": lambda told, _: told._asked("moved_last_time"),
    "tell": Moving._tell,
    "ratings.moved": Moving._moved,
    "ratings.not_lower": Moving._moved,
    "ratings.their_numbers": Moving._their_numbers,
    "actions.likely": Moving._likely,
    "actions.how": Moving._first_sentence,
    "what_moved": Moving._what_moved,
}
