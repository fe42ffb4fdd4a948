"""Where only somebody can stand: "sat with hope", "told grace", "does art want". Pure.

For words that are names too, in small letters or at the beginning of a sentence. What tells a
person is what stands around them: whom one tells, collects or is worried about is somebody.
"""

from collections.abc import Callable
from functools import cache

from practice.privacy.everyday import words
from practice.privacy.prose import Prose

_CLAUSE = frozenset(
    {"", "and", "but", "when", "so", "because", "cos", "that", "then", "if", "both"}
)
_THEIRS = frozenset({"her", "his", "their", "my"})
_ITS_PLACE = frozenset({"in", "at", "with", "on"})
_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "you", "it", "mum", "dad", "nan"})
_MODALS = frozenset({"will", "may"})
_FAR = 3
_ALSO_LEADS = frozenset({"at", "in", "of", "gave", "give"})
"""What makes a thing of most words behind it, and is asked about here one by one."""
_ASKS = frozenset({"is", "was", "are"})


def stands_among_people(prose: Prose, at: int) -> bool:
    """Say whether the word at a place, which could be a name, stands where only a person does."""
    low, before, after = prose.low(at), prose.before(at), prose.after(at)
    if _is_said_of(prose, at):
        return True
    if before in _makes_a_thing() or after in words("compounds") or after == "of":
        return False
    if low in _MODALS and after in _SUBJECTS:
        return False
    return any(tells(prose, at) for tells in _TELL)


def are_both_people(prose: Prose, at: int) -> bool:
    """Say whether two words with "and" between, which could both be names, do or are something."""
    follows = prose.after(at + 2)
    return prose.after(at) == "and" and follows in any_of("of_two", "says")


def is_theirs(prose: Prose, at: int) -> bool:
    """Say whether a word with an s, which nobody wrote an apostrophe into, owns what comes next."""
    return prose.after(at) in words("of_kin") and prose.before(at) not in _not_before_theirs()


def _is_told(prose: Prose, at: int) -> bool:
    """Say whether something is done to the word that is done to people alone: "told hope"."""
    before, after = prose.before(at), prose.after(at)
    is_thing = prose.low(at) in words("abstract")
    if before in words("done_to_people"):
        return not (is_thing and after == "and")
    return before == "up" and prose.before(at - 1) in words("picks")


def _is_moved(prose: Prose, at: int) -> bool:
    """Say whether it is taken, brought or left somewhere: "took mark to the dentist"."""
    before, low = prose.before(at), prose.low(at)
    if before not in words("moves"):
        return False
    after = prose.after(at)
    if before == "see" and prose.before(at - 1) == "to" and after in words("met_there"):
        return True
    if low in _things():
        return before not in words("sees") and after in words("moved_to")
    return not after or after in any_of("moved_to", "and_where")


def _is_given(prose: Prose, at: int) -> bool:
    """Say whether it is given something: "gave will the worry book"."""
    return prose.low(at - 1) in words("gives") and prose.after(at) in words("of_a_gift")


def _is_said_of(prose: Prose, at: int) -> bool:
    """Say whether it is who something is said of: "told dad that mark must be in bed by eight"."""
    if prose.before(at) != "that" or prose.low(at - 2) not in words("before_that"):
        return False
    after = prose.after(at)
    is_thing = prose.low(at) in words("abstract") and after in words("things_do")
    return after in any_of("says", "is", "people_do") and not is_thing


def _is_met(prose: Prose, at: int) -> bool:
    """Say whether a word that brings people together stands before: "an hour with hope"."""
    link = prose.before(at)
    near = {prose.low(n) for n in range(max(at - 1 - _FAR, 0), at - 1)}
    last = prose.before(at - 1)
    if link == "with":
        return bool(near & words("together"))
    if link == "at":
        return last in words("at_people")
    if link == "to":
        return last in words("to_people")
    if link == "about":
        return bool(near & words("worries")) or prose.low(at) in words("never_things")
    return link == "of" and last in words("of_people")


def _is_for(prose: Prose, at: int) -> bool:
    """Say whether it is somebody whom something is for: "the plan for mark"."""
    if prose.before(at) != "for":
        return False
    if prose.low(at) in words("months"):
        return prose.before(at - 1) == "well"
    return prose.low(at) in words("never_things") or prose.before(at - 1) in words("for_people")


def _has_kin(prose: Prose, at: int) -> bool:
    """Say whether somebody of theirs stands beside: "mark and his mum"."""
    is_theirs_next = prose.after(at) == "and" and prose.low(at + 2) in _THEIRS
    return is_theirs_next and prose.low(at + 3) in any_of("of_kin", "kin")


def _is_asked_of(prose: Prose, at: int) -> bool:
    """Say whether a question is about them: "is hope safe", "how is art", "does art want"."""
    before, after = prose.before(at), prose.after(at)
    first = prose.before(at - 1)
    if before in {"does", "did"} or (before in {"can", "could"} and first in {"", "how", "what"}):
        return after in words("deeds")
    if before in {"hows", "wheres", "how's", "where's"} or (
        before in _ASKS and first in {"how", "where"}
    ):
        return True
    return before in _ASKS and first in {"", "and", "but"} and after in any_of("states")


def _acts(prose: Prose, at: int) -> bool:
    """Say whether it does what people alone do, behind a word that begins or a time."""
    before, after, low = prose.before(at), prose.after(at), prose.low(at)
    is_free = before in _free()
    if after in words("people_do"):
        is_done_by = before not in _does_it_itself() and before != "to"
        return is_done_by and before not in words("articles")
    impersonal = low in words("abstract") and after in words("things_do")
    return is_free and after in words("says") and not impersonal


def _is_somewhere(prose: Prose, at: int) -> bool:
    """Say whether it is how and where people are: "hope was in her pyjamas", "art seen alone"."""
    before, after = prose.before(at), prose.after(at)
    if before not in _free():
        return False
    if after in {"seen", "unseen"} or (after == "not" and prose.low(at + 2) in {"seen", "in"}):
        return True
    if after not in words("is"):
        return False
    there, whose = prose.low(at + 2), prose.low(at + 3)
    return (there in _ITS_PLACE and whose in _THEIRS) or there in words("young")


_TELL: tuple[Callable[[Prose, int], bool], ...] = (
    *(_is_told, _is_moved, _is_given, _is_met, _is_for),
    *(_has_kin, _is_asked_of, _acts, _is_somewhere),
)


@cache
def any_of(*names: str) -> frozenset[str]:
    """Return what stands in any of these lists of words.toml."""
    return frozenset().union(*(words(name) for name in names))


@cache
def _makes_a_thing() -> frozenset[str]:
    return words("articles") - _ALSO_LEADS


@cache
def _not_before_theirs() -> frozenset[str]:
    return words("articles") - {"its"}


@cache
def _things() -> frozenset[str]:
    return words("abstract") | (words("verbs") - words("never_things"))


@cache
def _free() -> frozenset[str]:
    return _CLAUSE | any_of("times", "beginnings")


@cache
def _does_it_itself() -> frozenset[str]:
    return words("pronouns") - {"and", "when", "that"}
