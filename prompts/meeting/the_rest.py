"""Enough of the list, while children are left on it: why they were not discussed, said once."""

from prompts.conversation import Turn
from prompts.meeting.child_cards import asked_alone
from prompts.meeting.state import REST, Meeting
from prompts.meeting.turns import Talk, answered, ask, onward
from prompts.options import Option, Reason
from prompts.phrases import phrase
from prompts.spoken_words import Meaning
from prompts.steps import Json

FROM = "from"
_OF_THE_LIST = frozenset({"looked", "sign", "why", "seen", "came", "moved"})
"""The cards of the list at which "enough" is about the children that are left."""


def asked_for(talk: Talk, meaning: Meaning) -> Turn[Meeting] | None:
    """Return the turn for "enough" on the list; None where a word means something else.

    Nothing is noted of anybody by it: it asks why, and whoever is asked about alone still is.
    """
    now = talk.state
    if meaning is not Meaning.ENOUGH or now.position.partition(":")[0] not in _OF_THE_LIST:
        return None
    if not now.untold():
        return talk.turn(talk.card(asked_alone(now)))
    detail: dict[str, Json] = {FROM: now.position}
    return ask(talk, REST, detail=detail)


def tapped(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on that card: the reason stands with each, or it goes back."""
    if not isinstance(option, Reason):
        return ask(talk, str(talk.state.detail.get(FROM, "")))
    refs = [child.ref for child in talk.state.untold()]
    for ref in refs:
        talk = answered(talk, f"why:{ref}", option.key)
    return onward(talk, phrase("meeting.rest_noted", children=", ".join(refs)))
