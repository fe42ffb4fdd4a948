"""The lists of Annex A that are read, with the columns used of each; list 2 and 9 to 11 are not."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.sheets.cells import Cell, plain, words
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.exported import (
    coded_unnecessary,
    coded_words,
    coded_yes_no,
    conference_day,
    exported_day,
)
from bot.sheets.sheet import heading_key, without_format

_MARKS = re.compile("[?'\u2019():*]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]|\{[^{}]*\}")
# "List 5 ...", "Annex A - List 5 ...", "2026 List 5 ...", "Annex A 5", "5 ...": never a year alone.
_NUMBERED = re.compile(
    r"(?:(?:\d{4} )?(?:annex ?a )?list ?|annex ?a ?|)0*(\d{1,2})\b",
)


@dataclass(frozen=True)
class AnnexList:
    """One list: its number, and the columns that are read."""

    number: int
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """What its row numbers and messages call it."""
        return f"list {self.number}"


def _list(number: int, first: str, **others: Callable[[str], Cell]) -> AnnexList:
    """Return a list; every one names its child, and `first` is the day that a row is about."""
    of_all = (
        Column("child_ref", child_ref, required=True),
        Column("birth_date", exported_day),
        Column(first, exported_day, required=first != "enquiry_started_on"),
    )
    return AnnexList(number, (*of_all, *(Column(name, read) for name, read in others.items())))


_WHERE: Mapping[str, Callable[[str], Cell]] = {"team": words, "worker": words}
_VISITED: Mapping[str, Callable[[str], Cell]] = {
    "plan_ended_on": exported_day,
    "last_visit_on": exported_day,
    **_WHERE,
}
LISTS: Mapping[int, AnnexList] = {
    one.number: one
    for one in (
        _list(1, "received_on", source=coded_words, **_WHERE),
        _list(3, "received_on", source=coded_words, nfa=coded_yes_no, **_WHERE),
        _list(
            4,
            "assessment_started_on",
            authorised_on=exported_day,
            child_seen=exported_day,
            support=coded_words,
            **_WHERE,
        ),
        _list(
            5,
            "enquiry_started_on",
            strategy_discussion_on=exported_day,
            unnecessary=coded_unnecessary,
            conference_on=conference_day,
            plan_made=coded_yes_no,
            **_WHERE,
        ),
        _list(6, "plan_started_on", case_status=coded_words, **_VISITED),
        _list(7, "plan_started_on", seen_alone=coded_yes_no, **_VISITED),
        _list(8, "plan_started_on", **_VISITED),
    )
}
UNUSED = {2: "early help", 9: "care leavers", 10: "adoption", 11: "adoption"}


@cache
def names() -> dict[str, Any]:
    """Return what sheets, columns and case statuses are called, from names.toml."""
    return tomllib.loads(files("bot.annex_a").joinpath("names.toml").read_text("utf-8"))


def number_of(title: str, reviewed: Mapping[str, str]) -> int | None:
    """Return which list a sheet is, by its title or as it was reviewed; None where nobody knows."""
    key = heading_key(title)
    numbered = _NUMBERED.match(key)
    if numbered:
        return int(numbered[1])
    if key in reviewed:
        return int(reviewed[key])
    for number, called in names()["sheets"].items():
        if key in map(heading_key, called):
            return int(number)
    return None


def tidy(heading: str) -> str:
    """Return a heading without the marks that come and go: "Referral NFA?" is referral nfa."""
    return heading_key(_MARKS.sub("", without_format(plain(heading))))


def bare(heading: str) -> str:
    """Return a tidy heading without explanations in brackets and without the words of a question.

    "Was the child seen? (see note)" is child seen. What it may mean is only suggested by it.
    """
    said = tidy(_BRACKETS.sub(" ", plain(heading))).split()
    return " ".join(word for word in said if word not in names()["question"]["words"])


def headings(reviewed: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Return the other names of columns: those of names.toml, and those reviewed before."""
    called = names()["columns"].items()
    known = {column: [tidy(one) for one in others] for column, others in called}
    for said, column in reviewed.items():
        known.setdefault(column, []).append(said)
    return dict(known)
