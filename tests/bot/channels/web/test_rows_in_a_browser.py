"""From a figure of the council's own files to the rows behind it, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.bot.channels.web.browsers import a_phone, faults, follow
from tests.bot.channels.web.contexts import Council, Server, serving
from tests.bot.channels.web.files import a_council_with_files
from tests.bot.channels.web.test_casework import a_desktop, at_front_door
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council_with_files(tmp_path) as made:
        yield made


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def open_list(page: Page) -> None:
    """Go from the figure to the list of what it leaves out, and on to all."""
    page.get_by_role("link", name="Contacts with no further action", exact=True).click()
    section = page.get_by_role("region", name="Contacts with no further action")
    follow(section.get_by_role("link", name="See the 39 contacts with an outcome"))
    page.get_by_role("heading", name="39 contacts with an outcome").wait_for()


def test_a_figure_leads_to_its_rows_which_are_narrowed(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_desktop(chromium) as page:
        at_front_door(page, server, council)
        open_list(page)
        assert page.get_by_role("row").count() == 40
        assert faults(page) == []
        page.get_by_text("Narrow this list").click()
        page.get_by_label("Source").select_option(label="School (10)")
        page.get_by_role("button", name="Show these").click()
        page.get_by_role("heading", name="10 contacts with an outcome").wait_for()
        assert page.get_by_label("Source").locator("option:checked").inner_text() == "School (10)"
        assert faults(page) == []
        page.get_by_role("link", name="19 contacts without an outcome").click()
        page.get_by_role("heading", name="19 contacts without an outcome").wait_for()
        page.get_by_role("link", name="Back to the summary").click()
        page.wait_for_url("**/summary?*#contacts.nfa_share")


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_a_row_is_a_card_and_nothing_sticks_out(
    chromium: Browser, server: Server, council: Council, *, dark: bool
) -> None:
    with a_phone(chromium, dark=dark) as page:
        at_front_door(page, server, council)
        page.get_by_role("heading", name="The front door").click()
        open_list(page)
        card = page.get_by_role("row").nth(1)
        assert "Threshold met" in card.inner_text()
        assert faults(page) == []
