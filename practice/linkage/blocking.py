"""Blocking: which pairs of rows are worth comparing, each pair once, a portion at a time.

Rows that share a key stand in one block. Pairs of a block that is too large are left to the
narrower keys, so that the work grows with the rows and not with their square.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from practice.linkage.levels import INWARD, Rows
from practice.linkage.people import People
from practice.linkage.sounds import sound_of

Keys = NDArray[np.int32]

LARGEST_BLOCK = 200
PORTION = 500_000
"""Pairs that are held at once, more or less."""


def portions(people: People, largest: int = LARGEST_BLOCK) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of rows that share a key, the smaller row first, in an order that is fixed."""
    keys: list[Keys] = []
    for whole in _keys(people):
        key = _small_enough(whole, people.second, largest)
        for left, right in _within_blocks(key, people.second):
            seen = np.zeros(len(left), np.bool_)
            for earlier in keys:
                seen |= (earlier[left] == earlier[right]) & (earlier[left] > 0)
            if not seen.all():
                yield left[~seen], right[~seen]
        keys.append(key)


def _keys(people: People) -> Iterator[Keys]:
    """Yield the numbers of each key, 0 where a row lacks a part of it."""
    forename, surname, born, lives = (
        column.astype(np.int64)
        for column in (people.forename, people.surname, people.birth_date, people.postcode)
    )
    year, months = _years_and_months(people.dates)
    sound, initial = _by_name(people.names, sound_of), _by_name(people.names, lambda n: n[:1])
    turned = _turned(people.dates)[born]
    both = _in_any_order(forename, surname)
    sounds = _in_any_order(sound[forename], sound[surname])
    initials = _in_any_order(initial[forename], initial[surname])
    yield from (
        _joined(both, turned),
        _joined(forename, turned),
        _joined(surname, turned),
        _joined(surname, lives),
        _joined(forename, lives),
        _joined(born, lives),
        _joined(both),
        _joined(both, year[born]),
        _joined(both, months[born]),
        _joined(both, lives),
        _joined(initials, turned),
        _joined(initials, lives),
        _joined(sounds),
        _joined(sounds, year[born]),
        _joined(sounds, months[born]),
        _joined(sound[forename], turned),
        _joined(sound[surname], turned),
        _joined(sounds, _districts(people.postcodes)[lives]),
    )


def _joined(*parts: NDArray[np.int64]) -> Keys:
    """Return one number for each combination of parts, 0 where one of them is 0."""
    whole = parts[0]
    for part in parts[1:]:
        whole = np.where((whole > 0) & (part > 0), whole * (int(part.max(initial=0)) + 1) + part, 0)
        whole = _ranked(whole).astype(np.int64)
    return _ranked(whole)


def _ranked(numbers: NDArray[np.int64]) -> Keys:
    """Return numbers made dense, 0 staying 0."""
    different, ranks = np.unique(numbers, return_inverse=True)
    begins = 0 if different.size and different[0] == 0 else 1
    return (ranks + begins).astype(np.int32)


def _in_any_order(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(low > 0, low * (int(high.max(initial=0)) + 1) + high, 0)


def _by_name(names: list[str], part: Callable[[str], str]) -> NDArray[np.int64]:
    known: dict[str, int] = {"": 0}
    return np.fromiter((known.setdefault(part(n), len(known)) for n in names), np.int64, len(names))


def _turned(dates: list[str]) -> NDArray[np.int64]:
    """Return one number for a date and the one with its day and month changed."""
    numbers = ((d[:4], *sorted((d[4:6], d[6:]))) for d in dates)
    return np.fromiter((int("".join(n) or 0) for n in numbers), np.int64, len(dates))


def _years_and_months(dates: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    years = np.fromiter((int(d[:4] or 0) for d in dates), np.int64, len(dates))
    return years, _turned(dates) % 10_000


def _districts(postcodes: list[str]) -> NDArray[np.int64]:
    return _by_name(postcodes, lambda postcode: postcode[:-INWARD] or postcode)


def _small_enough(key: Keys, second: int | None, largest: int) -> Keys:
    """Return a key with 0 where its block has more pairs than `largest` rows make."""
    ends = int(key.max(initial=0)) + 1
    if second is None:
        size = np.bincount(key, minlength=ends)
        too_many = size > largest
    else:
        size = np.bincount(key[:second], minlength=ends) * np.bincount(key[second:], minlength=ends)
        too_many = size > largest * largest // 2
    return np.where(too_many[key], 0, key).astype(np.int32)


def _within_blocks(key: Keys, second: int | None) -> Iterator[tuple[Rows, Rows]]:
    order = np.argsort(key, kind="stable").astype(np.int32)
    order = order[np.searchsorted(key[order], 1) :]
    ordered = key[order]
    # A row is paired with those after it in its block; in two lists, with those of the second.
    ends = np.searchsorted(ordered, ordered, side="right").astype(np.int64)
    if second is None:
        begins = np.arange(1, len(order) + 1, dtype=np.int64)
    else:
        in_second = np.concatenate([[0], np.cumsum(order >= second)]).astype(np.int64)
        starts = np.searchsorted(ordered, ordered, side="left")
        begins = ends - (in_second[ends] - in_second[starts])
        begins = np.where(order < second, begins, ends)
    yield from _spelt_out(order, begins, ends)


def _spelt_out(
    order: Rows, begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> Iterator[tuple[Rows, Rows]]:
    counts = ends - begins
    upto = np.cumsum(counts)
    start = 0
    while start < len(order):
        done = int(upto[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(upto, done + PORTION, side="right")))
        many = counts[start:stop]
        left = np.repeat(order[start:stop], many)
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        right = order[np.repeat(begins[start:stop], many) + within]
        if len(left):
            yield np.minimum(left, right), np.maximum(left, right)
        start = stop
