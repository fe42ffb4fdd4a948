"""A chart as a picture: what stands in it, and of which figure it is."""

import subprocess
import sys
from io import BytesIO

from PIL import Image

from reports.places import Question
from reports.render import picture
from reports.render.chart import chart
from tests.reports.views import a_figure, a_summary, with_figure

IMPROVING, VOICE = "outcomes.improving_share", "records.child_voice"


def test_it_is_a_small_png_with_the_words_of_its_chart() -> None:
    figure = a_figure(VOICE)
    shown, drawn = picture.of_figure(figure), chart(figure)
    image = Image.open(BytesIO(shown.png))
    assert image.format == "PNG"
    assert image.width == 1020
    assert len(shown.png) < 20_000
    assert shown.words == f"{drawn.title}. {drawn.description}"


def test_the_same_figure_gives_the_same_picture() -> None:
    assert picture.of_figure(a_figure(VOICE)) == picture.of_figure(a_figure(VOICE))


def test_what_is_beside_the_last_month_is_within_the_picture() -> None:
    shown = Image.open(BytesIO(picture.of_figure(a_figure(VOICE, ((12, 17),) * 3)).png))
    edge = shown.convert("L").crop((shown.width - 6, 0, shown.width, shown.height))
    assert edge.getextrema() == (255, 255)


def test_it_is_of_what_is_asked_about_first_else_of_who_is_better() -> None:
    asked = Question(VOICE, "Something was found.", "What is it?", "their supervisors")
    assert title_of(a_summary()) == chart(a_figure(IMPROVING)).title
    assert title_of(a_summary(questions=(asked,))) == chart(a_figure(VOICE)).title


def test_one_month_is_no_line_so_the_next_figure_is_drawn() -> None:
    one = a_figure(IMPROVING, ((0, 0),) * 12 + ((3, 4),))
    assert title_of(a_summary(figures=with_figure(one))) != chart(one).title
    assert picture.of_summary(a_summary(figures=(one,))) is None


def title_of(summary: object) -> str:
    drawn = picture.of_summary(summary)  # type: ignore[arg-type]
    assert drawn is not None
    return drawn.words.partition(". ")[0]


def test_nothing_that_draws_is_loaded_before_a_picture_is_asked_for() -> None:
    code = "import sys, bot.first_screens; print('PIL' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
