"""The order in which a guide asks: every question on the path, given what was answered so far."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from prompts.conditions import holds
from prompts.guide import Guide, Part, Probe
from prompts.kinds import refs_in
from prompts.question import MORE as MORE
from prompts.question import Kind, Question
from prompts.steps import Json

PROBE, LENS, DIFFERING = "probe.", "lens.", "differs."
BY_CHILD = "by_child"
"""Under what the context holds, by reference, what is known of each child that may be chosen."""


@dataclass(frozen=True)
class Slot:
    """One place for an answer: a question, a field of a group's entry, or a probe.

    `key` and `entry` name it in the steps. `group` is the question whose entry it belongs to.
    """

    key: str
    entry: int
    part: int
    question: Question
    group: Question | None = None
    is_probe: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """The name under which its answer is kept."""
        return (self.key, self.entry)

    @property
    def takes_words(self) -> bool:
        """Whether it is answered in free words."""
        return self.question.kind is Kind.TEXT

    @property
    def asks_for_more(self) -> bool:
        """Whether it asks if there is another entry."""
        return self.key.endswith(MORE)


@dataclass(frozen=True)
class Answer:
    """What was answered in a slot; `skipped` where the person chose to leave it.

    `unasked` says that words were put there before it was asked: it is asked still. `after` says
    that it was written after seeing what the other of two people answered. `family` is the sibling
    in whose part it was given, for the whole family.
    """

    value: Json = None
    skipped: bool = False
    author_id: str | None = None
    unasked: bool = False
    after: bool = False
    family: str = ""


Answers = Mapping[tuple[str, int], Answer]
Shown = Callable[[], frozenset[str]]


def _nothing_shown() -> frozenset[str]:
    return frozenset()


@dataclass
class Walk:
    """One walk along a guide: what was opened, answered and asked, and what the texts show."""

    guide: Guide
    context: Mapping[str, Json]
    answers: Answers
    probes: Sequence[str] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    lenses: Iterable[Question] = ()
    differing: Mapping[tuple[str, int], Question] = field(default_factory=dict)
    values: dict[str, Json] = field(default_factory=dict)
    shown: Shown = _nothing_shown

    def slots(self) -> Iterator[Slot]:
        """Yield every slot on the path in order; answers off the path are passed over."""
        self.values = {k: v for k, v in self.context.items() if not isinstance(v, list | tuple)}
        for number, part in enumerate(self.guide.parts):
            yield from self._part(number, part)

    def _part(self, number: int, part: Part) -> Iterator[Slot]:
        for question in part.questions:
            if not self.applies(question.when):
                self.values[question.id] = None
                continue
            if question.kind is Kind.GROUP:
                yield from self._group(number, question)
            else:
                slot = Slot(question.id, 0, number, question)
                yield slot
                self._answered(slot)
                if self.differing and slot.place in self.differing:
                    yield self._differing(slot)
            if self.probes:
                for probe in self._asked_after(question.id):
                    yield probe_slot(probe, number, quotes=probe.id in self.quotes)
        if part.lenses:
            yield from (lens_slot(lens, number) for lens in self.lenses)

    def without_texts(self) -> "Walk":
        """Return a walk that has come as far, had the texts shown nothing."""
        walk = replace(self, shown=_nothing_shown)
        for _ in walk.slots():
            pass
        return walk

    def applies(self, condition: str | None) -> bool:
        """Return whether `condition` holds as far as the walk has come; none always does."""
        return condition is None or holds(condition, self.values, self.shown_if_asked(condition))

    def shown_if_asked(self, condition: str) -> frozenset[str]:
        """Return what the texts show, read only for a condition that asks."""
        return self.shown() if "shows(" in condition else frozenset()

    def _asked_after(self, question_id: str) -> Iterator[Probe]:
        for probe_id in self.probes:
            probe = self.guide.probe(probe_id)
            if probe.after == question_id:
                yield probe

    def _answered(self, slot: Slot) -> None:
        """Note what was answered in a slot outside groups: what comes after may depend on it."""
        self.values[slot.question.id] = value = self._value(slot)
        if slot.question.kind is Kind.CHILD:
            self.values |= of_children(self.context, value)

    def _differing(self, slot: Slot) -> Slot:
        """Return what is asked where two people answered `slot` apart, and far from each other."""
        question = self.differing[slot.place]
        return Slot(DIFFERING + slot.key, slot.entry, slot.part, question, is_probe=True)

    def _value(self, slot: Slot) -> Json:
        answer = self.answers.get(slot.place)
        return None if answer is None or answer.skipped else answer.value

    def _group(self, part: int, group: Question) -> Iterator[Slot]:
        entry = 0
        while self._has_entry(group, entry):
            yield from self._fields(part, group, entry)
            may_add = group.each is None and entry + 1 < group.at_most
            if may_add and not self._is_left_out(group, entry):
                yield more_slot(part, group, entry)
            entry += 1

    def _has_entry(self, group: Question, entry: int) -> bool:
        if group.each is not None:
            listed = self.context.get(group.each)
            return isinstance(listed, list | tuple) and entry < len(listed)
        if entry == 0:
            return True
        wish = self.answers.get((group.id + MORE, entry - 1))
        return entry < group.at_most and wish is not None and wish.value == "add"

    def _is_left_out(self, group: Question, entry: int) -> bool:
        """Say whether an entry's first field was skipped, and its others with it."""
        first = self.answers.get((f"{group.id}.{group.fields[0].id}", entry))
        return group.each is None and first is not None and first.skipped

    def _fields(self, part: int, group: Question, entry: int) -> Iterator[Slot]:
        listed = self.context.get(group.each or "")
        if isinstance(listed, list | tuple) and isinstance(listed[entry], Mapping):
            self.values |= listed[entry]
        for number, inner in enumerate(group.fields):
            if (number and self._is_left_out(group, entry)) or not self.applies(inner.when):
                # Or the entry before would answer what this one was not asked.
                self.values[inner.id] = None
                continue
            slot = Slot(f"{group.id}.{inner.id}", entry, part, inner, group)
            yield slot
            self.values[inner.id] = self._value(slot)
            if self.differing and slot.place in self.differing:
                yield self._differing(slot)


