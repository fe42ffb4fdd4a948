"""A message that says no more than which child, where it was asked what happened. Pure.

It answers which child that is, if one, and what happened is asked then.
"""

from collections.abc import Sequence

from practice.mentions import mentioned, names_only, unknown_references
from prompts.interview.child import inputs
from prompts.interview.child.found import from_words
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.steps import Json

_BEGINS = frozenset(("a", "an", "new", "reflection", "reflect", "on", "of", "with", "please"))
_MOST_LETTERS = 120


def told_first(now: Interview, asked: Slot, words: str) -> inputs.Chosen | inputs.AskAgain | None:
    """Return what words come to that only name children, where `asked` is what to tell of them.

    None where they say more, or the children are known already.
    """
    child = now.slot_at((now.child_question, 0))
    if child is None or now.knows_children or now.guide.is_of_many:
        return None
    is_story = child.question.proposes_from == asked.key
    if not is_story or not only_names(words, now.children()):
        return None
    said = inputs.typed(now, child, words)
    if isinstance(said, inputs.Chosen | inputs.AskAgain):
        return said
    meant = from_words(words, now.children())
    if isinstance(meant.get("proposed"), str) and not meant.get("guess"):
        return inputs.Chosen(meant["proposed"])
    unknown: list[Json] = [*unknown_references(words, now.children())]
    return inputs.AskAgain({**meant, "unknown": unknown} if unknown else meant)


def may_name_child(now: Interview) -> bool:
    """Say whether a reference alone answers the question that stands: which child, or the story."""
    child, asked = now.slot_at((now.child_question, 0)), now.slot()
    if child is None or asked is None or now.guide.is_of_many:
        return False
    is_story = not now.knows_children and child.question.proposes_from == asked.key
    return is_story or child.place == asked.place


def names_itself(now: Interview, words: str) -> bool:
    """Say whether words name nobody but the children whom this is about, and say nothing else."""
    named = mentioned(words, now.children()) if only_names(words, now.children()) else []
    return bool(named) and {*named} <= {*now.about()}


def left_to_tell(now: Interview, after: Slot) -> Slot | None:
    """Return the question what happened, where which child it is about was told before that."""
    asked = now.slot_at((after.question.proposes_from or "", 0))
    is_open = asked is not None and asked in now.open_slots()
    return asked if is_open and after.place == (now.child_question, 0) else None


def answered_with(now: Interview, slot: Slot) -> list[Slot]:
    """Return the questions answered as `slot` is: the child too who was told before the story."""
    child = now.slot_at((now.child_question, 0))
    is_told = child is not None and child.place in now.answers
    first = is_told and child is not None and child.question.proposes_from == slot.key
    return [slot, child] if first and child else [slot]


def is_told(now: Interview) -> bool:
    """Say whether anything is answered but which child it is about, and what is carried here."""
    child = (now.child_question, 0)
    return any(place != child and not a.family for place, a in now.answers.items())


def only_names(words: str, refs: Sequence[str]) -> bool:
    """Say whether a message only names children: "new reflection on 0417"."""
    return len(words) <= _MOST_LETTERS and names_only(words, refs, _BEGINS)
