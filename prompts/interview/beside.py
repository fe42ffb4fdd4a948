"""Two people, two phones: what each answers apart is set beside the other's once both have. Pure.

The practitioner's own view is an interview of the questions that are asked of each apart. Nothing
of it is known here before they showed it, and no answer before one's own is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from practice.access import BlindAnswer, may_read_blind
from prompts.conversation import Conversation
from prompts.interview.claims import confirmed_claims
from prompts.interview.given import Given, GivenClaim, Place, beside_step
from prompts.interview.path import Answer, Slot
from prompts.interview.read_texts import ReadTexts
from prompts.interview.state import OPEN, SUBMITTED, Interview
from prompts.steps import Json


@dataclass(frozen=True)
class Other:
    """The other of two people, who answers apart: whether they write now, and what they gave.

    Nothing is `given` before they showed it.
    """

    author_id: str
    is_writing: bool = False
    given: Mapping[Place, Given] = field(default_factory=dict)


def other_in(view: Interview, author_id: str) -> Other:
    """Return somebody as their own view leaves them: its words once they were shown alone."""
    if view.status != SUBMITTED:
        return Other(author_id, is_writing=view.status == OPEN and bool(view.position))
    return Other(author_id, given=given(view, author_id))


def place_told(now: Interview) -> Place | None:
    """Return the first question in words that is asked of each apart; None where there is none."""
    asked = (slot for slot in now.questions() if slot.question.apart and slot.takes_words)
    first = next(asked, None)
    return first.place if first else None


def taken_before(now: Interview) -> Other | None:
    """Return the other of two people by what they took in before a part was opened, if anything."""
    said, place = now.context.get("taken_in"), place_told(now)
    if not isinstance(said, Mapping) or place is None:
        return None
    author_id = str(said["author_id"])
    return Other(author_id, given={place: Given(said["words"], author_id)})


def given(now: Interview, author_id: str) -> Mapping[Place, Given]:
    """Return every answer that is asked of each apart, with the claims that rest on it."""
    claims = confirmed_claims(now) if now.guide.records_claims else {}
    listed = [GivenClaim(name, one.sentence, one.reader) for name, one in claims.items()]
    return {
        slot.place: _given(answer, author_id, listed)
        for slot, answer in now.answered()
        if slot.question.apart
    }


def to_see(part: Interview, view: Interview, pair: tuple[str, str]) -> Mapping[Place, Given]:
    """Return the answers of a part that the practitioner, who writes the view, may see now.

    `pair` is who writes the part and who the view.
    """
    writer_id, viewer_id = pair
    return {
        place: one
        for place, one in given(part, writer_id).items()
        if may_read_blind(
            viewer_id,
            BlindAnswer(
                writer_id=writer_id,
                other_id=viewer_id,
                is_given=has_answered(part, place),
                is_answered=view.status == SUBMITTED,
                is_let_go=part.went_on,
            ),
        )
    }


def _given(answer: Answer, author_id: str, listed: list[GivenClaim]) -> Given:
    text = answer.value if isinstance(answer.value, str) else ""
    claims = tuple(claim for claim in listed if claim.sentence in text)
    return Given(answer.value, author_id, after=answer.after, claims=claims)


def has_answered(now: Interview, place: Place) -> bool:
    """Say whether a question was answered, or left, by whom it was asked."""
    answer = now.answers.get(place)
    return answer is not None and not answer.unasked


@dataclass(frozen=True)
class Beside(ReadTexts):
    """An interview beside which the `other` of two people may answer apart."""

    other: Other | None = None

    def arrived(self, *, finished: bool = False) -> Self:
        """Return it with what may be seen now of what the other gave.

        Where it is `finished`, nothing waits any more for an answer of its own.
        """
        if self.other is None or self.author_id is None:
            return self
        new = [
            beside_step(place, replace(one, mine=self._mine(place)))
            for place, one in self.other.given.items()
            if place not in self.state.beside
            and self._may_see(self.other, finished or has_answered(self.state, place))
        ]
        return self._after(new) if new else self

    def _may_see(self, other: Other, is_answered: bool) -> bool:
        me = self.author_id or ""
        answer = BlindAnswer(
            writer_id=other.author_id, other_id=me, is_given=True, is_answered=is_answered
        )
        return may_read_blind(me, answer)

    def _mine(self, place: Place) -> Json:
        """Return the number that stands here: words stand in their own step alone."""
        answer = self.state.answers.get(place)
        is_number = answer is not None and isinstance(answer.value, int)
        return answer.value if answer is not None and is_number else None

    def waits_after(self, slot: Slot) -> bool:
        """Say whether the other still writes what was answered here: whether to wait for it."""
        writes = self.other is not None and self.other.is_writing
        return writes and slot.question.apart and not self.state.went_on


def arrived(talk: Conversation[Interview]) -> Conversation[Interview]:
    """Return an interview with what may be seen now of what the other of two people gave."""
    return talk.arrived() if isinstance(talk, Beside) else talk


def waits_after(talk: Conversation[Interview], slot: Slot) -> bool:
    """Say whether an interview waits for the other of two people, as `slot` was answered."""
    is_answered = has_answered(talk.state, slot.place)
    return isinstance(talk, Beside) and is_answered and talk.waits_after(slot)
