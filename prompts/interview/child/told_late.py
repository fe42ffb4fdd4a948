"""Words that join what happened while it is asked which child that is about. Pure.

They were written before that could be read: who they name is meant as well, and a reference alone
among them says which child.
"""

from prompts.interview.child.found import Detail, candidates, from_story, proposed
from prompts.interview.child.told_first import only_names
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.kept import Place
from prompts.steps import WITH_JOINED


def asked_of(now: Interview, place: Place | None = None) -> Slot | None:
    """Return the question which child, if it stands and asks whom the words of a place mean."""
    slot = now.slot()
    if slot is None or slot.place != (now.child_question, 0):
        return None
    return slot if place is None or slot.question.proposes_from == place.key else None


def says_which(now: Interview, words: str) -> bool:
    """Say whether words only name a child, where what was told before names nobody."""
    return not (proposed(now) or candidates(now)) and only_names(words, now.children())


def meant_anew(before: Interview, now: Interview, slot: Slot) -> Detail | None:
    """Return whom a longer text means, where that is somebody else than before it."""
    meant = from_story(now, slot)
    return {**meant, WITH_JOINED: True} if meant != from_story(before, slot) else None
