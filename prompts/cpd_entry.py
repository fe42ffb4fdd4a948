"""An entry for continuing professional development, in plain text, from one's own reflections.

It says neither a child's reference nor a name (practice.redaction); nothing of it is kept.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from practice.redaction import without_names, without_references
from prompts.interview.check_cards import answer_name
from prompts.interview.state import Interview
from prompts.kinds import named_together
from prompts.phrases import phrase
from prompts.question import Kind


@dataclass(frozen=True)
class Hidden:
    """Whom an entry must not name: children by reference, and everybody by name."""

    refs: Sequence[str]
    names: Collection[str]

    def taken_out_of(self, text: str) -> str:
        """Return a text without them."""
        bare = without_references(text, self.refs, phrase("journal.child"))
        return without_names(bare, self.names, phrase("journal.name"))


@dataclass(frozen=True)
class Written:
    """A reflection that was chosen, and the day it is about."""

    held_on: date
    told: Interview


def entry(written: Sequence[Written], hidden: Hidden) -> str:
    """Return the entry that these reflections make, the earliest first."""
    in_order = sorted(written, key=lambda one: one.held_on)
    parts = [phrase("journal.entry.title"), _did(in_order)]
    for number, one in enumerate(in_order, start=1):
        heading = phrase("journal.entry.each", number=number, count=len(in_order))
        parts.append("\n".join([heading, *_answers(one.told, hidden)]))
    own = (phrase("journal.entry.learned"), phrase("journal.entry.learned_here"))
    return "\n\n".join([*parts, "\n".join(own)])


def _did(written: Sequence[Written]) -> str:
    months = named_together(list(dict.fromkeys(f"{one.held_on:%B %Y}" for one in written)))
    said = phrase("journal.entry.wrote_one", months=months)
    if len(written) > 1:
        said = phrase("journal.entry.wrote", count=len(written), months=months)
    return "\n".join([phrase("journal.entry.did"), said])


def _answers(told: Interview, hidden: Hidden) -> list[str]:
    """Return what was written in free words, each beneath its name; which child, is not told."""
    texts = [
        (answer_name(told, slot), answer.value)
        for slot, answer in told.answered()
        if slot.question.kind is Kind.TEXT and isinstance(answer.value, str)
    ]
    return [f"{name}: {hidden.taken_out_of(text)}" for name, text in texts]


def with_peer_reflection(text: str, told: Mapping[str, str], hidden: Hidden) -> str:
    """Return an entry with a peer reflection beneath it.

    `told` holds "who" it was with, what they "said", and what "changes"; of nothing told, as it is.
    """
    keys = [key for key in ("who", "said", "changes") if told.get(key)]
    lines = [phrase(f"journal.peer.{key}", words=hidden.taken_out_of(told[key])) for key in keys]
    return "\n".join([text, "", phrase("journal.peer.title"), *lines]) if lines else text
