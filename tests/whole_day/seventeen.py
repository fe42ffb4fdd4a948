"""A supervision of seventeen children, three in depth with two lenses each, on any channel.

What either does follows from the card that stands. It is held twice: the first leaves each child in
depth two actions and an outcome, and the second, four weeks later, is counted.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

IN_DEPTH, LOOKED_AT, LENSES = 3, 14, 2
MOST = 80
_MOST_INPUTS = 200

STORY = "She told me \"I don't like it when it's loud\". I think she is afraid of the shouting."
_LENS, _ANOTHER = "3 of 6 · Think", "Add another action"
_ANSWERS: Sequence[tuple[str, str]] = (
    ("What came of it for the child?", "Done, helped as hoped"),
    ("What has happened for this child", STORY),
    ("How was the child last seen", "Alone, at home"),
    ("where is the child now?", "5"),
    ("What does that rest on?", "We saw it"),
    ("What moved it?", "She has slept through since her nan comes on Sundays."),
    ("and not lower?", "She sleeps through when her nan is there."),
    ("a number of their own", "Nobody gave one"),
    ("What should change in the child's life", "She sleeps through the night in her own bed"),
    ("What will we see or hear", "She says so, and her nan does"),
    ("By when should it have changed", "3 weeks"),
    ("Where is the child on this today", "3"),
    ("Should anything else change", "That is all"),
    ("What have you decided", "We keep the plan, because she sleeps. We decided against closing."),
    ("What happens next? One action", "Priya rings school by Friday"),
    ("Why this?", "So that she eats before lessons"),
    ("How likely is it", "Likely"),
    ("first sentence to the family", "I would like to hear how her mornings are."),
    ("If what happens, then", "If she stays out, then Priya rings me that day; by 22 December"),
    ("say this back", "Partly"),
    ("What did one of you ask today", "Nothing moved today"),
    ("Last time, on", "It did not come up"),
    ("Which other option", "Skip"),
    ("How is the amount of work", "Stretched"),
    ("How many minutes", "90"),
)
_BEGINNINGS: Sequence[tuple[str, str]] = (
    ("Check the supervision", "Send to Priya"),
    ("own part: how they are", "Start Priya's part"),
    ("meet next", "In 4 weeks"),
    ("Check what you wrote", "Done with"),
    ("left. CH-", "No change"),
    ("The last one. CH-", "No change"),
    ("In depth, I suggest", "Start"),
)
"""Of these cards a button is tapped whose label begins so."""
_HERS = (
    "Priya, how are you",
    "What stays with you",
    "amount of work",
    "have you learned",
    "like to get",
)
"""The questions of the own part that are the practitioner's to answer."""


class Hand(Protocol):
    """Somebody with a phone, on whichever channel."""

    def say(self, text: str) -> None: ...

    def tap(self, label: str) -> None: ...

    def card(self) -> str:
        """Return the newest card, once what was said last is answered."""
        ...

    def labels(self) -> list[str]:
        """Return the labels of the newest card's buttons."""
        ...


@dataclass
class Held:
    """A supervision as it was held: every input of the two, by what it was for."""

    supervisor: Counter[str] = field(default_factory=Counter)
    practitioner: int = 0
    typed: int = 0

    @property
    def whole(self) -> int:
        """Every input of the supervisor, from opening it to sending it."""
        return sum(self.supervisor.values())

    def told(self) -> str:
        parts = ", ".join(f"{count} {what}" for what, count in self.supervisor.items())
        return (
            f"{self.whole} inputs of the supervisor, opening and sending it among them "
            f"({self.typed} typed): {parts}; {self.practitioner} of the practitioner's"
        )


@dataclass
class Meeting:
    """The two hold one supervision; `look` is told of each card before it is answered."""

    sunil: Hand
    priya: Hand | None = None
    actions: int = 1
    look: Callable[[str, str], None] = lambda _card, _what: None
    held: Held = field(default_factory=Held)
    added: Counter[str] = field(default_factory=Counter)
    lenses: Counter[str] = field(default_factory=Counter)
    viewed: set[str] = field(default_factory=set)

    def hold(self) -> Held:
        """Hold it from its opening to its sending; return what it took."""
        self._input("around it", "/supervise Priya", None)
        for _ in range(_MOST_INPUTS):
            card = self.sunil.card()
            if "Sent to Priya" in card:
                return self.held
            self._answer(card)
        raise AssertionError(f"no end after {_MOST_INPUTS} inputs:\n{self.sunil.card()}")

    def _answer(self, card: str) -> None:
        labels, part = self.sunil.labels(), _part_of(card)
        self.look(card, part)
        if "What has happened for this child" in card and self.priya is not None:
            self._her_view(card)
        start = next((label for text, label in _BEGINNINGS if text in card), None)
        begins = [one for one in labels if start and one.startswith(start)]
        if begins:
            self._input(part, None, begins[0])
        elif _LENS in card:
            self._lens(card)
        elif _ANOTHER in labels and self._adds(card):
            self._input(part, None, _ANOTHER)
        else:
            known = next((answer for text, answer in _ANSWERS if text in card), None)
            words = (
                known
                or f"She has too many visits in week {self.held.whole + self.held.practitioner}."
            )
            is_tap = words in labels
            self._input(part, None if is_tap else words, words if is_tap else None)

    def _adds(self, card: str) -> bool:
        child = _child_of(card)
        self.added[child] += 1
        return self.added[child] < self.actions

    def _lens(self, card: str) -> None:
        child = _child_of(card)
        self.lenses[child] += 1
        if self.lenses[child] <= LENSES:
            words = f"Her mother says the same, and we saw it on {self.lenses[child]} days."
            self._input("in depth", words, None)
        else:
            self._input("in depth", None, "Leave it")

    def _input(self, part: str, words: str | None, label: str | None) -> None:
        if words is not None:
            self.sunil.say(words)
        else:
            self.sunil.tap(label or "")
        if part == "hers":
            self.held.practitioner += 1
            return
        self.held.supervisor[part] += 1
        self.held.typed += words is not None

    def _her_view(self, card: str) -> None:
        """Let the practitioner write and show their own view of a child, once."""
        priya, child = self.priya, _child_of(card)
        if priya is None or child in self.viewed:
            return
        self.viewed.add(child)
        her = {"What has happened": STORY, "where is the child now?": "5"}
        priya.tap("Write my view")
        self.held.practitioner += 1
        while "Show Sunil" not in priya.labels():
            asked = priya.card()
            priya.say(next(words for text, words in her.items() if text in asked))
            self.held.practitioner += 1
        priya.tap("Show Sunil")
        self.held.practitioner += 1


def _part_of(card: str) -> str:
    """Return for what an input to a card counts."""
    if any(text in card for text in _HERS) and "Check what you wrote" not in card:
        return "hers"
    if "left. CH-" in card or "The last one. CH-" in card:
        return "looked at"
    marks: Mapping[str, str] = {" of 6 ·": "in depth", "CH-": "in depth"}
    is_meeting = "Supervision with Priya" in card or "Check the supervision" in card
    around = is_meeting or "How many minutes" in card or "meet next" in card
    if around or "own part: how they are" in card:
        return "around it"
    return next((part for mark, part in marks.items() if mark in card), "own part")


def _child_of(card: str) -> str:
    return card[card.index("CH-") :][:7]
