"""The usual range of a figure: computed from whole months, drawn and said where it says enough."""

import json
from dataclasses import replace
from datetime import date

import pytest

from reports.render import html
from reports.render import json as as_json
from reports.render.chart import BOTTOM, TOP, chart
from reports.sections import cannot_say
from reports.usual_range import drawn_range, usual_range
from reports.view import Figure
from tests.reports.views import a_figure, a_summary, with_figure

KEY = "records.why"
MOVING = tuple((34 + 6 * (n % 3), 100) for n in range(12))


def moving(*last: tuple[int, int]) -> Figure:
    return a_figure(KEY, [*MOVING, *last])


def test_the_range_is_the_limits_of_the_chart() -> None:
    found = usual_range(moving((40, 100)))
    assert found is not None
    assert found.mean == pytest.approx(0.4)
    assert found.upper == pytest.approx(0.4 + 2.66 * (8 * 0.06 + 3 * 0.12 + 0.06) / 12)
    assert not found.trial


def test_a_month_that_is_not_whole_is_no_part_of_it() -> None:
    figure = moving((40, 100))
    running = replace(figure.now, numerator=2, until=date(2026, 10, 5))
    found = usual_range(replace(figure, series=(*figure.series[:-1], running)))
    assert found is not None
    assert found.values[-1] is None
    assert found.trial


@pytest.mark.parametrize(
    "figure",
    [
        a_figure(KEY, [(n % 3, 19) for n in range(13)]),
        a_figure(KEY, [*MOVING[:5], (40, 100)]),
        a_figure(KEY, [(40, 100)] * 13),
        a_figure(KEY, [(0, 0)] * 13),
    ],
    ids=["few to count", "few months", "nothing moves", "nothing"],
)
def test_it_is_not_drawn_where_it_would_say_too_little(figure: Figure) -> None:
    assert drawn_range(figure) is None
    assert chart(figure).band is None


def test_the_chart_draws_the_range_and_marks_what_is_unusual() -> None:
    drawn = chart(moving((75, 100)))
    assert drawn.band is not None
    assert TOP < drawn.band.top < drawn.band.mean < drawn.band.bottom < BOTTOM
    assert [dot.is_flagged for dot in drawn.dots] == [False] * 12 + [True]
    assert "Usual range" in drawn.description
    assert "Oct 2026: above the usual range." in drawn.description


def test_a_range_beyond_all_is_drawn_to_all() -> None:
    drawn = chart(a_figure(KEY, [(97 + 3 * (n % 2), 100) for n in range(13)]))
    assert drawn.band is not None
    assert drawn.band.top == TOP
    assert "100%" in drawn.band.words


def test_a_range_of_few_months_says_that_it_is_on_trial() -> None:
    drawn = chart(a_figure(KEY, MOVING))
    assert drawn.band is not None
    assert "on trial: it rests on 12 whole months, and takes 13" in drawn.band.words


def test_the_page_tells_the_range_in_words_and_in_the_table_not_by_shape_alone() -> None:
    page = html.page(a_summary(figures=with_figure(moving((75, 100)))))
    assert "Usual range" in page
    assert "us-chart__point--signal" in page
    assert '<td class="govuk-table__cell">above the usual range</td>' in page
    assert '<td class="govuk-table__cell">usual</td>' in page


def test_json_carries_the_limits_and_flags_as_they_are_computed() -> None:
    document = json.loads(as_json.text(a_summary(figures=with_figure(moving((75, 100))))))
    measure = next(each for each in document["measures"] if each["key"] == KEY)
    found = usual_range(moving((75, 100)))
    assert found is not None
    assert measure["limits"] == {
        "mean": found.mean,
        "lower": found.lower,
        "upper": found.upper,
        "trial": False,
        "screened": True,
        "flags": {"2026-10": "astronomical"},
    }


def test_where_nothing_was_counted_there_are_no_limits() -> None:
    document = json.loads(
        as_json.text(a_summary(figures=with_figure(a_figure(KEY, [(0, 0)] * 13))))
    )
    assert next(each for each in document["measures"] if each["key"] == KEY)["limits"] is None


def test_what_is_unusual_this_month_is_said_to_be_perhaps_chance() -> None:
    said = [sentence.text for sentence in cannot_say._chance([moving((75, 100))])]
    assert len(said) == 1
    assert "Records that say why" in said[0]


def test_where_the_range_is_on_trial_or_not_drawn_a_change_may_be_chance() -> None:
    few, trial = a_figure("records.agreed", [(n % 3, 19) for n in range(13)]), a_figure(KEY, MOVING)
    for figure in (few, trial):
        said = [sentence.text for sentence in cannot_say._chance([figure])]
        assert [text[:32] for text in said] == ["Whether a change is more than ch"]


def test_where_the_range_is_known_and_the_month_usual_nothing_is_left_to_say() -> None:
    assert list(cannot_say._chance([moving((40, 100))])) == []
