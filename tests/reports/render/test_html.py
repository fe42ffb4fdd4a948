"""The page: whole and self-contained as a file, a body without style for the web."""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from practice.calendar import Month
from reports.places import Dimension, Where
from reports.render import html
from reports.view import Behind
from tests.chromium import EXECUTABLE
from tests.reports.views import a_figure, a_summary, with_figure

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def a_link(key: str, period: Month, shows: str) -> str:
    return f"/summary/behind/{key}/{period}?team=t1&show={shows}"


def test_a_file_needs_nothing_from_outside() -> None:
    page = html.page(a_summary())
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page


def test_a_body_brings_no_style_of_its_own() -> None:
    body = html.body(a_summary(), a_link)
    assert " style=" not in body
    assert "<style" not in body
    assert body.lstrip().startswith("<h1")


def test_sentences_of_a_figure_stand_apart() -> None:
    text = "3 of the 4 children not discussed are in East."
    sits = Where(3, 4, Dimension.TEAM, ("t",), text)
    figure = replace(a_figure("children.discussed_share"), where=sits)
    page = html.page(a_summary(figures=with_figure(figure)))
    assert f"Beside it: 88.5 in depth. {text}" in page


def test_names_are_escaped() -> None:
    for shown in (html.page(a_summary()), html.body(a_summary())):
        assert "North &amp; West &lt;team&gt;" in shown
        assert "<team>" not in shown


def test_every_number_opens_the_list_behind_it() -> None:
    body = html.body(a_summary(), a_link)
    for figure in a_summary().figures:
        for point in figure.series:
            assert f"behind/{figure.key}/{point.period}?team=t1&amp;show=all" in body


def test_a_month_with_nothing_to_count_opens_nothing() -> None:
    figure = a_figure("actions.done_share", [(1, 4), (0, 0)])
    body = html.body(a_summary(figures=with_figure(figure)), a_link)
    assert "behind/actions.done_share/2026-09" in body
    assert "behind/actions.done_share/2026-10" not in body
    assert "nothing to count" in body


def test_every_sentence_leads_somewhere() -> None:
    assert 'href="#records.child_voice"' in html.page(a_summary())
    assert "behind/records.child_voice/2026-10" in html.body(a_summary(), a_link)


def test_ids_are_unique_and_every_link_within_the_page_arrives() -> None:
    page = html.page(a_summary())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_every_figure_has_a_described_picture_and_its_table() -> None:
    page = html.page(a_summary())
    figures = len(a_summary().figures)
    assert page.count('role="img"') == page.count("</desc>") == figures
    assert page.count('<details class="govuk-details">') == figures


def test_supervision_held_stands_beside_what_it_was_for() -> None:
    page = html.page(a_summary())
    held = page[page.index('<section class="us-measure" id="supervision.held_share"') :]
    assert 'href="#children.discussed_share"' in held
    assert 'href="#records.own_practice"' in held


def test_records_that_do_not_open_are_counted_on_the_page() -> None:
    figures = [replace(figure, behind=Behind(12, 5)) for figure in a_summary().figures]
    body = html.body(a_summary(figures=tuple(figures)))
    assert "Of the 12 records behind it, 5 open for you." in body
    assert "open for you" not in html.body(a_summary())


@pytest.mark.chromium
@pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "dark"),
        (1280, "light"),
        pytest.param(360, "light", marks=pytest.mark.thorough),
        pytest.param(1280, "dark", marks=pytest.mark.thorough),
    ],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "summary.html"
    file.write_text(html.page(a_summary(), a_link), encoding="utf-8")
    with closing(
        chromium.new_page(
            viewport={"width": width, "height": 740},
            color_scheme="dark" if scheme == "dark" else "light",
        )
    ) as page:
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width
