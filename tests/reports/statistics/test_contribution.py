"""What a change is made of: worked cases, and that the parts are the change, exactly."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.statistics.contribution import Contribution, Ratio, of_count, of_ratio

SOURCES = st.sampled_from(["police", "school", "health", "family", "other"])
NONE = Fraction(0)
COUNTS = st.dictionaries(SOURCES, st.integers(0, 500))
RATIOS = st.dictionaries(
    SOURCES,
    st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda t: Ratio(min(t), max(t))),
)


def parts(found: Contribution) -> dict[str, tuple[Fraction, Fraction]]:
    return {part.category: (part.rate, part.mix) for part in found.parts}


def total(ratios: dict[str, Ratio]) -> Fraction:
    counted = sum(ratio.denominator for ratio in ratios.values())
    assume(counted)
    return Fraction(sum(ratio.numerator for ratio in ratios.values()), counted)


def test_a_count_is_made_of_what_each_category_changed_by_the_largest_first() -> None:
    found = of_count({"police": 40, "school": 30}, {"police": 90, "school": 25, "health": 3})
    assert found.change == 48
    assert [(p.category, p.change) for p in found.parts] == [
        ("police", Fraction(50)),
        ("school", Fraction(-5)),
        ("health", Fraction(3)),
    ]


def test_where_only_a_rate_changed_nothing_is_mix() -> None:
    found = of_ratio(
        {"a": Ratio(20, 100), "b": Ratio(30, 100)}, {"a": Ratio(40, 100), "b": Ratio(30, 100)}
    )
    assert parts(found) == {"a": (Fraction(1, 10), NONE), "b": (NONE, NONE)}
    assert (found.rate, found.mix) == (Fraction(1, 10), NONE)


def test_where_only_the_mix_changed_nothing_is_rate() -> None:
    """Each team concludes as many as ever; the team that concludes few has more of them."""
    found = of_ratio(
        {"a": Ratio(50, 100), "b": Ratio(10, 100)}, {"a": Ratio(25, 50), "b": Ratio(15, 150)}
    )
    assert (found.before, found.after) == (Fraction(60, 200), Fraction(40, 200))
    assert (found.rate, found.mix) == (NONE, Fraction(-1, 10))
    assert parts(found) == {"a": (NONE, Fraction(-1, 16)), "b": (NONE, Fraction(-3, 80))}


def test_both_at_once_are_told_apart() -> None:
    """Worked by hand as Kitagawa does: weights 1/2 to 1/4 and 1/2 to 3/4, rates 1/2 to 3/5."""
    found = of_ratio(
        {"a": Ratio(50, 100), "b": Ratio(10, 100)}, {"a": Ratio(30, 50), "b": Ratio(15, 150)}
    )
    assert found.rate == Fraction(1, 10) * Fraction(3, 8)
    assert found.mix == Fraction(-1, 4) * (Fraction(11, 20) - Fraction(1, 10))
    assert found.change == found.rate + found.mix


def test_a_category_that_is_new_has_no_rate_to_change() -> None:
    found = of_ratio({"a": Ratio(5, 10)}, {"a": Ratio(5, 10), "new": Ratio(9, 10)})
    assert parts(found)["new"][0] == 0
    assert found.rate == 0
    assert found.change == found.mix == Fraction(1, 5)


def test_an_average_of_days_is_taken_apart_too() -> None:
    found = of_ratio({"a": Ratio(400, 10)}, {"a": Ratio(520, 10)})
    assert found.change == found.rate == 12


@pytest.mark.parametrize("empty", [{}, {"a": Ratio(0, 0)}])
def test_where_one_time_counts_nothing_nothing_changed(empty: dict[str, Ratio]) -> None:
    for times in ((empty, {"a": Ratio(1, 2)}), ({"a": Ratio(1, 2)}, empty)):
        with pytest.raises(ValueError, match="nothing to compare"):
            of_ratio(*times)


@given(COUNTS, COUNTS)
def test_the_parts_of_a_count_are_the_change(before: dict[str, int], after: dict[str, int]) -> None:
    found = of_count(before, after)
    assert sum(part.change for part in found.parts) == found.change
    assert found.change == sum(after.values()) - sum(before.values())


@given(RATIOS, RATIOS)
def test_the_parts_of_a_share_are_the_change(
    before: dict[str, Ratio], after: dict[str, Ratio]
) -> None:
    change = total(after) - total(before)
    found = of_ratio(before, after)
    assert sum(part.change for part in found.parts) == found.rate + found.mix == change
    assert {part.category for part in found.parts} == {*before, *after}


@given(RATIOS, RATIOS)
def test_backwards_the_parts_are_the_same_the_other_way(
    before: dict[str, Ratio], after: dict[str, Ratio]
) -> None:
    assume(total(before) is not None and total(after) is not None)
    there, back = parts(of_ratio(before, after)), parts(of_ratio(after, before))
    assert {key: (-rate, -mix) for key, (rate, mix) in there.items()} == back


@given(RATIOS, RATIOS, st.integers(2, 9))
def test_twice_as_much_of_all_changes_nothing(
    before: dict[str, Ratio], after: dict[str, Ratio], times: int
) -> None:
    assume(total(before) is not None and total(after) is not None)
    more = {key: Ratio(each[0] * times, each[1] * times) for key, each in after.items()}
    assert parts(of_ratio(before, more)) == parts(of_ratio(before, after))
