"""The conversation in a real Chromium on a phone."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from bot.clock import MovableClock
from tests.bot.channels.web.browsers import (
    STORY,
    a_phone,
    come_in,
    follow,
    settled,
    write,
)
from tests.bot.channels.web.contexts import Council, Server
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


@pytest.mark.everyday
def test_a_reflection_from_a_link_to_sent(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        expect(page.get_by_text("Hello Priya.")).to_be_visible()
        write(page, STORY)
        page.get_by_role("button", name="Yes", exact=True).click()
        page.get_by_role("button", name="That's enough").click()
        expect(page.get_by_text("Check what you wrote")).to_be_visible()
        page.get_by_role("button", name="Share with Sunil").click()
        settled(page)
        expect(page.locator(".us-entry--person .us-entry__text").last).to_have_text(
            "Share with Sunil"
        )
    assert council.said(council.practitioner) == [
        STORY,
        "Yes",
        "That's enough",
        "Share with Sunil",
    ]


def test_what_is_sent_on_a_new_day_stands_under_that_day(
    chromium: Browser, server: Server, council: Council
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    council.tell(council.practitioner, "/help")
    with a_phone(chromium) as page:
        clock.forward(timedelta(days=1))
        come_in(page, server, council)
        write(page, STORY)
        settled(page)
        sent = page.locator(".us-entry--person").last
        expect(sent.locator(".us-entry__day")).to_have_count(1)


def test_a_message_brings_what_is_new_alone_and_is_read_out(
    chromium: Browser, server: Server, council: Council
) -> None:
    for number in range(25):
        council.tell(council.practitioner, f"/help {number}")
    asked: list[str] = []
    with a_phone(chromium) as page:
        come_in(page, server, council)
        page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        page.evaluate(_READ_OUT)
        with page.expect_response("**/say") as posted:
            write(page, STORY)
        settled(page)
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
        said = page.evaluate("window.readOut")
        assert len(posted.value.body()) < 6_000
        assert page.locator("#entries .us-entry").count() == 50 + 2
    assert asked == [f"POST {server.address}/say"]
    assert [STORY in text for text in said] == [True, False]
    assert "Is this a reflection about CH-0417?" in said[1]


# What is added to a live region is read out, once.
_READ_OUT = """() => {
  window.readOut = [];
  const log = document.querySelector("[role=log][aria-live=polite]");
  const told = node => node.matches?.(".us-entry") && window.readOut.push(node.textContent);
  new MutationObserver(
    changes => changes.forEach(change => change.addedNodes.forEach(told))
  ).observe(log, { childList: true, subtree: true });
}"""


def test_the_code_of_a_link_is_in_no_address(
    chromium: Browser, server: Server, council: Council
) -> None:
    asked: list[str] = []
    with a_phone(chromium) as page:
        page.on("request", lambda request: asked.append(request.url))
        code = council.code(council.practitioner)
        page.goto(f"{server.address}/enter#code={code}")
        page.wait_for_url(f"{server.address}/")
        page.go_back()
        assert code not in page.url
    assert not [url for url in asked if code in url.partition("#")[0]]


def test_a_message_whose_answer_was_lost_is_sent_again_and_stored_once(
    chromium: Browser, server: Server, council: Council
) -> None:
    posted: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        posted.append(route.request.post_data or "")
        if len(posted) > 1:
            route.continue_()
            return
        route.fetch(max_redirects=0)
        route.abort()

    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        page.route("**/say", lose_the_first_answer)
        write(page, STORY)
        settled(page)
        expect(page.locator(".us-entry--person")).to_have_count(1)
    assert len(posted) >= 2
    assert len({parse_qs(body)["token"][0] for body in posted}) == 1
    assert council.said(council.practitioner) == [STORY]


def test_a_message_is_kept_while_the_server_is_away_and_sent_when_it_is_back(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        server.stop()
        write(page, STORY)
        expect(page.get_by_text("It is kept on this phone")).to_be_visible()
        expect(page.locator("[data-state]")).to_have_count(1)
        server.start()
        settled(page)
        expect(page.locator("#unsent")).to_have_text("")
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    assert council.said(council.practitioner) == [STORY]


def test_an_unsent_message_outlives_the_page(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        server.stop()
        write(page, STORY)
        expect(page.get_by_text("It is kept on this phone")).to_be_visible()
        page.goto("about:blank")
        server.start()
        page.goto(server.address)
        settled(page)
    assert council.said(council.practitioner) == [STORY]


def test_what_is_said_elsewhere_appears_with_its_answers(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        council.tell(council.practitioner, STORY)
        expect(page.get_by_text(STORY)).to_be_visible()
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()


def test_two_open_pages_show_each_line_once(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        other = page.context.new_page()
        other.goto(server.address)
        write(page, STORY)
        expect(other.get_by_text(STORY)).to_have_count(1)
        expect(other.get_by_role("button", name="Yes", exact=True)).to_be_visible()
        other.get_by_role("button", name="Yes", exact=True).click()
        expect(page.locator(".us-entry--person .us-entry__text").last).to_have_text("Yes")
        for each in (page, other):
            ids = each.eval_on_selector_all("[data-entry]", "all => all.map(e => e.dataset.entry)")
            assert len(ids) == len(set(ids))


# What a screen reader is told: whatever is added in a live region, once for each time it is added.
HEAR = """
window.heard = [];
const live = (node) => {
  const element = node.nodeType === 1 ? node : node.parentElement;
  const region = element && element.closest("[aria-live], [role=log], [role=status], [role=alert]");
  return region && region.getAttribute("aria-live") !== "off";
};
new MutationObserver((changes) => {
  for (const change of changes)
    for (const node of change.addedNodes)
      if (live(node) && node.textContent.trim()) window.heard.push(node.textContent.trim());
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def heard(page: Page, words: str) -> int:
    """Return how many times a screen reader is told something with these words."""
    said: list[str] = page.evaluate("window.heard")
    return sum(words in text for text in said)


def listening(page: Page) -> None:
    expect(page.locator("html.us-scripted")).to_have_count(1)
    page.evaluate(HEAR)


def test_what_is_said_once_is_announced_once(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        listening(page)
        write(page, STORY)
        page.get_by_role("button", name="Yes", exact=True).click()
        expect(page.get_by_role("button", name="That's enough")).to_be_visible()
        council.tell(council.practitioner, "she drew a house for me")
        expect(page.get_by_text("she drew a house for me")).to_be_visible()
        settled(page)
        assert heard(page, "Is this a reflection about") == 1
        assert heard(page, "she drew a house for me") == 1
        said: list[str] = page.evaluate("window.heard")
        assert heard(page, "Sending") == 0  # they wrote it themselves
        assert not [line for line in said if STORY in line and "What do you make" not in line]
        assert len(said) == len(set(said))


def test_a_server_that_stays_away_is_announced_once(
    chromium: Browser, server: Server, council: Council
) -> None:
    tries: list[str] = []
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        listening(page)
        page.on("requestfailed", lambda request: tries.append(request.url))
        page.route("**/say", lambda route: route.abort())
        write(page, STORY)
        while len([url for url in tries if url.endswith("/say")]) < 3:
            page.wait_for_timeout(50)
            page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.get_by_text("It is kept on this phone")).to_be_visible()
        assert heard(page, "Not sent yet") == 1


def test_the_keyboard_alone_is_enough(chromium: Browser, server: Server, council: Council) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)

        def tab_to(name: str) -> None:
            for _ in range(40):
                page.keyboard.press("Tab")
                focused = page.evaluate(
                    "document.activeElement.innerText || document.activeElement.id"
                )
                if focused.startswith(name):
                    return
            raise AssertionError(f"Tab does not lead to {name}")

        tab_to("text")
        page.keyboard.type(STORY)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
        page.locator("body").press("Shift+Tab")
        tab_to("Yes")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="That's enough")).to_be_visible()
        tab_to("A child may not be safe tonight")
        page.keyboard.press("Space")
        said = page.locator(".us-entry--bot", has_text="If a child is in danger now, ring")
        expect(said).to_have_count(1)
    assert council.said(council.practitioner) == [STORY, "Yes", "tonight"]


