"""What the outcome of a section 47 enquiry says in a council's own words: that nothing followed."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

_CODE = re.compile(r"^\s*(?:[a-z]|[0-9]{1,3})(?:\)\s*|\s*[.:-]\s+)")
_UNNEEDED = re.compile(r"(?:deemed )?(?:unnecessary|not (?:required|needed|necessary))")
_NO_LETTER = re.compile(r"[^\w]+")


def ended_without_action(outcome: str) -> bool:
    """Return whether an outcome says that an enquiry ended without action.

    It does where it says nothing else: of "NFA, CIN plan goes on" nobody knows that nothing
    followed, so it does not.
    """
    said = _plain(outcome)
    strong = _phrases().sub(" ", said)
    return strong != said and not _beside().sub(" ", strong).strip()


def said_unnecessary(outcome: str) -> bool | None:
    """Return whether words say that a conference was unnecessary; None where they say neither.

    "ICPC deemed unnecessary" does, and so does "Unnecessary" by itself; "ICPC required" says that
    it was not.
    """
    said = _plain(outcome)
    if _UNNEEDED.fullmatch(said) or _not_held().fullmatch(said):
        return True
    return False if _held().fullmatch(said) else None


def under_way() -> Sequence[str]:
    """Return how councils write, in small letters, that an enquiry has no outcome yet."""
    return _words()["under_way"]


def _plain(outcome: str) -> str:
    without_stops = _CODE.sub("", outcome.casefold()).replace(".", "")
    return " ".join(_NO_LETTER.sub(" ", without_stops).split())


@cache
def _words() -> dict[str, list[str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"{_not_held().pattern}|\b{_any(_words()['nothing'])}\b")


@cache
def _not_held() -> re.Pattern[str]:
    conference, unneeded = _any(_words()["conference"]), _any(_words()["unneeded"])
    joined = "(?: (?:is|was|a|an|the|to))*"
    return re.compile(
        rf"\b{unneeded}{joined} {conference}\b(?: (?:required|needed|necessary|held))?"
        rf"|\b{conference}{joined} {unneeded}\b"
    )


@cache
def _held() -> re.Pattern[str]:
    conference = _any(_words()["conference"])
    return re.compile(rf"(?:{conference} )?(?:deemed )?(?:required|necessary|needed|held|convened)")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(_words()['beside'])}\b")


def _any(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
