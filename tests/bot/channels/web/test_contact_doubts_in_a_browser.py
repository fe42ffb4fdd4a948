"""Calls in doubt in a real Chromium: axe, a phone, the keyboard, a tap that is two."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from practice.contact_answers import ContactAnswer
from storage.tables import Person
from tests.bot.channels.web.browsers import faults, follow
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.doubted import Doubted
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PICTURES = os.environ.get("UNDERSTORY_PICTURES")
LOOKS = [
    pytest.param((1280, 720), False, id="a desk by day"),
    pytest.param((360, 740), False, id="a phone by day", marks=pytest.mark.everyday),
    pytest.param((1280, 720), True, id="a desk in the dark", marks=pytest.mark.thorough),
    pytest.param((360, 740), True, id="a phone in the dark", marks=pytest.mark.long),
]


@pytest.fixture
def server(calls: Doubted) -> Iterator[Server]:
    with serving(calls.council.context) as running:
        yield running


def a_page(
    chromium: Browser, server: Server, calls: Doubted, person: Person, **look: object
) -> Page:
    context = chromium.new_context(base_url=server.address, **look)  # type: ignore[arg-type]
    token = calls.council.session_of(person)
    context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    return context.new_page()


@pytest.mark.parametrize(("size", "dark"), LOOKS)
def test_axe_finds_nothing_and_every_card_fits(
    chromium: Browser, server: Server, calls: Doubted, size: tuple[int, int], dark: bool
) -> None:
    page = a_page(
        chromium,
        server,
        calls,
        calls.council.manager,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
    )
    found = {}
    page.goto(f"/summary?month={calls.month}&team={calls.council.manager.team_id}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    follow(page.get_by_role("link", name="Look at these calls, one by one"))
    for number in range(6):
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        found[number] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        if PICTURES:
            shot = f"doubt-{number}-{size[0]}-{'dark' if dark else 'light'}.png"
            page.screenshot(path=f"{PICTURES}/{shot}", full_page=True)
        if number < 5:
            answers = page.locator(".us-pair__answers button")
            assert answers.count() == 3
            follow(answers.nth(number % 3))
    assert page.get_by_text("Nothing waits to be looked at in September 2026.").count() == 1
    page.context.close()
    assert {number: wrong for number, wrong in found.items() if wrong} == {}


def test_an_answer_can_be_given_and_taken_back_by_keyboard(
    chromium: Browser, server: Server, calls: Doubted
) -> None:
    page = a_page(chromium, server, calls, calls.council.manager)
    page.goto(f"/contacts/doubts?month={calls.month}")
    page.get_by_role("button", name="Two events").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("is not about the event of CO-TWO-1").wait_for()
    page.get_by_role("status").get_by_role("button", name="Take back").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Taken back.").wait_for()
    assert page.get_by_role("heading", name="Are these two calls about one event?").count() == 1
    page.context.close()
    assert calls.held() == {}


def test_two_taps_on_a_slow_line_are_one_answer(
    chromium: Browser, server: Server, calls: Doubted
) -> None:
    page = a_page(chromium, server, calls, calls.council.manager)
    page.goto(f"/contacts/doubts?month={calls.month}")
    page.get_by_role("button", name="One event", exact=True).dblclick()
    page.get_by_role("status").get_by_text("Saved.").wait_for()
    page.context.close()
    held = calls.held()
    assert {ref: answer for ref, (answer, _) in held.items()} == {"CO-TWO-2": ContactAnswer.YES}
