"""How far a supervision that was sent is agreed, folded from its steps. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from practice.terms import StepKind
from prompts.another_child import Known
from prompts.changed import changed
from prompts.steps import Step

AGREED, DISAGREED, RETURNED = "agreed", "disagreed", "returned"


@dataclass(frozen=True)
class PartToRead:
    """One part of a supervision: a child's record, the looked-at list, or the personal part.

    `draft_id` is where its state is kept; `claims` are a claim's id, its indicator, its sentence;
    `about` are the children whom it is about.
    """

    draft_id: str
    title: str
    text: str
    claims: tuple[tuple[str, str, str], ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """How far a supervision that was sent is agreed, as the steps leave it.

    `decided`, `words` (what was said with a decision) and `struck` are by draft and claim id;
    `told` is what was written about a part before it was read; `known` is whom its reader may write
    about. `parts` are those of a long answer so far.
    """

    supervisor: str = ""
    day: str = ""
    to_read: tuple[PartToRead, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    parts: tuple[str, ...] = ()
    position: str = ""

    def part(self, draft_id: str) -> PartToRead | None:
        """Return the part whose state a draft keeps."""
        return next((part for part in self.to_read if part.draft_id == draft_id), None)

    def here(self) -> PartToRead | None:
        """Return the part that is read now."""
        return self.part(self.position.partition(":")[2])

    def waiting(self) -> list[PartToRead]:
        """Return the parts that were not decided yet, in order."""
        return [part for part in self.to_read if part.draft_id not in self.decided]


def _open(now: Agreement, step: Step) -> Agreement:
    if not isinstance(step.value, Mapping):
        return now
    context: Mapping[str, Any] = step.value
    parts = [
        PartToRead(
            p["draft_id"], p["title"], p["text"], tuple(map(_claim, p["claims"])), tuple(p["about"])
        )
        for p in context["parts"]
    ]
    who = {"supervisor": context["supervisor"], "day": context["day"]}
    return changed(now, **who, to_read=tuple(parts), known=Known.of(context))


def _claim(listed: list[str]) -> tuple[str, str, str]:
    claim_id, indicator, *sentence = listed
    return claim_id, indicator, sentence[0] if sentence else ""


def _decide(now: Agreement, step: Step) -> Agreement:
    given: Mapping[str, Any] = step.value if isinstance(step.value, Mapping) else {}
    draft_id = step.question or ""
    return changed(
        now,
        decided={**now.decided, draft_id: str(given.get("decided"))},
        words={**now.words, draft_id: str(given.get("text") or "")},
        parts=(),
    )


def _join(now: Agreement, step: Step) -> Agreement:
    """Keep words for a part that is still to come, or take them out."""
    given: Mapping[str, Any] = step.value if isinstance(step.value, Mapping) else {}
    draft_id = (step.question or "").partition(":")[2]
    others = {key: words for key, words in now.told.items() if key != draft_id}
    text = given.get("text")
    return changed(now, told={**others, draft_id: str(text)} if text else others)


FOLDS: dict[str, Callable[[Agreement, Step], Agreement]] = {
    StepKind.OPENED: _open,
    StepKind.ASKED: lambda now, step: changed(now, position=step.question or "", parts=()),
    StepKind.PART: lambda now, step: changed(now, parts=(*now.parts, str(step.value))),
    StepKind.ANSWERED: _decide,
    StepKind.JOINED: _join,
    StepKind.STRUCK: lambda now, step: changed(now, struck=now.struck | {str(step.value)}),
}