def test_whoever_stands_on_an_answer_stays_there_when_it_comes_again(
    chromium: Browser, server: Server, council: Council
) -> None:
    answered: list[tuple[Route, APIResponse]] = []
    with a_phone(chromium) as page:
        come_in(page, server, council)
        page.route("**/say", lambda route: answered.append((route, route.fetch(max_redirects=0))))
        write(page, STORY)
        # The stream brings the answers while the page still waits for what it posted.
        page.get_by_role("button", name="Yes", exact=True).focus()
        route, answer = answered[0]
        route.fulfill(response=answer)
        settled(page)
        assert page.evaluate("document.activeElement.innerText") == "Yes"


@pytest.mark.everyday
def test_without_scripts_forms_do_it_all(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, scripts=False) as page:
        page.goto(server.address)
        page.get_by_label("Your code").fill(council.code(council.practitioner))
        page.get_by_role("button", name="Come in").click()
        write(page, STORY)
        expect(page).to_have_url(f"{server.address}/#newest")
        page.get_by_role("button", name="Yes", exact=True).click()
        page.get_by_role("button", name="That's enough").click()
        page.get_by_role("button", name="A child may not be safe tonight").click()
        expect(page.get_by_role("link", name="999")).to_be_visible()
        page.get_by_text("Menu", exact=True).click()
        page.get_by_role("link", name="Sign out").click()
        follow(page.get_by_role("button", name="Sign out here"))
        assert page.url == f"{server.address}/enter"
    assert council.said(council.practitioner) == [STORY, "Yes", "That's enough", "tonight"]
