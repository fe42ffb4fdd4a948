"""Rows that name people, as columns of whole numbers: one number a value, zero where none is known.

A value is cleaned once, however many rows bear it, and two million rows fit into memory.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from practice.matching import plain

Codes = NDArray[np.int32]

PORTION = 50_000
"""Rows that are held as objects at once."""

_REFS = np.dtypes.StringDType()
"""Short strings take 16 bytes each, as objects 60."""

NO_NAME = frozenset(
    {"unknown", "not known", "n k", "nk", "na", "n a", "none", "tbc", "tba", "unborn", "baby"}
    | {"unborn baby", "baby unknown", "no name", "not given", "anonymous", "child", "x", "xx"}
)
"""What people write where they know no name."""

NO_ADDRESS = "ZZ99"
"""How the pseudo-postcodes of people without an address begin (Office for National Statistics)."""

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DIGITS_OF_A_DATE = 8
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4]")


@dataclass(frozen=True, slots=True)
class Person:
    """What one row says of a person; "" or None is unknown.

    A birth date that no calendar holds stays as it was typed: it may still be one slip away.
    """

    ref: str
    forename: str = ""
    surname: str = ""
    birth_date: date | str | None = None
    postcode: str = ""


class Vocabulary:
    """The different values of a column, each with its number in order of coming; 0 is ""."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.values = [""]
        self._clean = clean
        self._numbers = {"": 0}
        """Of each value, and of each way it was written. What is clean stays so when cleaned."""

    def number(self, written: str) -> int:
        """Return the number of a value, however it is written."""
        known = self._numbers.get(written)
        if known is None:
            value = self._clean(written)
            known = self._numbers.setdefault(value, len(self.values))
            if known == len(self.values):
                self.values.append(value)
            self._numbers[written] = known
        return known


@dataclass(frozen=True)
class People:
    """Rows in columns. From `second` on they come from a second list, if there is one.

    Forenames and surnames share `names`, so that each can be compared with the other.
    """

    refs: NDArray[Any]
    forename: Codes
    surname: Codes
    birth_date: Codes
    postcode: Codes
    names: list[str]
    dates: list[str]
    postcodes: list[str]
    second: int | None = None

    def __len__(self) -> int:
        return len(self.refs)

    @property
    def pairs(self) -> int:
        """How many pairs of rows there are to be told apart."""
        if self.second is None:
            return len(self) * (len(self) - 1) // 2
        return self.second * (len(self) - self.second)


def people(rows: Iterable[Person], others: Iterable[Person] | None = None) -> People:
    """Return rows as columns; with `others`, rows are linked to those, and not to one another."""
    cleaned = _Cleaned(Vocabulary(name_of), Vocabulary(date_of), Vocabulary(postcode_of))
    first = list(cleaned.portions(rows))
    parts = [*first, *cleaned.portions(others or ())]
    refs = np.concatenate([np.empty(0, _REFS), *(refs for refs, _ in parts)])
    table = np.concatenate([np.empty((0, 4), np.int32), *(numbers for _, numbers in parts)])
    forename, surname, born, lives = (np.ascontiguousarray(table[:, at]) for at in range(4))
    lists = cleaned.names.values, cleaned.dates.values, cleaned.postcodes.values
    second = None if others is None else sum(len(refs) for refs, _ in first)
    return People(refs, forename, surname, born, lives, *lists, second)


class _Cleaned(NamedTuple):
    names: Vocabulary
    dates: Vocabulary
    postcodes: Vocabulary

    def portions(self, rows: Iterable[Person]) -> Iterator[tuple[NDArray[Any], Codes]]:
        """Yield the refs of rows and their numbers in the four columns."""
        waiting = iter(rows)
        while some := list(islice(waiting, PORTION)):
            numbers = [self._numbers(row) for row in some]
            yield np.array([row.ref for row in some], _REFS), np.array(numbers, np.int32)

    def _numbers(self, row: Person) -> tuple[int, int, int, int]:
        return (
            self.names.number(row.forename),
            self.names.number(row.surname),
            self.dates.number(str(row.birth_date or "")),
            self.postcodes.number(row.postcode),
        )


def name_of(written: str) -> str:
    """Return a name's letters in lower case, its parts apart; "" where it is none."""
    words = re.findall(r"[^\W\d_]+", _APOSTROPHES.sub("", plain(written)))
    name = " ".join(words)
    return "" if name in NO_NAME else name


def date_of(written: str) -> str:
    """Return the eight digits of a date, year first; "" where there are not eight."""
    day_first = _DAY_FIRST.fullmatch(written.strip())
    if day_first:
        day, month, year = day_first.groups()
        return f"{year}{month:0>2}{day:0>2}"
    digits = re.sub(r"\D", "", written[:10])
    return digits if len(digits) == _DIGITS_OF_A_DATE and digits.isascii() else ""


def postcode_of(written: str) -> str:
    """Return a postcode in capitals without spaces; "" for that of people without an address."""
    squeezed = re.sub(r"[^A-Z0-9]", "", written.upper())
    return "" if squeezed.startswith(NO_ADDRESS) else squeezed
