"""More that is said of a child of the list who was told of already: what stands, and what goes."""

from dataclasses import replace

from practice.terms import Discussion, StepKind
from prompts.conversation import Conversation, Turn
from prompts.kept import Place
from prompts.meeting.cards import child_place, looked_words
from prompts.meeting.listed import LookedAt
from prompts.meeting.no_change import Says, said_of_change
from prompts.meeting.state import Meeting
from prompts.phrases import phrase
from prompts.steps import Json, Step
from prompts.text import quoted, shortened

_SHOWN = 200
Talk = Conversation[Meeting]


def so_far(now: Meeting, ref: str) -> str:
    """Return what stands of a child of the list; "" where nothing does."""
    looked = now.looked.get(ref)
    if looked is None:
        return ""
    text = shortened(looked.text, _SHOWN) if looked.text else None
    return phrase("meeting.so_far", became=looked_words(replace(looked, text=text)))


def with_replaced(before: Talk, turn: Turn[Meeting]) -> Turn[Meeting]:
    """Return a turn that says first which words about the child of the card went, if any."""
    ref = before.state.position.partition(":")[2]
    went = _said_of_replaced(before.state, turn.conversation.state, ref)
    if not went or not turn.cards:
        return turn
    return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(went)))


def _said_of_replaced(before: Meeting, now: Meeting, ref: str) -> str:
    was, is_now = before.looked.get(ref), now.looked.get(ref)
    if was is None or not was.text or now.told.get(ref) == was.text:
        return ""
    if is_now is not None and was.text in (is_now.text or ""):
        return ""
    return phrase("cards.replaced", answer=quoted(shortened(was.text, _SHOWN)))


def asked_if_same(ref: str, words: str, then: str = "") -> Step:
    """Return the step that asks whether words say that nothing changed for a child.

    `then` is another child of whom they say the same, who is asked about after that.
    """
    detail: dict[str, Json] = {"words": words, **({"then": then} if then else {})}
    says = said_of_change(words)
    kinds = {Says.SEVERAL: "several", Says.PASSED_OVER: "passed_over", Says.CHANGED: "changed"}
    detail |= {kinds[says]: True} if says in kinds else {}
    return Step(StepKind.ASKED, f"same:{ref}", value=detail, sealed=True)


def asks_first(words: str, looked: LookedAt | None) -> bool:
    """Say whether it must be asked what words say of change that are put with a child.

    More of a change joins it. That nothing changed does not, beside words that say what did.
    """
    says = said_of_change(words)
    if says in {Says.SEVERAL, Says.PASSED_OVER}:
        return True
    if says is Says.DOUBT:
        return looked is None or looked.became == Discussion.NOT_DISCUSSED
    is_other = looked is not None and looked.became != Discussion.NO_CHANGE
    return says is Says.NO_CHANGE and is_other


def place_with(words: str, ref: str, looked: LookedAt | None) -> Place:
    """Return the place in which words about a child of the list stand, by what they say."""
    says, is_told = said_of_change(words), looked is not None
    is_same = looked is None or looked.became == Discussion.NO_CHANGE
    if is_same and (says is Says.NO_CHANGE or (is_told and says is Says.DOUBT)):
        return child_place("unchanged", ref, "noted_child_no_change")
    is_more = looked and looked.text and looked.became == Discussion.CHANGED
    return child_place("changed", ref, "added_child" if is_more else "noted_child")
