"""The line of a chart: gaps stay gaps, the latest month is marked, words say the same."""

from reports.render.chart import BOTTOM, LEFT, RIGHT, TOP, chart
from tests.reports.views import a_figure

KEY = "records.why"


def test_a_month_without_data_breaks_the_line() -> None:
    drawn = chart(a_figure(KEY, [(1, 4), (2, 4), (0, 0), (3, 4), (4, 4)]))
    assert [len(line.split()) for line in drawn.lines] == [2, 2]
    assert len(drawn.dots) == 4
    assert "1 of 5 months had nothing to count." in drawn.description


def test_a_month_alone_is_a_dot_without_a_line() -> None:
    drawn = chart(a_figure(KEY, [(0, 0), (2, 4), (0, 0), (3, 4)]))
    assert drawn.lines == ()
    assert [dot.is_latest for dot in drawn.dots] == [False, True]


def test_the_axis_runs_from_nothing_to_all() -> None:
    drawn = chart(a_figure(KEY, [(0, 4), (4, 4)]))
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(LEFT, BOTTOM), (RIGHT, TOP)]
    assert [label for _, label in drawn.levels] == ["0%", "50%", "100%"]


def test_the_description_says_what_the_picture_shows() -> None:
    drawn = chart(a_figure(KEY, [(1, 4), (3, 4), (2, 4)]))
    assert (
        drawn.description
        == "Oct 2026: 2 of 4. Lowest: 1 of 4 in Aug 2026. Highest: 3 of 4 in Sep 2026."
    )


def test_a_chart_without_any_data_says_so() -> None:
    drawn = chart(a_figure(KEY, [(0, 0), (0, 0)]))
    assert drawn.description == "No month had anything to count."
