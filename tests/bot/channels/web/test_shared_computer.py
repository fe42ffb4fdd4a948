"""A shared computer keeps nothing of whoever signed out, or before whom somebody else came in."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from storage import outbox, people, web_sessions
from tests.bot.channels.web.browsers import STORY, a_phone, come_in, settled, write
from tests.bot.channels.web.contexts import Council, Server, serving
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

KEPT = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
TWICE = 2
"""A page asks by script first, and where that fails as a form, which shows what is wrong."""
HALF = "she told me that he"


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def write_while_away(page: Page, *texts: str) -> None:
    """Write messages that do not reach the records."""
    page.route("**/say", lambda route: route.abort())
    for text in texts:
        write(page, text)
    expect(page.locator("[data-state]")).to_have_count(len(texts))


def sign_out(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url(f"{server.address}/enter")


def test_signing_out_says_how_much_is_not_sent_and_removes_it(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY, "and her brother was there")
        page.get_by_label("Write here").fill(HALF)
        page.goto(f"{server.address}/leave")
        expect(
            page.get_by_text(
                "2 messages are not sent yet. Signing out removes them from this computer."
            )
        ).to_be_visible()
        expect(page.get_by_text("Words in the box are not sent yet.")).to_be_visible()
        assert HALF in page.evaluate(KEPT)
        sign_out(page, server)
        assert page.evaluate(KEPT) == "[[],[]]"
        page.go_back()
        page.wait_for_url(re.compile("/(enter|signed-out)$"))
    assert council.said(council.practitioner) == []


def test_one_message_is_said_to_be_one(chromium: Browser, server: Server, council: Council) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        page.goto(f"{server.address}/leave")
        expect(
            page.get_by_text("1 message is not sent yet. Signing out removes it")
        ).to_be_visible()


def test_with_nothing_unsent_there_is_no_warning(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        page.goto(f"{server.address}/leave")
        expect(page.get_by_text("What you typed here and did not send is removed")).to_be_visible()
        expect(page.locator("#unsent")).to_be_hidden()


def test_words_stay_where_signing_out_does_not_reach_the_server(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        page.get_by_label("Write here").fill(HALF)
        page.goto(f"{server.address}/leave")
        page.route("**/leave", lambda route: route.abort())
        asked: list[str] = []
        page.on("requestfailed", lambda request: asked.append(request.url))
        page.get_by_role("button", name="Sign out here").click()
        while len(asked) < TWICE:
            page.wait_for_timeout(20)
        page.unroute("**/leave")
        page.goto(server.address)
        expect(page.get_by_label("Write here")).to_have_value(HALF)


def test_signing_out_clears_the_other_tab_too(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        page.get_by_label("Write here").fill(HALF)
        other = page.context.new_page()
        other.goto(f"{server.address}/leave")
        sign_out(other, server)
        page.wait_for_url(f"{server.address}/signed-out")
        expect(page.get_by_text("What you typed and did not send was not sent.")).to_be_visible()
        assert page.evaluate(KEPT) == other.evaluate(KEPT) == "[[],[]]"
        expect(page.get_by_text(STORY)).to_have_count(0)
    assert council.said(council.practitioner) == []


def test_somebody_else_who_signs_in_after_the_session_ended_finds_nothing(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        page.get_by_label("Write here").fill(HALF)
        page.context.clear_cookies()
        page.unroute("**/say")
        page.goto(f"{server.address}/enter#code={council.code(council.supervisor)}")
        expect(page.get_by_text("Hello Sunil.")).to_be_visible()
        expect(page.locator("html.us-scripted")).to_have_count(1)
        assert page.evaluate(KEPT) == "[[],[]]"
        expect(page.get_by_label("Write here")).to_have_value("")
    assert council.said(council.supervisor) == council.said(council.practitioner) == []


def test_the_same_person_who_comes_back_finds_their_words(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        page.get_by_label("Write here").fill(HALF)
        page.context.clear_cookies()
        come_in(page, server, council)
        expect(page.get_by_label("Write here")).to_have_value(HALF)


def test_signing_out_without_scripts_clears_what_scripts_kept(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        page.route("**/leave.js", lambda route: route.abort())
        page.goto(f"{server.address}/leave")
        sign_out(page, server)
        assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("path", ["/", "/records", "/settings"])
def test_a_session_ended_on_another_device_empties_the_page(
    chromium: Browser, server: Server, council: Council, path: str
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        page.goto(f"{server.address}{path}")
        with council.store.writing() as session:
            people.stop_person(session, council.practitioner.id, council.context.clock.now())
        if path != "/":
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_url(f"{server.address}/signed-out")
        expect(page.get_by_text("What you typed and did not send is lost")).to_be_visible()
        assert page.evaluate(KEPT) == "[[],[]]"
        page.goto(f"{server.address}{path}")
        page.wait_for_url(f"{server.address}/signed-out")
        expect(page.get_by_text(STORY)).to_have_count(0)


def test_a_browser_without_channels_clears_its_other_tab_too(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        page.context.add_init_script("delete window.BroadcastChannel")
        come_in(page, server, council)
        page.goto(f"{server.address}/records")
        other = page.context.new_page()
        other.goto(f"{server.address}/leave")
        sign_out(other, server)
        page.wait_for_url(f"{server.address}/signed-out")
        assert page.evaluate(KEPT) == "[[],[]]"


def test_somebody_else_who_signs_in_ends_the_session_and_empties_its_tabs(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write_while_away(page, STORY)
        held = next(c["value"] for c in page.context.cookies() if c["name"] == "understory")
        other = page.context.new_page()
        other.goto(f"{server.address}/enter#code={council.code(council.supervisor)}")
        expect(other.get_by_text("Hello Sunil.")).to_be_visible()
        page.wait_for_url(f"{server.address}/enter")
        expect(page.get_by_text(STORY)).to_have_count(0)
        with council.store.reading() as session:
            now = council.context.clock.now()
            assert web_sessions.with_person(session, held, now)[1] is None


def test_a_second_browser_is_let_in_from_the_first_and_ended_there(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as known, a_phone(chromium, errors=False) as new:
        come_in(known, server, council)
        new.goto(f"{server.address}/enter#code={council.code(council.practitioner)}")
        new.get_by_role("button", name="I have said yes").click()
        expect(new.get_by_text("No yes has come yet.")).to_be_visible()
        deliver(council)
        known.get_by_role("button", name="Yes, let it in").click()
        expect(known.get_by_role("button", name="It was not me")).to_be_visible()
        settled(known)
        new.get_by_role("button", name="I have said yes").click()
        new.wait_for_url(f"{server.address}/")
        known.get_by_role("button", name="It was not me").click()
        new.wait_for_url(f"{server.address}/signed-out")
        expect(known.get_by_text("It is signed out")).to_be_visible()


def deliver(council: Council) -> None:
    """Deliver to the web chat what waits for it, as the service does at once."""
    now = council.context.clock.now()
    with council.store.writing() as session:
        for message in outbox.claim(session, "web", now=now, lease=timedelta(seconds=1)):
            outbox.settle_sent(session, message.id, None, now)
