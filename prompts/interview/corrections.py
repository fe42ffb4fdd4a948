"""Plain corrections: a message that wishes to change a line, the child, or who can read it.

A phrase grammar over the whole message. What is plain opens the line, or asks about the child; what
may be meant so is asked about. None of it is an answer, and none of it waits for a place.
"""

import re

from practice.matching import find
from practice.mentions import mentioned, names_only
from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.heard import hearing
from prompts.interview import check_cards as cards
from prompts.interview.child.told_first import names_itself
from prompts.interview.path import Slot
from prompts.interview.state import CHANGE, CHECK, Interview
from prompts.interview.turns import Talk, ask, standing
from prompts.options import Named
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.spoken_words import Meaning, bare, with_supervisor
from prompts.steps import Json, Step
from prompts.text import listed_number

_OH = r"(?:(?:no|yes|wait|sorry|oh|ah|um|er|actually|hang on|hold on|ok|please|and) )*"
_CHANGE = (
    r"(?:(?:can|could|would) (?:i|you|we) |i (?:want|need|would like) to |id like to |lets )?"
    r"(?:change|edit|fix|correct|amend|redo|alter|update|go to|open)"
)
_LINE = r"(?:the )?(?:line|number|no|answer|question)"
_IS = r"(?:(?:is|its|it is|was|are|thats) )?"
_WRONG = (
    rf"(?:{_IS}(?:all |just |a bit |completely )?"
    r"(?:wrong|incorrect|a mistake|not what i (?:said|meant|wrote)"
    r"|should (?:be|say|read)|needs (?:changing|fixing|to change))"
    rf"|{_IS}(?:not|isnt|wasnt|arent) (?:all |quite |completely )?(?:right|true|correct))"
)
_NUMBERED = (
    re.compile(rf"{_OH}{_CHANGE} (?:{_LINE} )?(\d+)(?: .*)?"),
    re.compile(rf"{_OH}{_LINE} (\d+)(?: {_WRONG}(?: .*)?)?"),
    re.compile(rf"{_OH}(\d+) {_WRONG}(?: .*)?"),
)
_NAMED = re.compile(rf"{_OH}{_CHANGE} (?:the |my )?(.+?)(?: (?:line|answer|bit|part|please))*")
_NAMED_WRONG = re.compile(
    rf"{_OH}(?:the |my )?(.+?)(?: (?:line|answer|bit|part))? {_WRONG}(?: .*)?"
)
_REF = r"(?:(?:child|case) )?((?:[a-z]+ )?\d{3,})"
_IT_IS = (
    r"(?:(?:wrong child|its|it is|that is|thats|this is|it was|that was|it|that|this|should be"
    r"|should say|should have been|i meant|i mean|meant|only|just|about|for|make it|change it to"
    r"|change to) )"
)
_CHILD = (
    re.compile(rf"{_OH}{_IT_IS}*{_REF} (?:and )?(?:not|instead of|rather than) (?:about )?{_REF}"),
    re.compile(rf"{_OH}{_IT_IS}+{_REF}(?: (?:sorry|please|instead))?"),
)
_NOT_BUT = re.compile(rf"{_OH}{_IT_IS}*not (?:about )?{_REF} (?:but )?{_IT_IS}*{_REF}")
_WRONG_CHILD = re.compile(
    rf"{_OH}(?:(?:that|this|it|i)(?:s|m| was| is| had)? )?(?:the )?wrong "
    rf"(?:child|one|kid|case|ref|reference|number)(?: {_OH}(?:{_IT_IS}*{_REF})?)?(?: ?sorry)?"
)
_MEANT = re.compile(rf"{_OH}i (?:meant|mean|should have (?:said|put|written)) {_REF}(?: sorry)?")
_MAY_CHANGE = re.compile(
    rf"{_OH}(?:that|thats|this|its|it|the|some|one|i|can|could|there|theres|you|ive|my|not)\b.*"
    r"\b(?:wrong|incorrect|mistake|mistakes|typo|(?<!no )change|correct|edit|fix|amend)\b.*"
)
_MAY_SHARE = re.compile(
    rf"{_OH}(?:(?:can|could|will) (?:i|you|we) |i (?:want|would like) to |lets )?"
    r"(?:share|send|submit|give|show|forward)"
    r" (?:it|this|that|everything|all|to|with|supervisor|him|her)\b.*"
)
_MOST_WORDS = 10
_ONLY = {"only", "just"}
LONGEST = 300
"""No correction has more letters."""
_MOST_OF_A_NUMBER = 3


def corrected(talk: Talk, words: str) -> Turn[Interview] | None:
    """Return the turn for a message that corrects, or may; None where it says something else."""
    now, slot = talk.state, talk.state.slot()
    if slot is not None and slot.question.kind is Kind.CHILD and not talk.kept.waiting:
        return _at_the_child(talk, slot, words)
    line, child = line_meant(now, words), child_meant(now, words)
    if talk.kept.waiting:
        is_number = listed_number(bare(words), len(cards.check_lines(now))) is not None
        waits = line is not None or child is not None or is_number
        return _heard(talk, words, "kept.first") if waits else None
    if child is not None:
        return _ask_child(talk, words, child)
    if now.position not in {CHECK, CHANGE}:
        return _at_a_question(talk, words)
    if line is not None:
        return ask(talk, cards.check_lines(now)[line - 1][0], {"edit": True, "check": True})
    return _in_doubt(talk, words)


