"""Agreement and shares against published values, and the order in which texts are drawn."""

from collections.abc import Sequence
from itertools import islice

import pytest

from practice.reader_check import CheckCounts, Marks, counted, in_turns


def two_readers(both: int, first: int, second: int, neither: int) -> CheckCounts:
    return CheckCounts(first, second, both, 0, 0, neither)


def test_kappa_is_that_of_a_published_example() -> None:
    # Fleiss, Levin and Paik 2003, as computed by ci.kappa of the R package statpsych:
    # .6756757, interval .5317 to .8196.
    kappa = two_readers(58, 4, 12, 31).kappa()
    assert kappa is not None
    assert kappa.value == pytest.approx(0.6756757)
    assert (kappa.low, kappa.high) == pytest.approx((0.5317, 0.8196), abs=0.03)


def test_kappa_of_a_second_example_worked_by_hand() -> None:
    # They agree on 35 of 50; by chance they would on half.
    kappa = two_readers(20, 5, 10, 15).kappa()
    assert kappa is not None
    assert kappa.value == pytest.approx(0.4)


def test_full_agreement_on_few_texts_is_not_certain() -> None:
    kappa = two_readers(6, 0, 0, 6).kappa()
    assert kappa is not None
    assert (kappa.value, kappa.high) == pytest.approx((1.0, 1.0))
    assert kappa.low < 0.6


def test_agreement_is_never_under_minus_one() -> None:
    kappa = two_readers(1, 1, 14, 0).kappa()
    assert kappa is not None
    assert -1 <= kappa.low <= kappa.value <= kappa.high


@pytest.mark.parametrize("counts", [(4, 1, 1, 3), (12, 0, 0, 0), (0, 0, 0, 12), (0, 0, 0, 0)])
def test_too_few_texts_or_marks_all_alike_have_no_kappa(counts: Sequence[int]) -> None:
    assert two_readers(*counts).kappa() is None


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(
    count: int, of: int, low: float, high: float
) -> None:
    # Newcombe 1998, table I, method 3 (score method without continuity correction).
    recall = CheckCounts(0, 0, count, of - count, 0, 0).recall()
    assert recall is not None
    assert (recall.low, recall.high) == pytest.approx((low, high), abs=0.00005)


def test_precision_and_recall_are_of_the_texts_on_which_both_agree() -> None:
    told = [
        *[Marks(True, True, True)] * 12,
        *[Marks(True, True, False)] * 4,
        *[Marks(False, False, True)] * 3,
        *[Marks(False, False, False)] * 9,
        *[Marks(True, False, True)] * 2,
        Marks(False, True, True),
        Marks(None, True, True),
        Marks(False, None, False),
        Marks(None, None, True),
    ]
    counts = counted(told)
    assert counts == CheckCounts(2, 1, 12, 4, 3, 9)
    assert counts.marked == 31
    precision, recall = counts.precision(), counts.recall()
    assert precision is not None
    assert recall is not None
    assert (precision.count, precision.of) == (12, 15)
    assert (recall.count, recall.of) == (12, 16)


def test_under_ten_there_is_no_share() -> None:
    assert CheckCounts(0, 0, 9, 0, 0, 30).precision() is None
    assert CheckCounts(0, 0, 9, 0, 0, 30).recall() is None
    assert CheckCounts(0, 0, 9, 1, 1, 30).recall() is not None


def test_who_wrote_much_is_drawn_no_more_often_than_others() -> None:
    written = {"a": [f"a{n}" for n in range(500)], "b": ["b0", "b1", "b2"], "c": ["c0"]}
    drawn = list(islice(in_turns(written, 7), 7))
    assert sorted(text[0] for text in drawn) == ["a", "a", "a", "b", "b", "b", "c"]
    assert len(list(in_turns(written, 7))) == 504


def test_a_seed_draws_the_same_texts_and_another_draws_others() -> None:
    written = {"a": list(range(100)), "b": list(range(100, 200))}
    first, again, other = (list(islice(in_turns(written, s), 20)) for s in (1, 1, 2))
    assert first == again
    assert set(first) != set(other)
    assert list(in_turns({}, 1)) == []
