"""A button that was shown before an update of the program takes up the question it showed."""

import pytest

from bot import enquiries
from reports.stood import TAKEN_UP

_LONGEST = 64
"""So many bytes a button of Telegram's holds."""
_OWNER = "f" * 32


def test_each_measure_has_a_mark_of_its_own_that_fits_a_button() -> None:
    marks = {enquiries.mark_of(key) for key in TAKEN_UP}
    assert len(marks) == len(TAKEN_UP)
    for mark in marks:
        assert len(f"!enquiry:{enquiries.TAKE}:2026-10:{mark}:{_OWNER}:4".encode()) <= _LONGEST


def test_it_means_the_same_measure_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = {enquiries.mark_of(key): key for key in TAKEN_UP}
    later = tuple(reversed(TAKEN_UP))[1:]
    monkeypatch.setattr(enquiries, "TAKEN_UP", later)
    known = set(later)
    for mark, key in marks.items():
        assert enquiries.marked(mark) == (key if key in known else "")
