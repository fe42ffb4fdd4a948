"""A summary is taken away from its page in a real browser, by what people see there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.bot.channels.web.browsers import faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.questioned import a_questioned_council
from tests.bot.channels.web.test_first_screen import at_summary, be
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

SIZES = {
    "desktop": ViewportSize(width=1280, height=720),
    "phone": ViewportSize(width=360, height=740),
}
BEGINS = {"PDF": b"%PDF-", "Word": b"PK", "Excel": b"PK", "CSV": b"team,", "JSON": b"{"}


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_questioned_council(tmp_path) as made:
        yield made


@pytest.fixture
def server(held: Held) -> Iterator[Server]:
    with serving(held.context) as running:
        yield running


@pytest.mark.parametrize("size", SIZES)
def test_each_button_gives_its_file_and_the_page_stays(
    chromium: Browser, server: Server, held: Held, size: str
) -> None:
    page = chromium.new_page(viewport=SIZES[size])
    be(page, server, held, "Ruth")
    at_summary(page, server)
    address = page.url
    page.get_by_role("heading", name="Take it away").scroll_into_view_if_needed()
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert (wide, faults(page)) == (True, [])
    for number, (name, begins) in enumerate(BEGINS.items()):
        if number == len(BEGINS) - 1:
            page.get_by_label("Who will read the file").select_option(value="inside")
        with page.expect_download() as started:
            page.get_by_role("button", name=name, exact=True).click()
        file = started.value
        assert file.path().read_bytes().startswith(begins)
        assert file.suggested_filename.partition(".")[0].endswith("-inside") == (name == "JSON")
    assert page.url == address
    page.close()
