"""The words that rules, questions and tables share: each stands once, with the value stored."""

from enum import StrEnum


class RecordKind(StrEnum):
    """What a record is: a part of a supervision, or what one person wrote outside one."""

    IN_DEPTH = "in depth"
    LOOKED_AT = "looked at"
    PERSONAL = "personal"
    REFLECTION = "reflection"
    DECISION = "decision"
    PREPARATION = "preparation"
    HANDOVER = "handover"
    AUDIT = "audit"
    GROUP = "group"
    IMPORTED = "imported"


WRITTEN_ALONE = frozenset(
    {
        RecordKind.REFLECTION,
        RecordKind.DECISION,
        RecordKind.PREPARATION,
        RecordKind.HANDOVER,
        RecordKind.AUDIT,
        RecordKind.GROUP,
        RecordKind.IMPORTED,
    }
)
"""The kinds that one person writes outside a meeting: each is locked as it is sent.

A note that was imported is as one: it belongs to no meeting here, and nobody agrees it again.
"""


class Discussion(StrEnum):
    """What became of a child on the agenda of a meeting."""

    IN_DEPTH = "in depth"
    NO_CHANGE = "no change"
    CHANGED = "something changed"
    NOT_DISCUSSED = "not discussed"


class MissedBecause(StrEnum):
    """Why a supervision that was due was not held, as its supervisor says."""

    PRACTITIONER_AWAY = "practitioner away"
    SUPERVISOR_AWAY = "supervisor away"
    PUT_OFF = "put off"
    URGENT = "something urgent came first"
    NOT_WRITTEN = "held, not yet written"
    OTHER = "another reason"


class ActionStatus(StrEnum):
    """What became of an action, as answered in a later record."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not done"
    NO_LONGER_NEEDED = "no longer needed"


SETTLED = (ActionStatus.DONE, ActionStatus.NO_LONGER_NEEDED)
"""The answers after which nobody asks about an action again."""


class ActionEffect(StrEnum):
    """What an action that was done did for the child, as its people saw it."""

    AS_HOPED = "as hoped"
    A_LITTLE = "a little"
    NO_DIFFERENCE = "no difference"
    WORSE = "made it worse"


def done_with(effect: ActionEffect) -> str:
    """Return the answer of a guide that says both: that an action is done, and what it did."""
    return f"{ActionStatus.DONE}: {effect}"


class ActionNext(StrEnum):
    """What is to become of an action that was not done."""

    KEEP = "keep"
    CHANGE = "change"
    GIVE_UP = "give up"
    RAISE = "raise"


NOT_KEPT = (ActionNext.CHANGE, ActionNext.GIVE_UP)
"""What ends an action though nobody did it: another takes its place, or none."""


class Likelihood(StrEnum):
    """How likely people thought it that an action changes what it should."""

    VERY_LIKELY = "very likely"
    LIKELY = "likely"
    EVEN = "even"
    UNLIKELY = "unlikely"


class SaysChange(StrEnum):
    """Whether an outcome says what changes for the child, as its writer marked it when asked."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked"


class RestsOn(StrEnum):
    """What a rating rests on: what was seen, what the child said, or what others told."""

    SEEN = "seen"
    HEARD = "heard from the child"
    TOLD = "told by others"


class Seen(StrEnum):
    """How a child was seen since the record before, as it was told."""

    ALONE = "seen alone"
    SEEN = "seen"
    NOT_SEEN = "not seen"


class SignAnswer(StrEnum):
    """What came of a contingency whose day has passed: whether its sign came, and we acted."""

    ACTED = "acted"
    NOT_ACTED = "not acted"
    NOT_COME = "not come"
    MOVED = "moved"


class ChildStatus(StrEnum):
    """How a child's case stands with the council."""

    ASSESSMENT = "assessment"
    CIN = "CIN"
    CP = "CP"
    CLA = "CLA"
    CARE_LEAVER = "care leaver"
    CLOSED = "closed"


class Communication(StrEnum):
    """How a child tells what they want to tell."""

    SPEAKS = "speaks"
    SIGNS = "signs"
    DEVICE = "device"
    DOES_NOT_SPEAK = "does not speak"


class InvolvementPart(StrEnum):
    """Which part a worker has with a child."""

    LEAD = "lead"
    CO_WORKER = "co-worker"


class ClosedBecause(StrEnum):
    """Why a part of a supervision was closed that one of its two people left unsigned."""

    LEFT = "left before agreeing"
    DISCUSSED = "discussed again since"
    MISTAKE = "sent by mistake"


class Employment(StrEnum):
    """How a person is employed."""

    PERMANENT = "permanent"
    AGENCY = "agency"


class ContactOutcome(StrEnum):
    """What became of a contact at the front door."""

    NO_FURTHER_ACTION = "no further action"
    ADVICE = "information and advice"
    REFERRAL = "referral"
    ALREADY_OPEN = "already open"
    OTHER = "other"


class ThresholdMet(StrEnum):
    """Whether a contact met the threshold for a service."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class PlanKind(StrEnum):
    """What a child's plan is: for a child in need, under child protection, or looked after."""

    CIN = "CIN"
    CP = "CP"
    CLA = "CLA"


class NoteKind(StrEnum):
    """What a note of a supervision held before is about."""

    CASE = "case"
    PERSONAL = "personal"
    GROUP = "group"


class DraftKind(StrEnum):
    """What a conversation is: a guide being answered, a meeting, a record being read.

    A view is what the practitioner makes of a child, written beside a part of a meeting.
    """

    GUIDE = "guide"
    MEETING = "meeting"
    AGREEMENT = "reading"
    VIEW = "view"


class StepKind(StrEnum):
    """What a step says happened in a conversation."""

    OPENED = "opened"
    ASKED = "asked"
    ANSWERED = "answered"
    PART = "part"
    SKIPPED = "skipped"
    UNCLEAR = "unclear"
    KEPT = "kept"
    PLACED = "placed"
    JOINED = "joined"
    HEARD = "heard"
    REOPENED = "reopened"
    ENOUGH = "enough"
    LEFT = "left"
    DISCARDED = "discarded"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    STRUCK = "struck"
    POINTED = "pointed"
    COMPARED = "compared"
    SAID_AGAIN = "said again"
    PROPOSED = "proposed"
    READ = "read"
    BESIDE = "beside"
    WENT_ON = "went on"
    FAMILY = "family"


SHOWS_CARD = (StepKind.ASKED, StepKind.KEPT, StepKind.PLACED, StepKind.PROPOSED)
"""The steps with which a card is shown that was not there before."""
ADDED_BY_ITSELF = (
    *(StepKind.READ, StepKind.PROPOSED, StepKind.COMPARED),
    *(StepKind.BESIDE, StepKind.FAMILY),
)
"""The steps that no input makes: they follow from what was written."""
RECORD_STATES = (StepKind.SUBMITTED, StepKind.RETURNED, StepKind.AGREED)
"""The steps that say where a record stands: the last of them is its state."""
SENT_STATES = (StepKind.SUBMITTED, StepKind.AGREED)
"""The states of a record that was sent and did not come back."""
