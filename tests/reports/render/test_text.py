"""Plain text: 78 columns in a terminal."""

from reports.render.text import WIDTH, text
from tests.reports.views import a_figure, a_summary, with_figure


def test_no_line_is_wider_than_a_terminal() -> None:
    assert max(len(line) for line in text(a_summary()).splitlines()) <= WIDTH


def test_the_sentences_come_before_the_figures() -> None:
    shown = text(a_summary())
    assert shown.index("28 of 88 children are heard.") < shown.index("Children discussed")


def test_supervision_held_never_stands_without_what_it_was_for() -> None:
    shown = text(a_summary())
    held = shown[shown.rindex("Practitioners who had supervision") :].replace("\n  ", " ")
    assert "Children discussed 50%" in held
    assert "Records that look at our own practice 50%" in held


def test_a_month_without_anything_is_a_dash() -> None:
    empty = a_figure("actions.done_share", [(1, 4), (0, 0)])
    shown = text(a_summary(figures=with_figure(empty)))
    (line,) = [line for line in shown.splitlines() if line.startswith("Actions done ")]
    assert line.split()[2:] == ["\N{EN DASH}", "1", "of", "4", "always", "1", "of", "4"]
