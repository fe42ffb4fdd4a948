"""A real Chromium: a phone held upright, in which everything is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.bot.channels.web.contexts import Council, Server
from tests.chromium import EXECUTABLE

STORY = "visited 0417, she hid behind the sofa when he came in"
PHONE = {"width": 360, "height": 740}
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

# Long enough for a slow machine: what is waited for comes, or the test fails.
expect.set_options(timeout=60_000)


@contextmanager
def a_chromium() -> Iterator[Browser]:
    """Yield a browser. While it runs, this thread can run no asynchronous test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=EXECUTABLE, args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def a_phone(
    browser: Browser, *, scripts: bool = True, dark: bool = False, errors: bool = True
) -> Iterator[Page]:
    """Yield a page of a phone; with `errors`, none may have been written on its console."""
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        has_touch=True,
    )
    said: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    assert said == [] or not errors


def faults(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 A and AA, and what sticks out sideways."""
    found = [
        f"{fault['id']}: {[node['html'] for node in fault['nodes']]}"
        for fault in Axe().run(page, options=_RULES).response["violations"]
    ]
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found + ([f"{over} pixels too wide"] if over > 0 else [])


def come_in(page: Page, server: Server, council: Council) -> None:
    """Open the conversation in a browser that is signed in, as one device of several."""
    token = council.session_of(council.practitioner)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.goto(server.address)
    expect(page.locator("html.us-scripted")).to_have_count(1)


def follow(link: Locator) -> None:
    """Click what opens another page, and wait until that page is there.

    A click by itself may return before its navigation has begun, on a busy machine.
    """
    with link.page.expect_navigation():
        link.click()


def write(page: Page, text: str) -> None:
    """Type a text and send it."""
    page.get_by_label("Write here").fill(text)
    page.get_by_role("button", name="Send what I wrote").click()


def settled(page: Page) -> None:
    """Wait until the records have everything that was sent."""
    expect(page.locator("[data-state]")).to_have_count(0)
    while page.evaluate("localStorage.length"):
        page.wait_for_timeout(20)
