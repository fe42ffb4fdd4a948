"""The first screen of a summary in a real browser, and a question taken up and answered there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.questioned import a_questioned_council
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

DESKTOP = ViewportSize(width=1280, height=720)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_questioned_council(tmp_path) as made:
        yield made


@pytest.fixture
def server(held: Held) -> Iterator[Server]:
    with serving(held.context) as running:
        yield running


def be(page: Page, server: Server, held: Held, first_name: str) -> None:
    token = held.session_of(held.person(first_name))
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])


def at_summary(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/summary?month=2026-11")
    page.get_by_role("heading", name="In short").wait_for()


def test_without_scrolling_one_reads_what_is_better_found_asked_and_unknown(
    chromium: Browser, server: Server, held: Held
) -> None:
    page = chromium.new_page(viewport=DESKTOP)
    be(page, server, held, "Ruth")
    at_summary(page, server)
    last = page.get_by_text("We cannot say:").bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= DESKTOP["height"]
    assert faults(page) == []
    page.close()


def test_a_question_is_taken_up_and_answered(chromium: Browser, server: Server, held: Held) -> None:
    page = chromium.new_page(viewport=DESKTOP)
    be(page, server, held, "Ruth")
    at_summary(page, server)
    page.get_by_text("Take this up").first.click()
    page.get_by_label("Who finds out").select_option(label="Sunil Mehta")
    page.get_by_role("button", name="Take this up").click()
    page.wait_for_url("**/enquiries/*")
    address = page.url
    assert faults(page) == []
    be(page, server, held, "Sunil")
    page.goto(address)
    page.get_by_label("Answer it").fill("Omar was at court all week.")
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_role("heading", name="The answer").wait_for()
    assert faults(page) == []
    be(page, server, held, "Ruth")
    at_summary(page, server)
    page.get_by_text("Of 1 question asked, 1 is answered.").wait_for()
    page.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_nothing_sticks_out(
    chromium: Browser, server: Server, held: Held, dark: bool
) -> None:
    with a_phone(chromium, dark=dark) as page:
        be(page, server, held, "Ruth")
        at_summary(page, server)
        page.get_by_text("Take this up").first.click()
        assert faults(page) == []
