"""Words that wait for a place: what they are, and the steps that keep them.

Nothing typed is thrown away: words that answer no card, or that may have been written for another
one, are kept as a step of the draft and asked about with one tap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from practice.terms import StepKind
from prompts.steps import Json, Step
from prompts.text import is_sentence, join_parts

THE_END = "#check"
"""The card at which whatever was set aside is asked about."""
LISTED, ASKED_AGAIN = "listed", "asked again"
TOGETHER = "together"
"""What a step says of all the words that wait: they are one message."""
FOR_NEXT_CHILD = "for next child"
"""What a step says of words that were given a place, and name another child besides."""


class Why(StrEnum):
    """Why words wait: their key in kept.toml."""

    SOON = "soon"
    """They came too soon after the card that stands to have been its answer."""
    LATE = "late"
    """They were written for an earlier card, which takes no words."""
    BROUGHT = "brought"
    """They were written elsewhere for the child whose part is open now."""
    FOR_PART = "for_part"
    """They were written for a part of a supervision before its reader came to it."""
    SENT = "sent"
    """They were written for something that was sent since."""
    NO_ANSWER = "no_answer"
    """The card that stands takes no words."""
    ASIDE = "aside"
    """They answered nothing where they were typed, and were set aside until the end."""
    QUESTION = "question"
    """They may be a question to the bot."""
    DUTY = "duty"
    """They were written while the duty number stood."""
    ANOTHER_CHILD = "another_child"
    """They name a child whom the card that stands is not about."""
    UNKNOWN_CHILD = "unknown_child"
    """They name a reference that is nobody's, and not the child of the card that stands."""
    AGAIN = "again"
    """They stand already in what their writer began shortly before."""
    REPLY = "reply"
    """They reply to a message that tells of something and takes no answer."""
    READ = "read"
    """They came just after their writer read a shared reflection: they may be a note on it."""


_MAY_BE_REWORDED = frozenset(
    {Why.SOON, Why.LATE, Why.NO_ANSWER, Why.ANOTHER_CHILD, Why.UNKNOWN_CHILD}
)
_OF_A_BURST = frozenset({Why.SOON, Why.LATE, Why.NO_ANSWER})
"""Why words wait that one person may have sent one after the other, in one go."""


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

    `child` is whom they may be about, where they were written `under` a card about somebody else;
    `also` are others whom they name, asked about after that, and `placed` says that they stand
    somewhere already.
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
    also: tuple[str, ...] = ()
    placed: bool = False

    def for_next_child(self) -> "KeptWords":
        """Return them as they are asked about for the next of the children whom they name."""
        return replace(self, child=self.also[0], also=self.also[1:], placed=True, amends="")

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

    def waits_behind(self, words: str) -> KeptWords | None:
        """Return these words as they wait behind the first, alone and for a place; None if not."""
        behind = (one for one in self.waiting[1:] if one.words == words and not one.amends)
        return next((one for one in behind if one.why in _MAY_BE_REWORDED), None)

    @property
    def are_of_a_burst(self) -> bool:
        """Whether several messages wait that may be one, and are about nobody else."""
        own = all(one.why in _OF_A_BURST and not one.amends for one in self.waiting)
        return len(self.waiting) > 1 and own

    def after(self, step: Step) -> "Kept":
        """Return what waits after a step that kept words or gave some their place."""
        if step.kind == StepKind.KEPT and isinstance(step.value, Mapping):
            left = tuple(one for one in self.aside if one.words != step.value["words"])
            return replace(self, waiting=self._with(step.value), aside=left)
        if step.kind == StepKind.PLACED:
            return self._placed(step.value)
        if step.kind == StepKind.UNCLEAR and isinstance(step.value, str):
            new = KeptWords(step.value, Why.ASIDE)
            is_new = is_sentence(step.value) and new not in self.aside
            return replace(self, aside=(*self.aside, new)) if is_new else self
        if step.kind == StepKind.ASKED and step.question == THE_END and self.aside:
            return Kept((*self.waiting, *self.aside))
        return self

    def _placed(self, said: Json) -> "Kept":
        if said in {LISTED, ASKED_AGAIN}:
            return replace(self, listing=said == LISTED)
        if said == TOGETHER:
            words = join_parts(tuple(one.words for one in self.waiting))
            return Kept((replace(self.first, words=words),), aside=self.aside)
        after = self.waiting[1:]
        goes_on = (self.first.for_next_child(),) if said == FOR_NEXT_CHILD else ()
        return Kept((*goes_on, *after), aside=self.aside)

    def _with(self, value: Mapping[str, Json]) -> tuple[KeptWords, ...]:
        before, also = value.get("before"), value.get("also")
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
            tuple(str(child) for child in also) if isinstance(also, list | tuple) else (),
        )
        last_before = self.waiting[-1].before if self.waiting else None
        same = new.before is not None and last_before == new.before and not value.get("alone")
        if old := value.get("instead_of"):
            return tuple(new if one.words == old else one for one in self.waiting)
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


def keeping_for_child(
    words: str, before: int, children: Sequence[str], under: str, amends: str = ""
) -> Step:
    """Return the step that keeps words which may be about other children than the card is.

    They are asked about one after the other. `amends` is the whole answer, where they are what an
    edit brought.
    """
    child, *also = children
    value: Json = {
        "words": words,
        "why": Why.ANOTHER_CHILD,
        "before": before,
        "child": child,
        "also": also,
        "under": under,
        "amends": amends,
    }
    return Step(StepKind.KEPT, value=value, sealed=True)


def keeping_for_nobody(words: str, before: int, under: str) -> Step:
    """Return the step that keeps words which name a reference that is nobody's; `under` says so."""
    value: Json = {"words": words, "why": Why.UNKNOWN_CHILD, "before": before, "under": under}
    return Step(StepKind.KEPT, value=value, sealed=True)


def keeping_fresh(words: str, why: Why) -> Step:
    """Return the step that keeps words for which something is opened: nothing was open before."""
    value: Json = {"words": words, "why": why, "fresh": True}
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
