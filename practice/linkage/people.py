"""Rows that name people, as columns of whole numbers: one number a value, zero where none is known.

A value is cleaned once, however many rows bear it, and two million rows fit into memory.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from practice.matching import plain

Codes = NDArray[np.int32]

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


@dataclass(frozen=True)
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
        self._by_value = {"": 0}
        self._by_writing: dict[str, int] = {}

    def number(self, written: str) -> int:
        """Return the number of a value, however it is written."""
        known = self._by_writing.get(written)
        if known is None:
            value = self._clean(written)
            known = self._by_value.setdefault(value, len(self.values))
            if known == len(self.values):
                self.values.append(value)
            self._by_writing[written] = known
        return known


@dataclass(frozen=True)
class People:
    """Rows in columns. From `second` on they come from a second list, if there is one.

    Forenames and surnames share `names`, so that each can be compared with the other.
    """

    refs: list[str]
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
    names, dates, postcodes = (Vocabulary(c) for c in (name_of, date_of, postcode_of))
    refs: list[str] = []

    def numbers(them: Iterable[Person]) -> Iterator[tuple[int, int, int, int]]:
        for row in them:
            refs.append(row.ref)
            yield (
                names.number(row.forename),
                names.number(row.surname),
                dates.number(str(row.birth_date or "")),
                postcodes.number(row.postcode),
            )

    four = np.dtype((np.int32, 4))
    first = np.fromiter(numbers(rows), four)
    second = np.fromiter(numbers(others), four) if others is not None else first[:0]
    table = np.concatenate([first, second]).reshape(-1, 4)
    forename, surname, born, lives = (np.ascontiguousarray(table[:, at]) for at in range(4))
    second_begins = None if others is None else len(first)
    lists = names.values, dates.values, postcodes.values
    return People(refs, forename, surname, born, lives, *lists, second_begins)


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