def line_meant(now: Interview, words: str) -> int | None:
    """Return the number of the line of the check card that a message wishes to change, if any."""
    said = bare(words)
    numbers = (pattern.fullmatch(said) for pattern in _NUMBERED)
    if number := next((found[1] for found in numbers if found), ""):
        return listed_number(number, len(cards.check_lines(now)))
    named = [found[1] for found in (_NAMED.fullmatch(said), _NAMED_WRONG.fullmatch(said)) if found]
    wanted = [*named, said] if now.position == CHANGE else named
    names = [bare(name) for _, name, _ in cards.check_lines(now)] if wanted else []
    return next((names.index(name) + 1 for name in wanted if names.count(name) == 1), None)


def child_meant(now: Interview, words: str) -> str | None:
    """Return the child whom a message says this is about instead, if any."""
    refs, about = now.children(), now.about()
    if not now.child_question or not now.knows_children:
        return None
    if names_only(words, refs):
        named = [ref for ref in mentioned(words, refs) if ref not in about]
        named = named or _only_of(about, mentioned(words, refs), words)
        return named[0] if len(named) == 1 else None
    wanted = find(_written_child(bare(words)), refs).exact
    return wanted if wanted not in about else None


def _only_of(about: list[str], named: list[str], words: str) -> list[str]:
    """Return whom words leave of several: "only 402"; [] where they say nothing of the kind."""
    leaves = len(about) > len(named) and _ONLY & {*bare(words).split()}
    return named if leaves else []


def _written_child(said: str) -> str:
    """Return the reference that bare words put in another's place; "" where they put none."""
    if found := _NOT_BUT.fullmatch(said):
        return found[2]
    return next((found[1] for p in _CHILD if (found := p.fullmatch(said))), "")


def corrects_a_child(words: str) -> bool:
    """Say whether a whole message puts one child in another's place; it tells nothing besides."""
    said = bare(words) if len(words) <= LONGEST else ""
    return any(one.fullmatch(said) for one in (_CHILD[0], _NOT_BUT, _WRONG_CHILD, _MEANT))


def _at_the_child(talk: Talk, slot: Slot, words: str) -> Turn[Interview] | None:
    """Ask about the child who is put in another's place; whatever else is typed answers there."""
    said, refs = bare(words), talk.state.children()
    found = _NOT_BUT.fullmatch(said) or _CHILD[0].fullmatch(said)
    child = find(found[2 if found.re is _NOT_BUT else 1], refs).exact if found else None
    edit: dict[str, Json] = {k: v for k, v in talk.state.detail.items() if k in {"edit", "check"}}
    return ask(talk, slot, {**edit, "proposed": child}) if child else None


def _at_a_question(talk: Talk, words: str) -> Turn[Interview] | None:
    """Leave a question standing where words only name the child it is about, or a line."""
    if talk.answered_in_words() and names_itself(talk.state, words):
        return _heard(talk, words, "spoken.names_itself")
    return _heard(talk, words, "spoken.change_later") if _is_numbered(words) else None


def _is_numbered(words: str) -> bool:
    """Say whether words name a line by its number and say little else: an action may begin so."""
    said = bare(words)
    is_short = len(said.split()) <= _MOST_OF_A_NUMBER
    plain, *named = (pattern.fullmatch(said) for pattern in _NUMBERED)
    return any(named) or (is_short and plain is not None)


def _ask_child(talk: Talk, words: str, child: str) -> Turn[Interview]:
    """Ask whether it is about that child; what was asked is asked again after it."""
    now = talk.state
    slot, at_end = now.slot_at((now.child_question, 0)), now.position in {CHECK, CHANGE}
    assert slot is not None  # noqa: S101 - the guide asks which child
    detail: dict[str, Json] = {"edit": True, "check": at_end, "proposed": child}
    asked, turn = talk.asking(len(talk.steps)), ask(talk, slot, detail)
    if not talk.answered_in_words():
        return turn
    after = turn.conversation.add(hearing(words, Meaning.CORRECTION, asked))
    return after.turn(after.card())


def _heard(talk: Talk, words: str, why: str) -> Turn[Interview]:
    """Leave the card standing and say why; where it asks for words, they may be the answer."""
    heard = talk.hears(words, Meaning.CORRECTION)
    return heard.turn(heard.card().led_by(phrase(why)))


def _in_doubt(talk: Talk, words: str) -> Turn[Interview] | None:
    """Ask about what may be a wish to share or to change; the words can be put elsewhere."""
    said = with_supervisor(bare(words), talk.names_of_supervisor())
    if len(said.split()) > _MOST_WORDS:
        return None
    offered = {tap.option for tap in talk.card().taps()}
    if Named.SHARE in offered and _MAY_SHARE.fullmatch(said):
        name = str(talk.state.context.get("supervisor") or "")
        return _asked_about(talk, words, phrase("reflection.share_ask", name=name))
    if talk.state.position == CHECK and _MAY_CHANGE.fullmatch(said):
        return _asked_about(talk.add(Step(StepKind.ASKED, CHANGE)), words)
    return None


def _asked_about(talk: Talk, words: str, lead: str = "") -> Turn[Interview]:
    unclear = talk.add(Step(StepKind.UNCLEAR, value=words, sealed=True))
    card = standing(unclear.state)
    return unclear.turn(card.led_by(lead) if lead else card)
