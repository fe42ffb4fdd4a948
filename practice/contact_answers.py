"""What people answered about contacts: whose each is, which are one event, whether a case was open.

Of answers on the same question the last one holds. An answer of None says that somebody looked and
could not tell: it decides nothing, and the doubt stays.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class ContactQuestion(StrEnum):
    """What is asked about a contact: is it about that child, that event, a case that was open."""

    CHILD = "child"
    EVENT = "event"
    OPEN = "open"


class ContactAnswer(StrEnum):
    """What is answered. Taken back, a question waits again."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot say"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class IsChild:
    """A person's answer: a contact is about that child, or it is not."""

    contact_ref: str
    child_ref: str
    yes: bool | None


@dataclass(frozen=True)
class SameEvent:
    """A person's answer: two contacts are one event about one child, or they are not."""

    contact_ref: str
    other_ref: str
    yes: bool | None


@dataclass(frozen=True)
class WasOpen:
    """A person's answer: the case of a contact written down as already open was, or was not."""

    contact_ref: str
    yes: bool | None


Answer = IsChild | SameEvent | WasOpen


class Answers:
    """Answers by what they are about.

    `child` is, by contact, the child that the last yes names; `same_as` the contacts that are one
    event with another.
    """

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._last: dict[Hashable, bool | None] = {}
        for answer in answers:
            # The last answer stands last, also of two children of one contact.
            self._last.pop(_question(answer), None)
            self._last[_question(answer)] = answer.yes
        self.child: dict[str, str] = {}
        self.same_as: dict[str, list[str]] = defaultdict(list)
        for question, yes in self._last.items():
            if yes:
                self._confirm(question)

    def _confirm(self, question: Hashable) -> None:
        match question:
            case (ContactQuestion.CHILD, str(contact), str(child)):
                self.child[contact] = child
            case (ContactQuestion.EVENT, frozenset() as pair) if len(pair) > 1:
                one, other = sorted(map(str, pair))
                self.same_as[one].append(other)
                self.same_as[other].append(one)

    def is_child(self, contact_ref: str, child_ref: str) -> bool | None:
        """Return what was said of a contact and a child; None where nobody could or did say."""
        return self._last.get((ContactQuestion.CHILD, contact_ref, child_ref))

    def is_same(self, one: str, other: str) -> bool | None:
        """Return what was said of two contacts."""
        return self._last.get((ContactQuestion.EVENT, frozenset((one, other))))

    def was_open(self, contact_ref: str) -> bool | None:
        """Return what was said of a contact that was written down as already open."""
        return self._last.get((ContactQuestion.OPEN, contact_ref))

    def is_looked_at(self, question: ContactQuestion, contact_ref: str, of: str) -> bool:
        """Return whether anybody answered, be it that they could not tell."""
        return _key(question, contact_ref, of) in self._last


def _question(answer: Answer) -> Hashable:
    match answer:
        case IsChild():
            return _key(ContactQuestion.CHILD, answer.contact_ref, answer.child_ref)
        case SameEvent():
            return _key(ContactQuestion.EVENT, answer.contact_ref, answer.other_ref)
        case WasOpen():
            return _key(ContactQuestion.OPEN, answer.contact_ref, "")


def _key(question: ContactQuestion, contact_ref: str, of: str) -> Hashable:
    if question is ContactQuestion.EVENT:
        return question, frozenset((contact_ref, of))
    return (
        (question, contact_ref) if question is ContactQuestion.OPEN else (question, contact_ref, of)
    )
