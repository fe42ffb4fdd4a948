"""The summary and its lists on paper: A4 wide, few pages, and no address of a link."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from practice.calendar import Month
from storage import enquiries
from storage.enquiries import ToAsk
from tests.bot.channels.web.contexts import Council, Server, serving
from tests.bot.channels.web.long_lists import a_council_with_long_lists
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

A4 = {"width": 794, "height": 1123}
LISTED = "/summary/behind?measure=children.discussed_share&month=2026-09"
NOT_ON_PAPER = "nav, .us-lists, .govuk-back-link, .us-foot, details:not([open]):not(.us-fold)"
ADDRESSES = """() => [...document.querySelectorAll("a")].filter(
    link => getComputedStyle(link, "::after").content !== "none" && link.offsetParent)
    .map(link => link.textContent)"""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    with a_council_with_long_lists(tmp_path_factory.mktemp("council")) as made:
        yield made


@pytest.fixture(scope="module")
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


@pytest.fixture
def paper(chromium: Browser, server: Server, council: Council) -> Iterator[Page]:
    page = chromium.new_page(viewport=A4, base_url=server.address)  # type: ignore[arg-type]
    token = council.session_of(council.manager)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.parametrize(("path", "most"), [("/summary?month=2026-09", 5), (LISTED, 4)])
def test_it_is_no_wider_than_the_paper_and_few_pages_long(
    paper: Page, path: str, most: int
) -> None:
    paper.goto(path)
    assert paper.evaluate("document.documentElement.scrollWidth") <= A4["width"]
    pages = re.findall(rb"/Type\s*/Page[^s]", paper.pdf(format="A4"))
    assert 0 < len(pages) <= most


@pytest.mark.parametrize("path", ["/summary?month=2026-09", LISTED, "/records"])
def test_no_link_prints_its_address_and_what_is_only_to_tap_is_not_printed(
    paper: Page, path: str
) -> None:
    paper.goto(path)
    assert paper.locator("a").count() > 0
    assert paper.evaluate(ADDRESSES) == []
    assert paper.locator(NOT_ON_PAPER).count() > 0
    for one in paper.locator(NOT_ON_PAPER).all():
        assert not one.is_visible()


def test_a_section_goes_on_over_the_page_beneath_its_heading(paper: Page) -> None:
    paper.goto("/summary?month=2026-09")
    section = paper.locator(".us-lead").first
    assert section.evaluate("of => getComputedStyle(of).breakInside") == "auto"
    for words in section.locator("p").all():
        assert words.evaluate("of => getComputedStyle(of).breakInside") == "avoid"
    heading = section.locator("h2")
    assert heading.evaluate("of => getComputedStyle(of).breakAfter") == "avoid"


def test_a_table_that_was_opened_is_printed(paper: Page) -> None:
    paper.goto("/summary?month=2026-09")
    paper.emulate_media(media="screen")
    paper.locator(".us-measure details summary").nth(2).click()
    paper.emulate_media(media="print")
    assert paper.locator(".us-measure details table:visible").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_folded_on_a_phone_says_its_sentence_and_stands_on_paper(
    chromium: Browser, server: Server, council: Council, scripts: bool
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    token = council.session_of(council.manager)
    context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page = context.new_page()
    page.goto(f"{server.address}/summary?month=2026-09")
    folds, measures = page.locator(".us-fold"), page.locator(".us-measure h3")
    assert [fold.evaluate("fold => fold.open") for fold in folds.all()] == [
        number == 0 for number in range(folds.count())
    ]
    assert all(said.is_visible() for said in page.locator(".us-fold__said").all())
    assert not any(one.is_visible() for one in measures.all())
    folds.nth(1).locator("summary").first.press("Enter")
    assert measures.first.is_visible()
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in measures.all())
    assert measures.count() > 1
    context.close()


def test_no_way_on_from_a_sentence_is_printed(paper: Page, council: Council) -> None:
    manager, month = council.manager, Month(2026, 9)
    asked = ToAsk(
        *(manager.team_id, month, "children.discussed_share", "It fell.", "Why?", 1, 2),
        *(manager.id, month.last),
    )
    with council.store.writing() as session:
        enquiries.ask(session, asked, manager.id, council.context.clock.now())
    paper.goto("/summary?month=2026-09")
    ways = paper.locator(".us-lead a")
    assert "Open this question" in ways.all_text_contents()
    assert [way.text_content() for way in ways.all() if way.is_visible()] == []
