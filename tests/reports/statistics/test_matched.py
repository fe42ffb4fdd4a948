"""Two times beside each other, each group beside itself: against published figures."""

import pytest

from reports.statistics.contribution import Ratio
from reports.statistics.matched import matched, more_than_chance

# Bickel P J, Hammel E A, O'Connell J W, "Sex bias in graduate admissions", Science
# 1975;187:398-404: admitted of applied, men and women, by department. R's mantelhaen.test, with
# its correction, gives X-squared = 1.4269 and p = 0.2323.
MEN = {
    "A": Ratio(512, 825), "B": Ratio(353, 560), "C": Ratio(120, 325),
    "D": Ratio(138, 417), "E": Ratio(53, 191), "F": Ratio(22, 373),
}  # fmt: skip
WOMEN = {
    "A": Ratio(89, 108), "B": Ratio(17, 25), "C": Ratio(202, 593),
    "D": Ratio(131, 375), "E": Ratio(94, 393), "F": Ratio(24, 341),
}  # fmt: skip


def test_the_published_admissions_to_the_decimals_that_were_published() -> None:
    found = matched(MEN, WOMEN)
    assert round(found.chance, 4) == 0.2323
    # All together women were admitted less; department by department, rather more.
    assert found.more > 0


def test_a_group_there_at_one_time_alone_says_nothing() -> None:
    with_others = matched({**MEN, "G": Ratio(0, 500)}, {**WOMEN, "H": Ratio(500, 500)})
    assert with_others == pytest.approx(matched(MEN, WOMEN))
    assert matched({"G": Ratio(0, 500)}, {"H": Ratio(500, 500)}) == (0.0, 1.0)


@pytest.mark.parametrize("counted", [0, 40])
def test_where_nothing_differs_chance_brings_it_always(counted: int) -> None:
    assert matched({"A": Ratio(counted, 40)}, {"A": Ratio(counted, 40)}) == (0.0, 1.0)


def test_one_record_on_either_side_is_no_finding() -> None:
    assert matched({"A": Ratio(0, 1)}, {"A": Ratio(1, 1)}).chance > 0.9


def test_what_is_found_is_so_among_all_that_were_looked_at() -> None:
    assert more_than_chance([]) == []
    assert more_than_chance([0.04]) == [True]
    assert more_than_chance([0.04, 0.5, 0.9]) == [False, False, False]
    assert more_than_chance([0.04, 0.001, 0.9]) == [False, True, False]
