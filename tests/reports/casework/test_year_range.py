"""The range of the months before, of a share: in one form, whatever there was to count."""

from dataclasses import replace

import pytest

from practice.calendar import Month, months_back
from reports.casework import wording
from reports.casework_view import Amount, CaseworkFigure
from tests.reports.files import with_files

MANY, FEW = 30, 3


def a_share(*counts: tuple[int, int]) -> CaseworkFigure:
    figure = with_files().casework[0]
    months = months_back(Month(2026, 3), len(counts))
    series = tuple(Amount(month, n / m, n, m) for month, (n, m) in zip(months, counts, strict=True))
    return replace(figure, unit="share", series=series)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            ((0, FEW), (0, MANY), (0, MANY), (0, MANY)),
            "The 12 months before: always 0%, leaving out 1 month with fewer than 20.",
        ),
        (
            ((3, FEW), (6, MANY), (15, MANY), (9, MANY)),
            "The 12 months before: 20% to 50%, leaving out 1 month with fewer than 20.",
        ),
        (
            ((1, FEW), (6, MANY), (15, MANY), (2, FEW)),
            "The 12 months before: 6 of 30 to 15 of 30.",
        ),
        (((0, 2), (0, FEW), (0, FEW)), "The 12 months before: always 0%."),
        (((1, FEW), (1, FEW), (1, FEW)), "The 12 months before: always 1 of 3."),
        (((6, MANY), (15, MANY)), "The 12 months before: 20% in the one month known."),
    ],
)
def test_a_range_is_said_in_one_form(counts: tuple[tuple[int, int], ...], said: str) -> None:
    assert wording.year_range(a_share(*counts)) == said
