"""What is to be done because of a turn, besides storing its steps and showing its cards.

The engines are pure: they name an effect, and the bot carries it out.
"""

from dataclasses import dataclass

from practice.access import Visibility


@dataclass(frozen=True)
class Effect:
    """Something to carry out."""


class ShowDutyNumber(Effect):
    """Show whom to ring now; the draft stays as it is."""


class DraftLeft(Effect):
    """Say that the draft is saved for later."""


class DraftDiscarded(Effect):
    """Say that the draft is thrown away."""


class QuestionAsked(Effect):
    """Say where to look: what began the draft was a question to the bot, and it is thrown away."""


@dataclass(frozen=True)
class ReflectionBegun(Effect):
    """Save the draft for later and begin a reflection with these words, about a child if named."""

    words: str
    child: str = ""


@dataclass(frozen=True)
class NoteBack(Effect):
    """Keep words as a note on a reflection that was shared, and tell the other person."""

    words: str
    record_id: str


@dataclass(frozen=True)
class WordsOfChild(Effect):
    """Put words, written in one part of a supervision, where they belong: with another child."""

    child: str
    words: str


@dataclass(frozen=True)
class ReflectionSent(Effect):
    """Store a reflection as shared with the supervisor, or kept to oneself."""

    visibility: Visibility


class RecordSent(Effect):
    """Store a record that one person wrote outside a meeting."""


class ViewShown(Effect):
    """Tell who holds the meeting that the practitioner has shown their own view."""


class WentOn(Effect):
    """Tell the practitioner that nobody waits for their own view, and that they may look."""


class PartFinished(Effect):
    """Go on with the supervision after one of its parts."""


class PartDropped(Effect):
    """Go on with the supervision without this part."""


class RecordSentAgain(Effect):
    """Store the new sending of a returned record."""


@dataclass(frozen=True)
class OpenPart(Effect):
    """Open the part of a supervision of that key: a child's reference, or PERSONAL."""

    part: str


class SupervisionSent(Effect):
    """Store the supervision, its records and what they agree."""


@dataclass(frozen=True)
class PartDecided(Effect):
    """Store what the practitioner decided about a part, with their words if they gave any."""

    draft_id: str
    decided: str
    text: str | None = None


@dataclass(frozen=True)
class ClaimStruck(Effect):
    """Strike a claim."""

    claim_id: str


class PartsRead(Effect):
    """Tell the supervisor what came of the reading."""
