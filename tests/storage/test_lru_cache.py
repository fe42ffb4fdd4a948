"""What was asked for last is worked out once; what was not for long, again."""

import pytest

from storage.lru_cache import LruCache


class Worked:
    """Says how often it worked something out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int | None:
        self.times += 1
        return None if self.times == 1 else self.times


def test_nothing_is_a_result_too() -> None:
    known, work = LruCache[int | None](2), Worked()
    assert [known.get("one", work), known.get("one", work)] == [None, None]
    assert work.times == 1


def test_what_was_asked_for_last_is_kept_and_no_more() -> None:
    known, first, second = LruCache[int | None](2), Worked(), Worked()
    known.get("first", first)
    known.get("second", second)
    known.get("first", first)
    known.get("third", Worked())
    assert (known.get("first", first), known.get("second", second)) == (None, 2)


def test_what_could_not_be_worked_out_is_tried_again() -> None:
    known = LruCache[int | None](2)

    def fails() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        known.get("one", fails)
    assert known.get("one", lambda: 3) == 3
