"""Inputs to the question which child: a reference typed or tapped, or words of the story. Pure."""

import re
from dataclasses import dataclass

from practice.matching import Found, find
from practice.mentions import names_only, unknown_references
from prompts.interview.child.found import (
    Detail,
    from_words,
    listed,
    meant_perhaps,
    proposed,
    shown_caseload,
    slipped,
    unknown_named,
)
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.only_a_value import is_only_a_value
from prompts.options import ChildPage, ChildrenOf, Choice, Meant, Named, Option
from prompts.readings import UnclearError
from prompts.spoken_words import says_all, says_none
from prompts.steps import Json

_REF_WORDS = 3
_BEFORE_A_REF = re.compile(
    r"(?:(?:yes|yeah|yep|yup|ok|okay|no|nope|nah|sorry|its|it's|it\u2019s|it is|this is|that's"
    r"|thats|about|for|child|not that one)\b[\s,.:;!-]*)+(?=\S*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Chosen:
    """The answer: a child's reference, or a list of them."""

    value: Json


@dataclass(frozen=True)
class AskAgain:
    """The question is asked again with this detail."""

    detail: Detail


@dataclass(frozen=True)
class Joined:
    """The words belong to the answer of that key, as it reads with them."""

    key: str
    text: str


def typed(now: Interview, slot: Slot, words: str) -> Chosen | AskAgain | Joined | None:
    """Return what was typed comes to; None where it says nothing of use.

    One reference that fits is the answer, "yes 417" and "no, it is 0482" too. Whatever fits less,
    or several, is asked about, and other words join the story. "both" and "neither" are of those
    whom the card proposes.
    """
    if (of_those := _of_those_proposed(now, slot, words)) is not None:
        return of_those
    refs = now.children()
    match = find(_BEFORE_A_REF.sub("", words, count=1), refs)
    if match.exact is None:
        match = find(words, refs)
    if match.exact:
        beside: list[Json] = [ref for ref in _beside(now, slot) if ref != match.exact]
        return AskAgain({"proposed": [*beside, match.exact]}) if beside else Chosen(match.exact)
    is_ref = len(words.split()) <= _REF_WORDS and any(letter.isdigit() for letter in words)
    meant: Detail = {}
    if match.found is Found.AMBIGUOUS:
        meant = {"candidates": list(match.candidates)}
    elif is_ref or names_only(words, refs):
        meant = from_words(words, refs) or slipped(match.candidates)
    if meant:
        unknown: list[Json] = [*unknown_references(words, refs)]
        return AskAgain({**meant, "unknown": unknown} if unknown else meant)
    key, tells = slot.question.joins, bool(words) and not (is_ref or is_only_a_value(words))
    return Joined(key, _with_earlier(now, key, words)) if key and tells else None


def reread(now: Interview, words: str) -> tuple[Json, str]:
    """Return the one child whom new words of the answer name, as the value and as it is read back.

    Raises UnclearError where they name nobody exactly.
    """
    exact = find(_BEFORE_A_REF.sub("", words, count=1), now.children()).exact
    if exact is None:
        raise UnclearError(words)
    return exact, exact


def _of_those_proposed(now: Interview, slot: Slot, words: str) -> Chosen | AskAgain | None:
    if len(proposed(now)) > 1 and says_all(words):
        return tapped(now, slot, Named.YES)
    return tapped(now, slot, Named.OTHER_CHILD) if proposed(now) and says_none(words) else None


def _beside(now: Interview, slot: Slot) -> list[str]:
    """Return the children that stand beside one who is typed in the place of nobody's reference.

    A child whom the card only guesses at is none of them: what was typed says whom it meant.
    """
    is_settled = now.editing or bool(now.detail.get("guess"))
    return proposed(now) if unknown_named(now, slot) and not is_settled else []


def _with_earlier(now: Interview, key: str, words: str) -> str:
    earlier = now.answers.get((key, 0))
    return f"{earlier.value}\n{words}" if earlier and not earlier.skipped else words


def tapped(now: Interview, slot: Slot, option: Option) -> Chosen | AskAgain | None:
    """Return what a tap comes to; None where it is not about which child."""
    if option is Named.YES and (named := proposed(now)):
        return Chosen(named[0] if len(named) == 1 else list(named))
    if isinstance(option, Choice) and option.number < len(listed(now)):
        return Chosen(listed(now)[option.number])
    if isinstance(option, Meant):
        meant = meant_perhaps(now, slot)[option.number]
        return AskAgain({"proposed": [*proposed(now), meant]})
    if isinstance(option, ChildrenOf):
        return AskAgain({"list": option.number})
    if isinstance(option, ChildPage) and shown_caseload(now):
        return AskAgain({"list": now.detail.get("list"), "page": option.number})
    return AskAgain({}) if option is Named.OTHER_CHILD else None
