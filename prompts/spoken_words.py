"""Words for the bot: what a whole message means, such as "Go back." or "not safe tonight!!".

A phrase grammar: wordings stand in spoken_words.toml, each matched against the whole message as
people write it: in any case, with or without punctuation, apostrophes, emoji or a leading slash.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

from practice.letters import normalized
from prompts import wish_grammar
from prompts.says_away import says_away
from prompts.text import tidy

_WORDINGS = Path(__file__).with_suffix(".toml")
_LONGEST = 90
_SHORTEST_NAME = 3
_SUPERVISOR = "supervisor"
_REFERENCE = r"(?:ch ?)?\d+"
_NEITHER_LETTER_NOR_FIGURE = re.compile("[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'`\u2019\u2018\u02bc\u00b4")


class Meaning(StrEnum):
    """What a message that is no answer wants of the bot."""

    TONIGHT = "tonight"
    TELL = "tell"
    """Tell my supervisor that I am ringing duty."""
    REACH = "reach"
    """Somebody of the writer's line is to be told, rung or asked for, in other words."""
    YES = "yes"
    NO = "no"
    OK = "ok"
    THANKS = "thanks"
    HELLO = "hello"
    BYE = "bye"
    HELP = "help"
    EXPLAIN = "explain"
    STOP = "stop"
    DELETE = "delete"
    BACK = "back"
    UNDO = "undo"
    SKIP = "skip"
    LATER = "later"
    ENOUGH = "enough"
    DONE = "done"
    KEEP_PRIVATE = "keep_private"
    SHARE = "share"
    GO_ON = "go_on"
    STORY = "story"
    QUESTION = "question"
    DONT_KNOW = "dont_know"
    SWEARING = "swearing"
    """It swears at the bot, or at the day: none of it is a record's, unless its writer says so."""
    POINTS = "points"
    """It points at other words and says nothing by itself: "ditto", "see case notes"."""
    REMIND = "remind"
    """It asks to be reminded at an hour of its own: "remind me tomorrow at 1.30"."""
    AWAY = "away"
    """Its writer is away, ill or off work: "im off sick til friday"."""
    READERS = "readers"
    """It asks who can read this: "is this private"."""
    MY_DATA = "my_data"
    """It asks what is held of its writer, or for that to be erased."""
    COMMAND = "command"
    """It is the name of a command without its slash, typed where something else is asked."""
    HOW_LONG = "how_long"
    """It asks how much is left: "how many more questions"."""
    CORRECTION = "correction"
    """It corrects something else than what is asked: "line 4 is wrong"."""
    AGAIN = "again"
    """Words that stand in the draft already, sent a second time."""
    NEARLY = "nearly"
    """A button of the card that asks, with a slip of the finger: "skp"."""
    VALUE = "value"
    """A day, a number or a time alone, where something is asked in words."""
    NAME = "name"
    """The name alone of somebody who takes part, where it is asked what, not who."""
    WORDLESS = "wordless"
    """There is no letter and no figure in it: "?", "..." or a smile."""


def meaning_of(text: str, supervisor: str = "") -> Meaning | None:
    """Return what a whole message means to the bot; None where it says anything else.

    The names of `supervisor` are read as that word: "share it with sunil".
    """
    if len(text) > _LONGEST:
        return None
    plain = bare(text)
    words = with_supervisor(plain, supervisor)
    if not words:
        signs = (_signs()[sign] for sign in text if sign in _signs())
        return next(signs, Meaning.WORDLESS) if tidy(text) else None
    listed = next((found for form in forms(words) if (found := _listed(form))), None)
    if listed is None and any(map(says_away, forms(plain))):
        return Meaning.AWAY
    return listed or _wish(plain, words, asks=text.rstrip().endswith("?"))


def _wish(plain: str, words: str, *, asks: bool) -> Meaning | None:
    """Return the wish for a person that bare words are; a supervisor's name may be another word."""
    for one in dict.fromkeys((words, plain)):
        if wish_grammar.TELL.fullmatch(one):
            return Meaning.REACH
        if wish_grammar.NUMBER.fullmatch(one) or (asks and wish_grammar.ASKS_NUMBER.fullmatch(one)):
            return Meaning.TONIGHT
    return None


