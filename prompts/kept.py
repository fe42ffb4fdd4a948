"""Words that wait for a place: what they are, the card that asks, and where they can go.

Nothing typed is thrown away: words that answer no card, or that may have been written for another
one, are kept as a step of the draft and asked about with one tap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from practice.terms import StepKind
from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.effects import DraftDiscarded, Effect, NoteBack, ReflectionBegun, WordsOfChild
from prompts.options import Named, Option, PutIn
from prompts.phrases import phrase
from prompts.steps import Json, Step
from prompts.text import is_sentence, join_parts, shortened

_SHOWN = 300
_NAMED = 24
_MOST_AT_ONCE = 6
THE_END = "#check"
"""The card at which whatever was set aside is asked about."""
LISTED, ASKED_AGAIN = "listed", "asked again"


class Why(StrEnum):
    """Why words wait: their key in kept.toml."""

    SOON = "soon"
    """They came too soon after the card that stands to have been its answer."""
    LATE = "late"
    """They were written for an earlier card, which takes no words."""
    BROUGHT = "brought"
    """They were written elsewhere for the child whose part is open now."""
    SENT = "sent"
    """They were written for something that was sent since."""
    NO_ANSWER = "no_answer"
    """The card that stands takes no words."""
    ASIDE = "aside"
    """They answered nothing where they were typed, and were set aside until the end."""
    ANOTHER_CHILD = "another_child"
    """They name a child whom the card that stands is not about."""
    READ = "read"
    """They came just after their writer read a shared reflection: they may be a note on it."""


@dataclass(frozen=True)
class Place:
    """Where words can go: an answer of the draft.

    `label` is its button's words, `here_label` those while it is what is asked now; `added` says
    that words joined it.
    """

    key: str
    entry: int = 0
    label: str = ""
    here_label: str = ""
    added: str = ""


@dataclass(frozen=True)
class KeptWords:
    """Words that wait; `before` is the number of the step that asked what they may answer.

    `child` is whom they may be about, where they were written `under` a card about somebody else.
    `amends` is the whole of the answer as an edit would have it that brought these words. `note_on`
    is the reflection that they may be a note on, `under` its name, `to` whose it is; and `fresh`
    says that nothing was open before them.
    """

    words: str
    why: str
    before: int | None = None
    child: str = ""
    under: str = ""
    amends: str = ""
    note_on: str = ""
    to: str = ""
    fresh: bool = False

    def is_apart(self, last: "KeptWords") -> bool:
        """Say whether these are asked about by themselves: they are an edit, or name a child."""
        return bool(self.amends or last.amends or self.child not in {"", last.child})


@dataclass(frozen=True)
class Kept:
    """All that waits, the oldest first, and whether every place is listed for the first.

    `aside` are the sentences that answered nothing where they were typed: they wait until the end
    of the draft, unless they are given a place before.
    """

    waiting: tuple[KeptWords, ...] = ()
    listing: bool = False
    aside: tuple[KeptWords, ...] = ()

    @property
    def first(self) -> KeptWords:
        """The words that are asked about now."""
        return self.waiting[0]

    def after(self, step: Step) -> "Kept":
        """Return what waits after a step that kept words or gave some their place."""
        if step.kind == StepKind.KEPT and isinstance(step.value, Mapping):
            left = tuple(one for one in self.aside if one.words != step.value["words"])
            return replace(self, waiting=self._with(step.value), aside=left)
        if step.kind == StepKind.PLACED:
            if step.value in {LISTED, ASKED_AGAIN}:
                return replace(self, listing=step.value == LISTED)
            return Kept(self.waiting[1:], aside=self.aside)
        if step.kind == StepKind.UNCLEAR and isinstance(step.value, str):
            more = (KeptWords(step.value, Why.ASIDE),) if is_sentence(step.value) else ()
            return replace(self, aside=(*self.aside, *more))
        if step.kind == StepKind.ASKED and step.question == THE_END and self.aside:
            return Kept((*self.waiting, *self.aside))
        return self

    def _with(self, value: Mapping[str, Json]) -> tuple[KeptWords, ...]:
        before = value.get("before")
        new = KeptWords(
            str(value["words"]),
            str(value["why"]),
            before if isinstance(before, int) else None,
            str(value.get("child") or ""),
            str(value.get("under") or ""),
            str(value.get("amends") or ""),
            str(value.get("note_on") or ""),
            str(value.get("to") or ""),
            bool(value.get("fresh")),
        )
        last_before = self.waiting[-1].before if self.waiting else None
        same = new.before is not None and last_before == new.before and not value.get("alone")
        if not self.waiting or not (same or value.get("joins")) or new.is_apart(self.waiting[-1]):
            return (*self.waiting, new)
        *others, last = self.waiting
        return (*others, replace(last, words=join_parts((last.words, new.words))))


def kept_after(steps: Iterable[Step]) -> Kept:
    """Return what waits after the steps of a conversation."""
    kept = Kept()
    for step in steps:
        kept = kept.after(step)
    return kept


def keeping(words: str, why: Why, before: int | None = None, *, alone: bool = False) -> Step:
    """Return the step that keeps words, joined to those kept for the same unless `alone`."""
    value: Json = {"words": words, "why": why, "before": before, "alone": alone}
    return Step(StepKind.KEPT, value=value, sealed=True)


def keeping_more(words: str) -> Step:
    """Return the step that adds words to those kept last."""
    value: Json = {"words": words, "why": Why.SOON, "joins": True}
    return Step(StepKind.KEPT, value=value, sealed=True)


def keeping_for_child(words: str, before: int, child: str, under: str, amends: str = "") -> Step:
    """Return the step that keeps words which may be about another child than the card is.

    `amends` is the whole answer, where they are what an edit brought.
    """
    value: Json = {
        "words": words,
        "why": Why.ANOTHER_CHILD,
        "before": before,
        "child": child,
        "under": under,
        "amends": amends,
    }
    return Step(StepKind.KEPT, value=value, sealed=True)


def keeping_for_note(words: str, note_on: str, to: str, under: str, *, fresh: bool) -> Step:
    """Return the step that keeps words which may be a note on a reflection that was just read."""
    value: Json = {
        "words": words,
        "why": Why.READ,
        "note_on": note_on,
        "to": to,
        "under": under,
        "fresh": fresh,
    }
    return Step(StepKind.KEPT, value=value, sealed=True)


@dataclass(frozen=True)
class Ways:
    """Where the words that wait can go: what they may answer, the card that stands, the rest.

    `to_child` is the way to what is written about the child whom they name; `about` names whom the
    draft is about.
    """

    before: Place | None
    here: Place | None
    places: Sequence[Place]
    may_begin: bool
    to_child: Tap | None = None
    about: str = ""


def kept_card(kept: Kept, ways: Ways, lead: str = "") -> Card:
    """Return the card that asks where the first of the words that wait belong."""
    first, more = kept.first, len(kept.waiting) - 1
    words = shortened(first.words, _SHOWN)
    waits = phrase("kept.more", more=more) if more else ""
    if first.why == Why.ANOTHER_CHILD:
        said = phrase("kept.another_child", child=first.child, words=words)
        ask, rows = _whose(first.child, ways)
        lines = [lead, first.under, said, waits, ask]
    elif first.why == Why.READ:
        said = phrase("kept.read", under=first.under, words=words)
        lines = [lead, ways.about, said, waits, phrase("kept.ask")]
        rows = [
            (button("note", Named.NOTE_BACK, of="kept", name=first.to),),
            *_own_rows(first, ways, listing=kept.listing),
        ]
    else:
        said = phrase(f"kept.{first.why}", words=words)
        rows = [*_place_rows(ways), (button("back"),)] if kept.listing else _ways_rows(ways)
        lines = [lead, ways.about, said, waits, phrase("kept.ask")]
    return Card.of(*lines, rows=(*rows, (button("later"),), (button("tonight"),)))


def _own_rows(first: KeptWords, ways: Ways, *, listing: bool) -> list[tuple[Tap, ...]]:
    """Return where words belong that are no note; they begin something new where none was open."""
    if not first.fresh:
        return [*_place_rows(ways), (button("back"),)] if listing else _ways_rows(ways)
    begins = button("new_reflection", Named.ANSWER_HERE, of="kept")
    return [(begins,), (button("leave_out", of="kept"),)]


def _whose(child: str, ways: Ways) -> tuple[str, list[tuple[Tap, ...]]]:
    """Return what is asked of words that name another child, and the buttons that say."""
    part = _part_of_this(ways)
    other = ways.to_child or button("new_visit", Named.NEW_REFLECTION, of="kept")
    ask = phrase("kept.ask_child", child=child) if ways.to_child else phrase("kept.ask_visit")
    ask = ask if part else phrase("kept.ask")
    rows = [(part, other)] if part else [(other,)]
    return ask, [*rows, (button("leave_out", of="kept"),)]


def _part_of_this(ways: Ways) -> Tap | None:
    """Return the button for words that are about the child of the card; None if none takes them."""
    if ways.here is not None and ways.before in {None, ways.here}:
        return button("part", Named.ANSWER_HERE, of="kept")
    if ways.before is None:
        return None
    is_late = ways.here is not None
    if ways.to_child is not None and ways.before.label == ways.to_child.label:
        return None
    label = phrase("kept.buttons.part") if is_late else ways.before.label
    return Tap(label, Named.ADD_BEFORE)


def aside_button(words: str) -> Tap:
    """Return the button that asks where words belong which were set aside before."""
    return button("aside", Named.ELSEWHERE, of="kept", words=shortened(words, _NAMED))


def said_of_aside(words: str) -> str:
    """Return what became of words that answer nothing; "" where they tell nothing."""
    return phrase("kept.set_aside", words=shortened(words, _SHOWN)) if is_sentence(words) else ""


def effect_away(first: KeptWords, option: Option, *, is_empty: bool) -> Effect | None:
    """Return what is done with words that leave the draft by an option; None where they stay.

    A draft that `is_empty`, opened for these words alone, goes with them.
    """
    if option is Named.LEAVE_OUT and is_empty:
        return DraftDiscarded()
    away: dict[Option, Effect] = {
        Named.NEW_REFLECTION: ReflectionBegun(first.words, first.child),
        Named.OTHER_CHILD: WordsOfChild(first.child, first.words),
        Named.NOTE_BACK: NoteBack(first.words, first.note_on),
    }
    return away.get(option)


def asks_where(card: Card) -> bool:
    """Say whether a card is the one that asks where words belong."""
    return any(tap.option is Named.LEAVE_OUT for tap in card.taps())


def _ways_rows(ways: Ways) -> list[tuple[Tap, ...]]:
    rows: list[tuple[Tap, ...]] = []
    if ways.before is not None:
        rows.append((Tap(ways.before.label, Named.ADD_BEFORE),))
    if ways.here is not None and ways.here != ways.before:
        rows.append((Tap(ways.here.here_label, Named.ANSWER_HERE),))
    if not rows and len(ways.places) <= _MOST_AT_ONCE:
        rows = _place_rows(ways)
    elif not rows:
        rows = [(button("listed", Named.ANOTHER_PLACE, of="kept"),)]
    elif set(ways.places) - {ways.before, ways.here}:
        rows.append((button("another_place", of="kept"),))
    if ways.may_begin:
        rows.append((button("new_reflection", of="kept"),))
    return [*rows, (button("leave_out", of="kept"),)]


def _place_rows(ways: Ways) -> list[tuple[Tap, ...]]:
    taps = [Tap(place.label, PutIn(number)) for number, place in enumerate(ways.places, 1)]
    return packed(taps)