def of_children(context: Mapping[str, Json], chosen: Json) -> Mapping[str, Json]:
    """Return what the context holds of the one child that was chosen, by name; {} for several."""
    known, refs = context.get(BY_CHILD), refs_in(chosen) if chosen else []
    found = known.get(refs[0]) if isinstance(known, Mapping) and len(refs) == 1 else None
    return found if isinstance(found, Mapping) else {}


def next_probe(
    guide: Guide, asked: Sequence[str], slot: Slot, applies: Callable[[str], bool]
) -> Probe | None:
    """Return the probe that follows the answer to `slot`, if one does, after those `asked`."""
    if slot.key.startswith((LENS, DIFFERING)):
        return None
    after = guide.probe(slot.question.id).after if slot.is_probe else slot.key
    here = [probe for probe in asked if guide.probe(probe).after == after]
    if len(asked) >= guide.probes_at_most or len(here) >= guide.probes_each:
        return None
    due = (p for p in guide.probes if p.after == after and p.id not in asked)
    return next((probe for probe in due if applies(probe.when)), None)


def probe_slot(probe: Probe, part: int, *, quotes: bool) -> Slot:
    """Return the slot of a probe: a text question that can always be skipped.

    One that `quotes` holds {quote}, the writer's own words; another one is asked plainly.
    """
    question = probe.quoting if quotes else probe.plainly
    return Slot(PROBE + probe.id, 0, part, question, is_probe=True)


def lens_slot(question: Question, part: int) -> Slot:
    """Return the slot of a lens; like a probe it can always be left."""
    return Slot(LENS + question.id, 0, part, question, is_probe=True)


def more_slot(part: int, group: Question, entry: int) -> Slot:
    """Return the slot that asks whether a group has another entry."""
    return Slot(group.more.id, entry, part, group.more, group)