def bare(text: str) -> str:
    """Return the words of a text in small letters, without punctuation, apostrophes and emoji."""
    if text.isascii():
        return _NEITHER_LETTER_NOR_FIGURE.sub(" ", text.lower().translate(_APOSTROPHES)).strip()
    plain = normalized("NFKC", text).casefold().translate(_APOSTROPHES)
    kept = (
        sign if sign.isalnum() or unicodedata.combining(sign) else " "
        for sign in plain
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join("".join(kept).split())


def with_supervisor(words: str, names: str) -> str:
    """Return bare words in which every name of the supervisor reads "supervisor"."""
    known = {name for name in bare(names).split() if len(name) >= _SHORTEST_NAME}
    said = [_SUPERVISOR if word in known else word for word in words.split()]
    pairs = zip(["", *said], said, strict=False)
    return " ".join(word for before, word in pairs if word != _SUPERVISOR or before != word)


def forms(words: str) -> Iterator[str]:
    """Yield bare words as they are, said once where they are said over, without courtesies."""
    yield words
    once = _said_once(words)
    yield once
    yield from _without_courtesies(once)


def _said_once(words: str) -> str:
    """Return "no" for "no no no", and "help me" for "help me help me"."""
    parts = words.split()
    for size in range(1, len(parts) // 2 + 1):
        if parts == parts[:size] * (len(parts) // size):
            return " ".join(parts[:size])
    return words


def _without_courtesies(words: str) -> Iterator[str]:
    while True:
        shorter = _trimmed(words)
        if shorter == words:
            return
        yield shorter
        words = shorter


def _trimmed(words: str) -> str:
    """Return the words without one courtesy, an ending before a beginning; never without all."""
    before, after = _courtesies()
    # Most words end and begin with none: all of them are asked at once.
    if words.endswith(after):
        return words.removesuffix(next(ending for ending in after if words.endswith(ending)))
    if words.startswith(before):
        return words.removeprefix(next(one for one in before if words.startswith(one)))
    return words


def _listed(words: str) -> Meaning | None:
    found = _wordings().fullmatch(f"{words} ")
    return Meaning(found.lastgroup) if found and found.lastgroup else None


def says_all(text: str) -> bool:
    """Return whether a whole message says all the children whom a card asks about: "both"."""
    return listed_in("of_children", text) == "all"


def says_none(text: str) -> bool:
    """Return whether a whole message says none of the children whom a card asks about."""
    return listed_in("of_children", text) == "none"


def listed_in(table: str, text: str) -> str | None:
    """Return under which key of a table of spoken_words.toml a whole message stands, if any."""
    if len(text) > _LONGEST:
        return None
    named = _of_table(table)
    said = [f"{form} " for form in forms(bare(text))]
    return next((key for key, wording in named if any(map(wording.fullmatch, said))), None)


@cache
def _of_table(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (key, re.compile("|".join(_pattern(wording) for wording in listed)))
        for key, listed in _file()[table].items()
    )


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_WORDINGS.read_text(encoding="utf-8"))


@cache
def _courtesies() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how courtesies begin words and how they end them, each with the space beside it."""
    return (
        tuple(f"{beginning} " for beginning in _file()["before"]),
        tuple(f" {ending}" for ending in _file()["after"]),
    )


@cache
def _signs() -> dict[str, Meaning]:
    """Return the emoji that say something on their own."""
    pairs = [(word, name) for name, listed in _file()["wordings"].items() for word in listed]
    return {word: Meaning(name) for word, name in pairs if not bare(word)}


@cache
def _wordings() -> re.Pattern[str]:
    """Return every wording in one, the first meaning that fits before the others, each a group."""
    known = (
        (Meaning(name), "|".join(_pattern(w) for w in listed if bare(w)))
        for name, listed in _file()["wordings"].items()
    )
    return re.compile("|".join(f"(?P<{name}>{patterns})" for name, patterns in known))


def _pattern(wording: str) -> str:
    """Return the regular expression of a wording; each of its words ends with a space."""
    pieces = re.findall(r"\([^()]*\)|\[[^\[\]]*\]|[^()\[\] ]+", wording)
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    words = piece.strip("()[]").split("|")
    choices = "|".join(_REFERENCE if one == "#" else re.escape(one) for one in words)
    return f"(?:(?:{choices}) ){'?' if piece.startswith('(') else ''}"
