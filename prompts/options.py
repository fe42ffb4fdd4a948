"""What a tap stands for. Options are values here; a button carries them as short texts."""

from dataclasses import dataclass
from enum import StrEnum


class Named(StrEnum):
    """Options that are their name alone, the same wherever they are offered."""

    TONIGHT = "tonight"
    LATER = "later"
    BACK = "back"
    DONE = "done"
    # Words that wait for a place
    ADD_BEFORE = "add_before"
    ANSWER_HERE = "answer_here"
    ANOTHER_PLACE = "another_place"
    TOGETHER = "together"
    BOTH = "both"
    NEW_REFLECTION = "new_reflection"
    NOTE_BACK = "note_back"
    A_STORY = "a_story"
    A_QUESTION = "a_question"
    LEAVE_OUT = "leave_out"
    MOVE_HERE = "move_here"
    ELSEWHERE = "elsewhere"
    # A word for the bot that asked to stop
    DISCARD = "discard"
    GO_ON = "go_on"
    # A question
    SKIP = "skip"
    WHY_ASKED = "why_asked"
    NO_OTHER = "no_other"
    KEEP = "keep"
    PARTS = "parts"
    GO_BACK = "go_back"
    ENOUGH = "enough"
    YES = "yes"
    OTHER_CHILD = "other_child"
    NO_CHILD = "no_child"
    NOT_A_REFLECTION = "not_a_reflection"
    # The check card, and the cards behind it
    SHARE = "share"
    KEEP_PRIVATE = "keep_private"
    FINISHED = "finished"
    DROP = "drop"
    SEND_AGAIN = "send_again"
    CHECK = "check"
    SEE_ALL = "see_all"
    CHANGE = "change"
    THERE = "there"
    FURTHER = "further"
    MISSING = "missing"
    # Two people who answer apart
    LOOK = "look"
    GO_ON_WITHOUT = "go_on_without"
    SHOW = "show"
    # A supervision
    START = "start"
    CHOOSE = "choose"
    ALL = "all"
    NO_CHANGE = "no_change"
    NO_CHANGE_ALL = "no_change_all"
    SEEN_ALONE = "seen_alone"
    SEEN = "seen"
    NOT_SEEN = "not_seen"
    CHANGED = "changed"
    NOT_DISCUSSED = "not_discussed"
    DEPTH = "depth"
    PERSONAL_TODAY = "personal_today"
    PERSONAL_NOT_TODAY = "personal_not_today"
    PERSONAL = "personal"
    MINUTES = "minutes"
    NEXT = "next"
    HELD = "held"
    SEND = "send"
    # Reading a supervision
    AGREE = "agree"
    GIVE_BACK = "give_back"
    DISAGREE = "disagree"


@dataclass(frozen=True)
class Numbered:
    """One of the things listed on a card."""

    number: int


class MyAnswer(Numbered):
    """The word for the bot that the step of that number kept: it is the answer."""


class PutIn(Numbered):
    """One of the places that words can go to, from 1."""


class Choice(Numbered):
    """One of the answers that a question offers, from 0."""


class ChildrenOf(Numbered):
    """Whose children are listed, from 0: one's own, or those of somebody one supervises."""


class ChildPage(Numbered):
    """A page of the children listed, from 0."""


class AlsoAbout(Numbered):
    """A sibling of the child whom a reflection is about as well, from 0."""


class Meant(Numbered):
    """A child who is near a reference that nobody is known by, from 0."""


class ChangeLine(Numbered):
    """A line of the check card to change, from 1."""


class AddEntry(Numbered):
    """A group to add another entry to, from 1."""


class ToPart(Numbered):
    """A part of the guide to go to, from 1."""


class ToggleDepth(Numbered):
    """A child of the agenda to take in or out of depth, from 1."""


class ChangeChild(Numbered):
    """A child of the agenda whose part is to be changed, from 1."""


class SayAgain(Numbered):
    """Copied words of which the writer says that they are so again today, from 1."""


class Minutes(Numbered):
    """How long the supervision was."""


class Weeks(Numbered):
    """In how many weeks the two meet next."""


class Reading(Numbered):
    """One of the ways in which what was typed may be read, from 0."""


class StrikeClaim(Numbered):
    """A claim of the part that is read, to be struck, from 0."""


class PointLine(Numbered):
    """A line that shows what was not found, from 1."""


class PointWords(Numbered):
    """The words of a line that show what was not found, by their sentence, from 1."""


@dataclass(frozen=True)
class Keyed:
    """One of the things that have a key."""

    key: str


class TakeOut(Keyed):
    """A claim that the record does not show after all (or does, once out), by its indicator."""


class ShowsIt(Keyed):
    """A sentence that perhaps shows an indicator, and does, its writer says."""


class PointAt(Keyed):
    """What the writer says is there though it was not found, by its indicator."""


class DaySaid(Keyed):
    """A day in words that count from when they are tapped, such as "2 weeks"."""


class Sign(Keyed):
    """What came of a plan whose day had passed, by its SignAnswer."""


class Came(Keyed):
    """What came of an action whose day has passed, by its ActionStatus."""


class Reason(Keyed):
    """Why a child was not discussed."""


Option = Named | Numbered | Keyed

_NUMBERED: dict[str, type[Numbered]] = {
    "ma": MyAnswer,
    "v": Choice,
    "p": PutIn,
    "of": ChildrenOf,
    "pg": ChildPage,
    "a": AlsoAbout,
    "k": Meant,
    "c": ChangeLine,
    "m": AddEntry,
    "j": ToPart,
    "d": ToggleDepth,
    "e": ChangeChild,
    "y": SayAgain,
    "min": Minutes,
    "wk": Weeks,
    "r": Reading,
    "s": StrikeClaim,
    "l": PointLine,
    "q": PointWords,
}
_KEYED: dict[str, type[Keyed]] = {
    "n": TakeOut,
    "h": ShowsIt,
    "i": PointAt,
    "w": Reason,
    "day": DaySaid,
    "g": Sign,
    "o": Came,
}
_PREFIXES = {kind: prefix for prefix, kind in {**_NUMBERED, **_KEYED}.items()}


def encode(option: Option) -> str:
    """Return the short text (ASCII, at most 26 bytes) that a button carries for `option`."""
    if isinstance(option, Named):
        return option.value
    argument = option.number if isinstance(option, Numbered) else option.key
    return f"{_PREFIXES[type(option)]}:{argument}"


def decode(text: str) -> Option | None:
    """Return the option that `text` carries; None where it carries none."""
    prefix, colon, argument = text.partition(":")
    if not colon:
        return next((name for name in Named if name == text), None)
    if prefix in _KEYED:
        return _KEYED[prefix](argument)
    is_number = argument.isascii() and argument.isdecimal()
    return _NUMBERED[prefix](int(argument)) if prefix in _NUMBERED and is_number else None
