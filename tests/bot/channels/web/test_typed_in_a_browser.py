"""What was typed in a real Chromium answers the card that was meant, and is never lost."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bot.clock import MovableClock
from tests.bot.channels.web.browsers import STORY, a_phone, come_in, settled, write
from tests.bot.channels.web.contexts import Council, Server
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


def test_a_message_that_is_refused_comes_back_into_the_box(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        write(page, "x" * 20_001)
        expect(page.get_by_text("Send it in parts of up to 20,000 letters.")).to_be_visible()
        expect(page.get_by_label("Write here")).to_have_value("x" * 20_001)
        write(page, STORY)
        settled(page)
    assert council.said(council.practitioner) == [STORY]


def test_somebody_signed_out_meanwhile_loses_no_word(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        page.context.clear_cookies()
        write(page, STORY)
        expect(page.get_by_text("You are signed out: open your link")).to_be_visible()
        come_in(page, server, council)
        settled(page)
    assert council.said(council.practitioner) == [STORY]


def test_what_one_person_wrote_is_never_sent_as_anothers_who_came_in_meanwhile(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        other = page.context.new_page()
        other.goto(f"{server.address}/enter#code={council.code(council.supervisor)}")
        expect(other.get_by_text("Hello Sunil.")).to_be_visible()
        page.wait_for_url(f"{server.address}/enter")
        expect(page.get_by_text("Hello Sunil.")).to_have_count(0)
        other.get_by_label("Write here").fill("/help")
        other.get_by_role("button", name="Send what I wrote").click()
        expect(other.locator("[data-state]")).to_have_count(0)
    assert council.said(council.practitioner) == []
    assert council.said(council.supervisor) == ["/help"]


def test_two_messages_sent_without_a_line_are_one_story(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, errors=False) as page:
        come_in(page, server, council)
        page.route("**/say", lambda route: route.abort())
        write(page, STORY)
        write(page, "and wouldnt talk till he left")
        page.unroute("**/say")
        page.reload()
        settled(page)
        expect(page.get_by_text("Added to your answer: What happened.")).to_be_visible()


def test_the_second_of_two_messages_in_a_row_is_asked_about(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        write(page, STORY)
        page.get_by_role("button", name="Yes", exact=True).click()
        expect(page.get_by_text("1 of at most 2")).to_be_visible()
        later(council)
        write(page, "She was scared because he shouted")
        expect(page.get_by_text("2 of at most 2")).to_be_visible()
        write(page, "and threw a shoe at it")
        expect(page.get_by_text("You wrote this just as I asked something new")).to_be_visible()
        page.get_by_role("button", name="Add it to What it may mean").click()
        expect(page.get_by_text("Added to your answer: What it may mean.")).to_be_visible()


def later(council: Council) -> None:
    """Let the time pass in which somebody reads a card."""
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    clock.forward(timedelta(minutes=1))


def test_words_answer_the_card_that_stood_when_they_were_begun(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page, a_phone(chromium) as other:
        come_in(page, server, council)
        write(page, STORY)
        page.get_by_role("button", name="Yes", exact=True).click()
        expect(page.get_by_text("1 of at most 2")).to_be_visible()
        come_in(other, server, council)
        later(council)
        page.get_by_label("Write here").type("I think she is afraid")
        write(other, "She was scared because of his voice")
        expect(page.get_by_text("2 of at most 2")).to_be_visible()
        page.get_by_label("Write here").type(" of him")
        page.get_by_role("button", name="Send what I wrote").click()
        expect(page.get_by_text("Added to your answer: What it may mean.")).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True])
def test_a_stale_page_of_somebody_signed_in_again_loses_no_word(
    chromium: Browser, server: Server, council: Council, *, scripts: bool
) -> None:
    def sign_in() -> None:
        token = council.session_of(council.practitioner)
        page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])

    with a_phone(chromium, scripts=scripts, errors=False) as page:
        sign_in()
        page.goto(server.address)
        sign_in()
        write(page, STORY)
        if scripts:
            settled(page)
        else:
            expect(page.get_by_text("Your words are in the box: send them again.")).to_be_visible()
            expect(page.get_by_label("Write here")).to_have_value(STORY)
            page.get_by_role("button", name="Send what I wrote").click()
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    assert council.said(council.practitioner) == [STORY]


def test_what_ends_a_record_waits_for_the_words_that_stand_in_the_box(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        come_in(page, server, council)
        write(page, STORY)
        page.get_by_role("button", name="Yes", exact=True).click()
        page.get_by_role("button", name="That's enough").click()
        keep = page.get_by_role("button", name="Keep to myself")
        expect(keep).to_be_visible()
        page.get_by_label("Write here").fill("and her brother was there")
        keep.click()
        expect(page.get_by_text("the words in the box are not sent yet.")).to_be_visible()
        expect(page.get_by_label("Write here")).to_be_focused()
        assert "Keep to myself" not in council.said(council.practitioner)
        page.get_by_label("Write here").fill("")
        keep.click()
        settled(page)
        assert council.said(council.practitioner)[-1] == "Keep to myself"
        expect(page.get_by_text("the words in the box are not sent yet.")).to_have_count(0)
