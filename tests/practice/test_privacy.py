"""What leads to somebody is found, and what does not interrupts nobody; measured by kind.

The messages are in `messages/`: tuned.txt was before the rules, held_out.txt mended them once, and
unseen.txt was written last. docs/decisions/0097 says what was found on each at first sight.
Those of small_letters_*.txt are hard: nearly each turns on a word that is a child's name, mostly in
small letters (docs/decisions/0104).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from practice.privacy import Found, Kind, find
from practice.privacy.numbers import is_nhs_number
from tests.each import each

MESSAGES = Path(__file__).parent / "messages"
MARK = re.compile(r"\{([a-z]):([^{}]*)\}")
KINDS = {
    "n": "names",
    "b": "days of birth",
    "h": "NHS numbers",
    "t": "telephone numbers",
    "p": "postcodes",
    "e": "e-mail addresses",
    "a": "addresses",
    "u": "other numbers",
    "w": "names on the web",
}
CLEAN = "clean messages that are interrupted"
FIGURES: dict[str, dict[str, str]] = {
    "held_out.txt": {
        "NHS numbers": "2 of 2",
        "addresses": "6 of 6",
        "days of birth": "8 of 8",
        "e-mail addresses": "1 of 1",
        "names": "52 of 52",
        "names on the web": "2 of 2",
        "other numbers": "2 of 2",
        "postcodes": "5 of 5",
        "telephone numbers": "6 of 6",
        CLEAN: "2 of 85",
    },
    "last.txt": {
        "addresses": "3 of 3",
        "names": "18 of 18",
        "postcodes": "1 of 1",
        "telephone numbers": "1 of 1",
        CLEAN: "0 of 41",
    },
    "tuned.txt": {
        "NHS numbers": "2 of 2",
        "addresses": "5 of 5",
        "days of birth": "7 of 7",
        "e-mail addresses": "2 of 2",
        "names": "63 of 63",
        "names on the web": "2 of 2",
        "other numbers": "3 of 3",
        "postcodes": "4 of 4",
        "telephone numbers": "6 of 6",
        CLEAN: "1 of 101",
    },
    "unseen.txt": {
        "NHS numbers": "1 of 1",
        "addresses": "4 of 4",
        "days of birth": "1 of 1",
        "e-mail addresses": "1 of 1",
        "names": "28 of 28",
        "postcodes": "1 of 1",
        "telephone numbers": "2 of 2",
        CLEAN: "1 of 61",
    },
    "small_letters_first.txt": {
        "addresses": "2 of 2",
        "days of birth": "4 of 4",
        "e-mail addresses": "1 of 1",
        "names": "51 of 52",
        "postcodes": "1 of 1",
        "telephone numbers": "2 of 2",
        CLEAN: "6 of 63",
    },
    "small_letters_fourth.txt": {
        "NHS numbers": "1 of 1",
        "addresses": "1 of 1",
        "names": "34 of 46",
        "telephone numbers": "1 of 1",
        CLEAN: "8 of 55",
    },
    "small_letters_second.txt": {
        "NHS numbers": "1 of 1",
        "addresses": "1 of 1",
        "days of birth": "2 of 2",
        "e-mail addresses": "1 of 1",
        "names": "52 of 54",
        "postcodes": "1 of 1",
        "telephone numbers": "1 of 1",
        CLEAN: "6 of 60",
    },
    "small_letters_third.txt": {
        "addresses": "1 of 1",
        "days of birth": "1 of 1",
        "names": "34 of 45",
        "postcodes": "1 of 1",
        "telephone numbers": "1 of 1",
        CLEAN: "2 of 51",
    },
}
HARD = {file for file in FIGURES if file.startswith("small_letters")}
KNOWN = ["Amelia Okafor", "Kayden Marsh", "Will Hope", "Siobhan O'Brien", "Grace Adeyemi"]


@dataclass(frozen=True)
class Labelled:
    """A message, what in it leads to somebody, and the names that are known."""

    text: str
    marked: tuple[tuple[int, int, str], ...]
    known: tuple[str, ...]

    def is_caught(self, start: int, end: int) -> bool:
        """Say whether the places found cover at least half of a marked one."""
        covered = sum(
            max(0, min(one.end, end) - max(one.start, start)) for one in find(self.text, self.known)
        )
        return 2 * covered >= end - start


def messages(file: str) -> Iterator[Labelled]:
    known: tuple[str, ...] = ()
    for line in (MESSAGES / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("# known: "):
            known = tuple(line.removeprefix("# known: ").split(", "))
        elif line and not line.startswith("#"):
            yield labelled(line, known)


def labelled(line: str, known: tuple[str, ...]) -> Labelled:
    text, at, marked = "", 0, []
    for found in MARK.finditer(line):
        text += line[at : found.start()]
        marked.append((len(text), len(text) + len(found.group(2)), found.group(1)))
        text += found.group(2)
        at = found.end()
    return Labelled(text + line[at:], tuple(marked), known)


@pytest.mark.parametrize("file", FIGURES)
def test_nearly_everything_is_caught_and_clean_messages_are_left_alone(file: str) -> None:
    said = list(messages(file))
    clean = [one for one in said if not one.marked]
    interrupted = [one.text for one in clean if find(one.text, one.known)]
    every, caught = Counter[str](), Counter[str]()
    for one in said:
        for start, end, kind in one.marked:
            every[KINDS[kind]] += 1
            caught[KINDS[kind]] += one.is_caught(start, end)
    measured = {kind: f"{caught[kind]} of {n}" for kind, n in sorted(every.items())}
    assert measured | {CLEAN: f"{len(interrupted)} of {len(clean)}"} == FIGURES[file], interrupted
    if file not in HARD:
        assert caught.total() >= 0.95 * every.total()
        assert len(interrupted) <= 0.03 * len(clean)


def test_every_file_of_messages_is_measured() -> None:
    assert {path.name for path in MESSAGES.glob("*.txt")} == set(FIGURES)


@each(
    "text, found",
    [
        ("saw kaiden and shivaun's mum", ["kaiden", "shivaun"]),
        ("AMELIA NOT SEEN", ["AMELIA"]),
        ("kaden marsh was out", ["kaden marsh"]),
        ("Will hid. I will ring.", ["Will"]),
        ("Will you ring Mum? May I?", []),
        ("we met Mrs. Okonkwo-Bell and Dr J Patel", ["Mrs. Okonkwo-Bell", "Dr J Patel"]),
        ("she moved to Hope House on Grace Road, near St Will's", []),
        ("CH-0417, 0417, £417, 14:17 and 4/10", []),
        ("I visited on 14/03/2026", []),
        ("born on the 14th of March 2014", ["14th of March 2014"]),
        ("dob14.3.14", ["14.3.14"]),
        ("943 476 5919 and 943 476 5918", ["943 476 5919"]),
        ("Ame\u0301lia and Ámeliá", ["Ame\u0301lia", "Ámeliá"]),
    ],
)
def test_what_is_found_and_where(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in find(text, KNOWN)] == found


def test_what_is_found_says_of_which_kind_it_is_and_never_overlaps() -> None:
    text = "Amelia, dob 3/2/14, 12 Mill Lane, ne1 4xy, 07700 900417"
    assert find(text, KNOWN) == [
        Found(0, 6, Kind.NAME),
        Found(12, 18, Kind.BIRTH_DATE),
        Found(20, 32, Kind.ADDRESS),
        Found(34, 41, Kind.POSTCODE),
        Found(43, 55, Kind.TELEPHONE),
    ]


def test_no_names_are_known_and_nothing_is_written() -> None:
    assert find("", []) == []
    assert find("seen alone, 0417", []) == []
    assert find("- - ' ' 12", ["", "-", "'"]) == []


@pytest.mark.parametrize(("digits", "is_one"), [("9434765919", True), ("9434765918", False)])
def test_the_check_digit_of_an_nhs_number(digits: str, *, is_one: bool) -> None:
    assert is_nhs_number(digits) is is_one
    assert not is_nhs_number("0000000000")
