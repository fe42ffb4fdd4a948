"""The council's own files on a summary's page, in a real browser: read, opened, and on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from sqlmodel import Session

from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.contexts import Council, Server, a_council, serving
from tests.chromium import EXECUTABLE
from tests.reports.casework.rows import a_contact, an_assessment

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]
DESKTOP = ViewportSize(width=1280, height=720)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path) as made:
        with made.store.writing() as session:
            _files(session, made)
        yield made


def _files(session: Session, council: Council) -> None:
    for day in (3, 9, 24):
        a_contact(session, date(2026, 9, day), council.team, outcome="no further action")
    started = date(2026, 9, 2)
    an_assessment(session, started, date(2026, 9, 20), council.team, child_seen_on=started)


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


@contextmanager
def a_desktop(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESKTOP)
    yield page
    page.close()


def at_front_door(page: Page, server: Server, council: Council) -> None:
    token = council.session_of(council.manager)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.goto(f"{server.address}/summary?month=2026-09")
    page.get_by_role("heading", name="The front door").wait_for()


def test_a_figure_stands_in_a_table_and_leads_to_what_it_counts(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_desktop(chromium) as page:
        at_front_door(page, server, council)
        table = page.get_by_role("table", name="The front door")
        row = table.get_by_role("row").filter(has_text="Contacts with no further action")
        assert "3 of 3" in row.inner_text()
        row.get_by_role("link", name="Contacts with no further action", exact=True).click()
        section = page.get_by_role("region", name="Contacts with no further action")
        section.get_by_text("What it counts").click()
        section.get_by_text("recorded contacts with an outcome").wait_for()
        assert faults(page) == []


def test_on_a_phone_nothing_sticks_out(chromium: Browser, server: Server, council: Council) -> None:
    with a_phone(chromium) as page:
        at_front_door(page, server, council)
        page.get_by_role("heading", name="The front door").click()
        page.get_by_text("What it counts").first.click()
        page.get_by_text("every contact received in the month").wait_for()
        assert faults(page) == []
