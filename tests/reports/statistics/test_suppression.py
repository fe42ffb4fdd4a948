"""Small counts that leave the service: what somebody could work out is tried number by number."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.statistics.contribution import Ratio
from reports.statistics.suppression import (
    Audience,
    Key,
    Shown,
    Sum,
    counts_for,
    share_for,
    table_sums,
)
from tests.each import each

OUT = Audience.SCRUTINY
MOST = 26
Table = dict[Key, int]


def table(*rows: tuple[int, ...]) -> tuple[Table, list[Sum]]:
    """Return the counts of a table with totals, and its sums; rows are a, b, ..., columns 0, 1."""
    names, columns = "abcdefghij"[: len(rows)], range(len(rows[0]))
    counts: Table = {(n, c): row[c] for n, row in zip(names, rows, strict=True) for c in columns}
    counts |= {(n, "all"): sum(row) for n, row in zip(names, rows, strict=True)}
    counts |= {("all", c): sum(row[c] for row in rows) for c in columns}
    counts["all", "all"] = sum(map(sum, rows))
    return counts, table_sums(names, columns, "all")


def hidden(*rows: tuple[int, ...]) -> set[Key]:
    return {key for key, count in counts_for(OUT, *table(*rows)).items() if count is None}


def explanations(shown: Mapping[Key, int | None]) -> dict[Key, Any]:
    """Return, for each count of a table of two by two, what it is in all that would be shown so."""
    cells = np.indices((MOST,) * 4).reshape(4, -1)
    counts: dict[Key, Any] = {
        ("a", 0): cells[0],
        ("a", 1): cells[1],
        ("b", 0): cells[2],
        ("b", 1): cells[3],
    }
    counts |= {(row, "all"): counts[row, 0] + counts[row, 1] for row in "ab"}
    counts |= {("all", c): counts["a", c] + counts["b", c] for c in (0, 1)}
    counts["all", "all"] = cells.sum(axis=0)
    agrees = [
        each > 0 if shown[key] is None else each == shown[key] for key, each in counts.items()
    ]
    fits = np.logical_and.reduce(agrees)
    return {key: each[fits] for key, each in counts.items()}


def test_inside_the_service_nothing_is_suppressed() -> None:
    counts, sums = table((1, 2), (3, 40))
    assert counts_for(Audience.INSIDE, counts, sums) == counts


@pytest.mark.parametrize("audience", [Audience.SCRUTINY, Audience.FILE])
def test_what_leaves_it_shows_no_count_of_one_to_five(audience: Audience) -> None:
    shown = counts_for(audience, {n: n for n in range(8)}, [])
    assert shown == {0: 0, 1: None, 2: None, 3: None, 4: None, 5: None, 6: 6, 7: 7}


def test_a_count_that_would_give_a_small_one_away_goes_too() -> None:
    counts: Table = {"a": 3, "b": 20, "c": 40, "all": 63}
    shown = counts_for(OUT, counts, [Sum("all", ("a", "b", "c"))])
    assert shown == {"a": None, "b": None, "c": 40, "all": 63}


def test_two_small_ones_that_come_to_little_are_not_enough() -> None:
    """One and one are two: of two that are hidden, each is one."""
    shown = counts_for(OUT, {"a": 1, "b": 1, "c": 9, "all": 11}, [Sum("all", ("a", "b", "c"))])
    assert shown == {"a": None, "b": None, "c": None, "all": 11}


def test_a_table_hides_four_corners_and_no_more() -> None:
    assert hidden((3, 20, 30), (20, 25, 30), (30, 40, 50)) == {
        *(("a", 0), ("a", 1), ("b", 0), ("b", 1)),
    }


def test_a_team_of_a_service_of_a_council_is_protected_at_every_level() -> None:
    counts: Table = {"t1": 2, "t2": 30, "s1": 32, "t3": 25, "t4": 40, "s2": 65, "all": 97}
    sums = [Sum("s1", ("t1", "t2")), Sum("s2", ("t3", "t4")), Sum("all", ("s1", "s2"))]
    assert {key for key, count in counts_for(OUT, counts, sums).items() if count is None} == {
        "t1",
        "t2",
    }


def test_a_sum_that_is_not_right_is_refused() -> None:
    with pytest.raises(ValueError, match="sum"):
        counts_for(OUT, {"a": 1, "all": 2}, [Sum("all", ("a",))])


ROWS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_of_a_small_count_nobody_can_tell_that_it_is(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    """Of all tables that would be shown so, some have 5 or more there, and none is the only one."""
    counts, sums = table(first, second)
    shown = counts_for(OUT, counts, sums)
    possible = explanations(shown)
    for key, count in counts.items():
        if 1 <= count <= 5:
            assert shown[key] is None
            could_be = set(possible[key])
            assert max(could_be) >= 5
            assert len(could_be) >= 5 or max(could_be) >= MOST - 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 40)] * 4), min_size=1, max_size=6))
def test_whatever_the_table_what_is_shown_is_right_and_no_zero_is_hidden(
    rows: list[tuple[int, ...]],
) -> None:
    counts, sums = table(*rows)
    for key, count in counts_for(OUT, counts, sums).items():
        assert count in {None, counts[key]}
        assert counts[key] or count == 0
    assert hidden(*rows) or not any(1 <= count <= 5 for count in counts.values())


@each(
    "ratio, shown",
    [
        (Ratio(40, 97), Shown(40, 97, 41)),
        (Ratio(0, 30), Shown(0, 30, 0)),
        (Ratio(30, 30), Shown(30, 30, 100)),
        (Ratio(3, 97), Shown(None, 97, None)),
        (Ratio(94, 97), Shown(None, 97, None)),
        (Ratio(2, 4), Shown(None, None, None)),
        (Ratio(0, 4), Shown(None, None, None)),
        (Ratio(0, 0), Shown(0, 0, None)),
        (Ratio(6, 9000), Shown(6, 9000, 1)),
        (Ratio(8994, 9000), Shown(8994, 9000, 99)),
    ],
)
def test_a_share_goes_with_its_small_count(ratio: Ratio, shown: Shown) -> None:
    assert share_for(OUT, ratio) == shown


def test_inside_a_share_keeps_its_small_count() -> None:
    assert share_for(Audience.INSIDE, Ratio(3, 97)) == Shown(3, 97, 3)
