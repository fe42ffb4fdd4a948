"""A record to agree on a page of its own: on phone and desktop, in the dark, by keyboard, alone.

Every part is read whole there and agreed there, and the conversation knows it.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlmodel import col, select

from bot.channels.web.context import WebContext
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from storage import transcript, web_sessions
from storage.tables import Identity, Person
from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.contexts import DUTY, Server, guides, serving
from tests.chromium import EXECUTABLE
from tests.conversations import fixed_reader
from tests.factories import make_store
from tests.whole_day.history import FIRST, records_to_agree

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PHONE: ViewportSize = {"width": 360, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PICTURES = os.environ.get("UNDERSTORY_PICTURES")
PARTS = 4
"""Three children in depth, and those looked at; the own part is the fifth."""


@contextmanager
def a_reader(folder: Path) -> Iterator[tuple[Server, WebContext, str, str]]:
    """Serve a council in which Priya has a supervision to agree; yield her id and her session."""
    store = make_store(folder, records=records_to_agree(), waits_for_the_disk=False)
    with closing(store):
        with store.writing() as session:
            priya = session.exec(select(Person).where(col(Person.name).startswith("Priya"))).one()
            priya_id = priya.id
            session.add(
                Identity(channel="web", address=priya_id, person_id=priya_id, enrolled_at=FIRST)
            )
            session.flush()
            token = web_sessions.start(session, priya_id, FIRST)
        dialogue = Dialogue(store, guides(), DUTY, fixed_reader.at_once())
        context = WebContext(store, dialogue, MovableClock(FIRST), guides(), "Ashdown")
        with serving(context) as server:
            yield server, context, priya_id, token


def come_in(page: Page, server: Server, token: str) -> None:
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.goto(server.address)


def say(page: Page, text: str) -> None:
    page.get_by_label("Write here").fill(text)
    page.get_by_role("button", name="Send what I wrote").click()


def open_the_reading(page: Page) -> None:
    """Go on with what waits, to the page of its first part."""
    say(page, "/drafts")
    page.get_by_role("button", name="A supervision to agree").first.click()
    page.get_by_role("link", name="Read it all").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 5")


def look(page: Page, what: str) -> None:
    assert faults(page) == []
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/whole-{what}.png", full_page=True)


@pytest.mark.parametrize(
    ("size", "dark"),
    [
        pytest.param(PHONE, True, id="a phone in the dark"),
        pytest.param(DESKTOP, False, id="a desk by day"),
        pytest.param(PHONE, False, id="a phone by day", marks=pytest.mark.thorough),
        pytest.param(DESKTOP, True, id="a desk in the dark", marks=pytest.mark.thorough),
    ],
)
def test_every_part_is_read_whole_and_agreed_on_its_page(
    chromium: Browser, tmp_path: Path, size: ViewportSize, dark: bool
) -> None:
    named = f"{size['width']}-{'dark' if dark else 'light'}"
    with (
        a_reader(tmp_path) as (server, context, priya, token),
        a_phone(chromium, dark=dark) as page,
    ):
        page.set_viewport_size(size)
        come_in(page, server, token)
        open_the_reading(page)
        expect(page.get_by_role("heading", name="Decision and why")).to_be_visible()
        look(page, f"first-{named}")
        for number in range(2, 6):
            page.get_by_role("button", name="Agree", exact=True).click()
            expect(page.locator("body")).to_contain_text(f"{number} of 5")
            look(page, f"{number}-{named}")
        page.get_by_role("button", name="Agree", exact=True).click()
        expect(page.locator("body")).to_contain_text("That is everything")
        with context.store.reading() as session:
            said = [one.body for one in transcript.lines(session, priya, "web") if not one.ours]
        assert said.count("Agree") == PARTS + 1


def test_it_is_agreed_by_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    with a_reader(tmp_path) as (server, _, __, token), a_phone(chromium) as page:
        come_in(page, server, token)
        open_the_reading(page)
        for number in range(2, 6):
            tab_to(page, "Agree")
            page.keyboard.press("Enter")
            expect(page.locator("body")).to_contain_text(f"{number} of 5")


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the button of that label has the focus, which is seen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip() == label:
            expect(focused).to_be_in_viewport()
            return
    raise AssertionError(f"the keyboard does not come to {label}")


def test_without_scripts_it_is_read_and_agreed_as_well(chromium: Browser, tmp_path: Path) -> None:
    with (
        a_reader(tmp_path) as (server, _, __, token),
        a_phone(chromium, scripts=False) as page,
    ):
        come_in(page, server, token)
        open_the_reading(page)
        for number in range(2, 6):
            page.get_by_role("button", name="Agree", exact=True).click()
            expect(page.locator("body")).to_contain_text(f"{number} of 5")


def test_what_is_returned_there_is_asked_for_its_reason_where_it_can_be_written(
    chromium: Browser, tmp_path: Path
) -> None:
    with a_reader(tmp_path) as (server, _, __, token), a_phone(chromium) as page:
        come_in(page, server, token)
        open_the_reading(page)
        page.get_by_role("button", name="Return it", exact=True).click()
        expect(page.get_by_label("Write here")).to_be_visible()
        say(page, "She said it to me, and not to her nan.")
        expect(page.locator("body")).to_contain_text("2 of 5")
