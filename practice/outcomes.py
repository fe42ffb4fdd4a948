"""What an outcome says: a change in the child's life, or only a task of an adult or a vague wish.

A rule by words (`outcomes.toml`). It asks only where it is sure: what it does not know passes.
"""

import re
import tomllib
from collections import defaultdict
from functools import cache
from itertools import dropwhile
from pathlib import Path

_CLAUSES = re.compile(
    r"[.,;:!?\n]+|\s[\u2013\u2014-]\s|\b(?:so that|so|because|which means|meaning)\b"
)
_WORDS = re.compile(r"[a-z][a-z'-]*")
_LEADS_IN = frozenset({"for", "that", "the", "to", "both", "all", "her", "his", "and"})
_SHALL = frozenset({"to", "will", "should", "must", "needs", "need"})
_THEN_CHILD = frozenset({"she", "he", "they"})
_BEFORE_VERB = 4


def says_no_change(text: str) -> bool:
    """Say whether an outcome names only tasks of adults ("attend the course") or vague wishes.

    One clause that may say what is different for the child is enough to let it pass.
    """
    clauses = [_words(part) for part in _CLAUSES.split(_plain(text))]
    known = [words for words in clauses if words]
    return bool(known) and all(_is_task(words) or _is_vague(words) for words in known)


def _plain(text: str) -> str:
    return re.sub(r"\bch-\d+\b", "child", text.casefold().replace("\u2019", "'"))


def _words(clause: str) -> list[str]:
    return list(dropwhile(_LEADS_IN.__contains__, _WORDS.findall(clause)))


def _is_task(words: list[str]) -> bool:
    if _starts_with(words, "task_nouns"):
        return True
    if _starts_with(words, "adults"):
        return _is_task_of_adult(words)
    at = _verb_at(words)
    if at is None or _THEN_CHILD & set(words[1:]):
        return False
    rest = frozenset(words[at:])
    if at:  # somebody does it: the child, or a name that nobody here knows
        return bool(rest & _list("services"))
    return not rest & _list("days") or bool(rest & _list("services"))


def _is_task_of_adult(words: list[str]) -> bool:
    """Say whether an adult is to do something that names no child: "mum to stop drinking"."""
    if _verb_at(words) is not None:
        return True
    shall = any(word in _SHALL for word in words[1:_BEFORE_VERB])
    return shall and not frozenset(words) & (_list("children") | {"her", "him", "them", "his"})


def _verb_at(words: list[str]) -> int | None:
    """Return where a task's verb stands, with at most a name and "to" before it."""
    for at in range(min(len(words), _BEFORE_VERB)):
        if any(words[at + 1 : at + 1 + len(rest)] == rest for rest in _tasks().get(words[at], ())):
            return at
        if at and words[at] in _list("vague"):
            return None
    return None


@cache
def _tasks() -> dict[str, list[list[str]]]:
    """Return, by every form of a task's verb, the words that follow it."""
    tasks: dict[str, list[list[str]]] = defaultdict(list)
    for first, *rest in (task.split() for task in _lists()["tasks"]):
        for form in _forms(first):
            tasks[form].append(rest)
    return dict(tasks)


@cache
def _forms(verb: str) -> frozenset[str]:
    """Return the forms of a verb: attend, attends, attended, attending, and those of "refer"."""
    ends = verb.removesuffix("e")
    third = [verb + "s", verb + "es", verb.removesuffix("y") + "ies"]
    past = [ends + "ed", verb + verb[-1] + "ed", verb.removesuffix("y") + "ied"]
    return frozenset([verb, *third, *past, ends + "ing", verb + verb[-1] + "ing"])


def _starts_with(words: list[str], listed: str) -> bool:
    return any(words[: len(one.split())] == one.split() for one in _lists()[listed])


def _is_vague(words: list[str]) -> bool:
    plain = _list("vague") | _list("small") | _list("children") | _list("adults")
    return all(word in plain or _is_vague_form(word) for word in words)


def _is_vague_form(word: str) -> bool:
    return any(word in _forms(verb) for verb in ("improve", "increase", "reduce", "promote"))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
