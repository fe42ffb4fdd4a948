"""How far two people agree: by hand, and as Krippendorff works it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.agreement import FEWEST, Agreement, agreement

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example A: alpha is 0.095.
BINARY = list(zip("0100000000", "1110010010", strict=True))


def test_it_is_what_is_published() -> None:
    found = agreement(BINARY)
    assert found is not None
    assert (found.alike, found.of) == (6, 10)
    assert found.beyond_chance == pytest.approx(0.095, abs=0.0005)


def test_of_few_nothing_is_said() -> None:
    assert agreement(BINARY[:9]) is None
    assert agreement([]) is None


def test_where_everybody_chose_the_same_nothing_is_said_of_chance() -> None:
    assert agreement([("a", "a")] * FEWEST) == Agreement(10, 10, None)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=FEWEST))
def test_whoever_stands_first_changes_nothing_and_it_is_at_most_one(
    pairs: list[tuple[str, str]],
) -> None:
    found, turned = agreement(pairs), agreement([(b, a) for a, b in pairs])
    assert found == turned
    assert found is not None
    beyond = found.beyond_chance
    assert beyond is None or beyond <= 1
    assert (beyond == 1) == (found.alike == found.of and beyond is not None)
