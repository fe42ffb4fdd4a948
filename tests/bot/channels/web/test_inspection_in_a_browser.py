"""The pages that look further than a summary, in a real Chromium: axe, a phone, paper."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.demo.caseloads import ONE_CHILD
from storage.tables import Person
from tests.bot.channels.web.browsers import faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_drawn_children import a_seed_that_draws, the
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PICTURES = os.environ.get("UNDERSTORY_PICTURES")
MONTHS = "month=2026-10&months=6"
PATHS = {
    "inspection": "/inspection?month=2026-10",
    "teams": f"/teams?{MONTHS}",
    "team": f"/teams?{MONTHS}&measure=records.contingency",
    "expected": f"/expected?{MONTHS}",
    "drawn": "/inspection/children?month=2026-11&months=12&seed=1",
}
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
LOOKS = [
    pytest.param((1280, 720), False, id="a desk by day"),
    pytest.param((360, 740), False, id="a phone by day", marks=pytest.mark.thorough),
    pytest.param((1280, 720), True, id="a desk in the dark", marks=pytest.mark.thorough),
    pytest.param((360, 740), True, id="a phone in the dark", marks=pytest.mark.long),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def server(demo: Held) -> Iterator[Server]:
    with serving(demo.context) as running:
        yield running


def a_page(chromium: Browser, server: Server, demo: Held, person: Person, **look: object) -> Page:
    context = chromium.new_context(base_url=server.address, **look)  # type: ignore[arg-type]
    token = demo.session_of(person)
    context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    return context.new_page()


def every_page(page: Page) -> Iterator[str]:
    """Show every page in turn and yield its name; the last is the thread of a child we know."""
    for name, path in PATHS.items():
        page.goto(path)
        page.evaluate(UNFOLD)
        yield name
    refs = page.locator(".govuk-details .us-ref").all_inner_texts()
    page.goto(f"{PATHS['drawn']}&seed={a_seed_that_draws(refs, ONE_CHILD)}".replace("seed=1&", ""))
    page.get_by_role("link", name=re.compile(ONE_CHILD)).click()
    page.get_by_role("heading", name="The plan they agreed then").wait_for()
    yield "thread"


@pytest.mark.parametrize(("size", "dark"), LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Browser, server: Server, demo: Held, size: tuple[int, int], dark: bool
) -> None:
    page = a_page(
        chromium,
        server,
        demo,
        the(demo, "manager", on_top=True),
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
    )
    found = {}
    for name in every_page(page):
        found[name] = faults(page)
        if PICTURES:
            shot = f"{name}-{size[0]}-{'dark' if dark else 'light'}.png"
            page.screenshot(path=f"{PICTURES}/{shot}", full_page=True)
    page.context.close()
    assert len(found) == len(PATHS) + 1
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_thread_and_the_page_for_inspection_fit_on_little_paper(
    chromium: Browser, server: Server, demo: Held
) -> None:
    manager = the(demo, "manager", on_top=True)
    page = a_page(chromium, server, demo, manager, viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    sheets = {}
    for name in every_page_unopened(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 794
        assert page.locator("nav, .govuk-button, .us-over").locator("visible=true").count() == 0
        sheets[name] = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))
    page.context.close()
    assert sheets["inspection"] <= 3
    assert sheets["thread"] <= 2


def every_page_unopened(page: Page) -> Iterator[str]:
    page.goto(PATHS["inspection"])
    yield "inspection"
    page.emulate_media(media="screen")
    for name in every_page(page):
        if name == "thread":
            page.emulate_media(media="print")
            yield name
