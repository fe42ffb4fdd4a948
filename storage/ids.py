"""Identifiers that sort by the order in which rows were written: a sequence of the database's.

A row's place in that order is the number of its transaction, which the database counts, and how
many were made in it before. No clock is asked: one that is set back, while running or across a
restart, changes no order (docs/decisions/0029-order-by-the-database.md).
"""

import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_PLACES_IN_ONE = 1 << 24

_in_hand: ContextVar["_Places | None"] = ContextVar("places of the transaction", default=None)
_beforehand = itertools.count(1)


def new_id() -> str:
    """Return an identifier never returned before: 32 hex digits, the second half random.

    In a transaction it sorts after those of every transaction before, and after those made earlier
    in it. Made outside one, for rows that are gathered before there are any, it sorts before all of
    those, in the order of making.
    """
    return f"{new_place():016x}{secrets.token_hex(8)}"


def new_place() -> int:
    """Return the next place (63 bits) in the order in which everything is written."""
    places = _in_hand.get()
    return next(_beforehand) if places is None else places.next()


def first_id_after(number: int) -> str:
    """Return what sorts before every identifier made after a transaction, and after all others."""
    return f"{(number + 1) * _PLACES_IN_ONE:016x}"


@contextmanager
def ordered(number: Callable[[], int]) -> Iterator[None]:
    """Give what is made inside its places in one transaction, which must be the only one to write.

    `number` is asked at the first: a transaction that adds nothing takes none.
    """
    token = _in_hand.set(_Places(number))
    try:
        yield
    finally:
        _in_hand.reset(token)


class _Places:
    """The places of one transaction; where those of its number are used up, it takes another."""

    def __init__(self, number: Callable[[], int]) -> None:
        self._number = number
        self._left = iter(range(0))

    def next(self) -> int:
        place = next(self._left, None)
        if place is None:
            first = self._number() * _PLACES_IN_ONE
            self._left = iter(range(first, first + _PLACES_IN_ONE))
            place = next(self._left)
        return place
