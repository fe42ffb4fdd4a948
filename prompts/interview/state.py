"""Where an interview stands, folded from its steps. Pure: no clock, no channel, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from practice.evidence import Reading
from prompts.copied import CopiedWords
from prompts.doubts import Doubt, doubt_in
from prompts.guide import Guide
from prompts.interview.differing import differing
from prompts.interview.given import Given, other_name
from prompts.interview.path import Answer, Slot, Walk, of_children
from prompts.interview.proposals import Pointed, Proposals
from prompts.interview.text_readings import Texts, texts_to_read
from prompts.kinds import refs_in
from prompts.lens import AskedLens
from prompts.question import Kind, Question
from prompts.steps import Json

CHECK = "#check"
ALL_CLAIMS = "#claims"
CHANGE = "#change"
THERE = "#there"
HELD = "#held"
PARTS, WAIT = "#parts", "#wait"
OPEN, LEFT, DONE, DISCARDED, SUBMITTED = "open", "left", "done", "discarded", "submitted"


def in_words(value: Json) -> str:
    """Return a value as texts name it; "" where there is none."""
    return "" if value is None else str(value)


def adds(answer: Answer | None) -> bool:
    """Return whether an answer adds another entry to a group."""
    return answer is not None and answer.value == "add"


@dataclass(frozen=True)
class Interview:
    """One interview as its steps leave it.

    `position` and `entry` name the slot that was asked last (or one of the cards #check, #claims,
    #change, #there, #held, #parts, #wait). `detail` is what the asking froze: an edit, a child, a
    doubt. `quotes` are the words that a probe or a lens quotes, and `lenses` what was asked with
    one, by its id, both frozen as they were asked. `parts` are the messages of a long answer, or
    the options ticked so far; `unclear` counts inputs that could not be read since the question was
    asked. `pointed` are the words to which the writer pointed, by indicator. `proposals` are what
    the check card proposed that was shown last; `is_proposed` says that no answer changed since;
    `seen` are the claims (indicator, sentence) that any card showed.
    `readings` are what was found in the texts, by their digests. `beside` are the answers that the
    other of two people gave apart, and `went_on` says that nobody waits for more of them.
    """

    guide: Guide
    context: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[tuple[str, int], Answer] = field(default_factory=dict)
    probes: tuple[str, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    lenses: Mapping[str, AskedLens] = field(default_factory=dict)
    position: str = ""
    entry: int = 0
    detail: Mapping[str, Json] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    unclear: int = 0
    enough: bool = False
    taken_out: frozenset[str] = frozenset()
    pointed: Mapping[str, Pointed] = field(default_factory=dict)
    status: str = OPEN
    returned: str | None = None
    sendings: int = 0
    copied: tuple[CopiedWords, ...] = ()
    said_again: frozenset[str] = frozenset()
    proposals: Proposals | None = None
    is_proposed: bool = False
    seen: frozenset[tuple[str, str]] = frozenset()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    beside: Mapping[tuple[str, int], Given] = field(default_factory=dict)
    went_on: bool = False

    @property
    def editing(self) -> bool:
        """Whether the question shown was reopened with its earlier answer."""
        return bool(self.detail.get("edit"))

    @property
    def doubt(self) -> Doubt | None:
        """What may have been meant by what was typed, while that is asked."""
        return doubt_in(self.detail)

    @property
    def held_on(self) -> date | None:
        """The day it is about: that of its beginning until it was dated back; None of a part."""
        begun = self.context.get("held_on")
        day = self._dated_back.get("on", begun)
        return date.fromisoformat(str(day)) if begun else None

    @property
    def begun_on(self) -> date:
        """The day on which a reflection was begun."""
        return date.fromisoformat(str(self.context["held_on"]))

    @property
    def written_on(self) -> date | None:
        """The day on which it was dated back, if it was."""
        day = self._dated_back.get("written")
        return date.fromisoformat(str(day)) if day else None

    @property
    def _dated_back(self) -> Mapping[str, Json]:
        answer = self.answers.get((HELD, 0))
        return answer.value if answer and isinstance(answer.value, Mapping) else {}

    @cached_property
    def names_known(self) -> Mapping[str, str]:
        """What texts may name of the context, and of the child that was chosen, by name."""
        chosen = self.answers.get((self.child_question, 0))
        of_child = of_children(self.context, chosen.value if chosen else None)
        plain = {k: v for k, v in self.context.items() if not isinstance(v, list | tuple)}
        return {key: in_words(value) for key, value in {**plain, **of_child}.items()}

    def walk(self) -> Walk:
        """Return a walk along the guide, which has come as far as it is answered."""
        return self._walked[0]

    @cached_property
    def _walked(self) -> tuple[Walk, tuple[Slot, ...]]:
        # Walked once: a turn asks for it some ten times, and an interview never changes.
        walk = self._new_walk()
        return walk, tuple(walk.slots())

    def _new_walk(self) -> Walk:
        return Walk(
            self.guide,
            self.context,
            self.answers,
            self.probes,
            self.quotes,
            [lens.question for lens in self.lenses.values()],
            differing=differing(self.beside, other_name(self.context)),
            shown=lambda: self.texts.shown,
        )

    @cached_property
    def texts(self) -> Texts:
        """The texts to read, and what was found in those that were read."""
        return Texts(tuple(texts_to_read(self.guide, self.answers)), self.readings)

    def path(self) -> list[Slot]:
        """Return every slot on the path, notes included."""
        return list(self._walked[1])

    def slot(self) -> Slot | None:
        """Return the slot that is asked now, or None where a card of the end is shown."""
        return self.slot_at((self.position, self.entry))

    def slot_at(self, place: tuple[str, int]) -> Slot | None:
        """Return the slot of that place; None where the path does not lead there."""
        return self._by_place.get(place)

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], Slot]:
        # Of several in one place it is the first.
        return {slot.place: slot for slot in reversed(self._walked[1])}

    def open_slots(self) -> list[Slot]:
        """Return the slots on the path that nobody was asked yet, or that hold no answer."""
        return list(self._open_slots)

    @cached_property
    def _open_slots(self) -> tuple[Slot, ...]:
        return tuple(
            s
            for s in self._questions
            if (s.place not in self.answers or self.is_unasked(s)) and not self.is_passed(s)
        )

    def is_passed(self, slot: Slot) -> bool:
        """Return whether `slot` asks for another entry, and the next question's card offers that.

        What a sibling's part answered is not asked here: then it is asked for itself.
        """
        following = self._offered_with(slot)
        answer = self.answers.get((following, 0))
        return bool(following) and not (answer and answer.family)

    def entry_offered(self, slot: Slot) -> Slot | None:
        """Return the place of the entry that the card of `slot` offers to add; None for none."""
        here = [s for s in self.addable() if self._offered_with(s) == slot.key]
        return here[-1] if here else None

    def addable(self) -> list[Slot]:
        """Return the places where another entry of a group could be added now."""
        ends = [s for s in self._questions if s.asks_for_more]
        said = [(s, self.answers.get(s.place)) for s in ends]
        return [s for s, a in said if not adds(a) and (a or self._is_begun(s))]

    def entry_of(self, group: Question | None, entry: int) -> list[Slot]:
        """Return the slots of one entry of a group."""
        return [s for s in self.questions() if s.group == group and s.entry == entry]

    def _is_begun(self, end: Slot) -> bool:
        """Say whether the entry is written after which `end` asks for another, unasked."""
        group = end.group
        first = (f"{group.id}.{group.fields[0].id}", end.entry) if group else ("", 0)
        return self.is_passed(end) and first in self.answers

    def _offered_with(self, slot: Slot) -> str:
        """Return the question whose card offers what `slot` asks for; "" where it is asked."""
        group = slot.group if slot.asks_for_more else None
        following = self.guide.following(group) if group and group.another else None
        return following.id if following else ""

    def is_unasked(self, slot: Slot) -> bool:
        """Return whether words stand in a slot that was not asked yet."""
        answer = self.answers.get(slot.place)
        return answer is not None and answer.unasked

    def questions(self) -> list[Slot]:
        """Return the slots on the path that take an answer."""
        return list(self._questions)

    @cached_property
    def _questions(self) -> tuple[Slot, ...]:
        return tuple(s for s in self._walked[1] if s.question.kind is not Kind.NOTE)

    def about(self) -> list[str]:
        """Return the references of the children that this is about, once that is known."""
        if self.context.get("child"):
            return [str(self.context["child"])]
        said = self.answers.get((self.child_question, 0))
        return [] if said is None or said.skipped else refs_in(said.value)

    @property
    def child_question(self) -> str:
        """The question which child this is about; "" where the guide asks none."""
        return self.guide.child_question

    @property
    def knows_children(self) -> bool:
        """Whether it is settled which children this is about, if any."""
        return bool(self.context.get("child")) or (self.child_question, 0) in self.answers

    def children(self) -> list[str]:
        """Return the references of the children that this draft may be about."""
        listed = self.context.get("children")
        return [str(ref) for ref in listed] if isinstance(listed, list | tuple) else []

    def children_beside(self) -> list[str]:
        """Return the references of other children whom its writer knows."""
        listed = self.context.get("children_beside")
        return [str(ref) for ref in listed] if isinstance(listed, list | tuple) else []

    def answered(self) -> list[tuple[Slot, Answer]]:
        """Return the slots on the path that hold an answer, with it; skipped ones are left out."""
        return list(self._answered)

    @cached_property
    def _answered(self) -> tuple[tuple[Slot, Answer], ...]:
        pairs = [(slot, self.answers.get(slot.place)) for slot in self._questions]
        told = [(s, a) for s, a in pairs if a and not a.skipped and not s.asks_for_more]
        return tuple(told)
