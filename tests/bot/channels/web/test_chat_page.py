"""A chat that feels like one: what is in sight on a phone, Enter, replies, changed answers."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bot.channels.web.browsers import STORY, a_phone, come_in, faults, settled, write
from tests.bot.channels.web.contexts import Council, Server
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

UPRIGHT, WITH_KEYBOARD = (360, 640), (360, 330)
ZOOMED = (180, 320)
"""What is left of 360 x 640 at 200%."""
ONE_LINE = 56
MEANING = "She was scared because of his voice"


def sized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function(f"innerHeight === {size[1]}")
    # What was at the end of the page is there once the page was laid out anew.
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")


def in_sight(page: Page, one: Locator) -> bool:
    """Say whether all of it is between the head of the page and the box, or is the box."""
    box = one.bounding_box()
    head, dock = page.locator(".us-bar").bounding_box(), page.locator(".us-dock").bounding_box()
    assert box
    assert head
    assert dock
    is_below = one.evaluate("(one) => one.closest('.us-dock') !== null")
    last = page.viewport_size["height"] if is_below and page.viewport_size else dock["y"]
    return box["y"] >= head["height"] - 1 and box["y"] + box["height"] <= last + 1


def at_a_question(page: Page, server: Server, council: Council) -> None:
    come_in(page, server, council)
    write(page, STORY)
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("1 of at most 2")).to_be_visible()
    settled(page)


def test_the_newest_card_its_answers_and_the_box_are_in_sight(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        sized(page, UPRIGHT)
        at_a_question(page, server, council)
        for size in (UPRIGHT, WITH_KEYBOARD):
            sized(page, size)
            head = page.locator(".us-bar").bounding_box()
            assert head
            assert (head["y"], head["height"] <= ONE_LINE) == (0, True)
            answers = page.locator("#options button").all()
            asked = page.locator(".us-said--ask").last
            seen = [in_sight(page, one) for one in (*answers, asked, page.locator("#text"))]
            assert seen == [True] * len(seen), size
            assert faults(page) == []
        expect(page.locator(".us-said--quote").last).to_contain_text("she hid behind the sofa")
        sized(page, ZOOMED)
        assert faults(page) == []
        # A new card, while the keyboard is open, comes into sight by itself.
        sized(page, WITH_KEYBOARD)
        page.get_by_label("Write here").fill(MEANING)
        page.get_by_role("button", name="Send what I wrote").click()
        expect(page.get_by_text("2 of at most 2")).to_be_visible()
        settled(page)
        assert in_sight(page, page.locator(".us-said--ask").last)
        expect(page.get_by_label("Write here")).to_be_focused()
        menu = page.get_by_text("Menu", exact=True)
        menu.click()
        expect(page.get_by_role("link", name="Sign out")).to_be_visible()
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="Sign out")).to_be_hidden()


def test_the_box_grows_with_its_text_and_enter_sends_where_that_is_chosen(
    chromium: Browser, server: Server, council: Council
) -> None:
    def height() -> float:
        shown = box.bounding_box()
        assert shown
        return shown["height"]

    with a_phone(chromium) as page:
        come_in(page, server, council)
        sized(page, UPRIGHT)
        box = page.get_by_label("Write here")
        one_line = height()
        box.click()
        page.keyboard.type("one")
        page.keyboard.press("Enter")
        page.keyboard.type("two")
        assert box.input_value() == "one\ntwo"
        assert height() > one_line
        box.fill("line\n" * 60)
        assert one_line < height() <= UPRIGHT[1] * 0.4 + 1
        assert in_sight(page, page.get_by_role("button", name="Send what I wrote"))
        page.get_by_label("Enter sends").check()
        box.fill(STORY)
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
        assert height() == one_line
        page.reload()
        expect(page.get_by_label("Enter sends")).to_be_checked()
    assert council.said(council.practitioner) == [STORY]


def test_an_answer_that_is_changed_stands_in_the_box(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        at_a_question(page, server, council)
        box = page.get_by_label("Write here")
        write(page, MEANING)
        expect(page.get_by_text("2 of at most 2")).to_be_visible()
        page.get_by_role("button", name="Back", exact=True).click()
        expect(box).to_have_value(MEANING)
        # It is not theirs to lose: a tap goes on, and takes it out of the box.
        page.get_by_role("button", name="Keep this answer").click()
        expect(box).to_have_value("")
        page.get_by_role("button", name="Back", exact=True).click()
        expect(box).to_have_value(MEANING)
        write(page, f"{MEANING} on Friday")
        expect(page.get_by_text("Changed. This takes the place of")).to_be_visible()
        expect(box).to_have_value("")


def test_an_older_card_is_replied_to(chromium: Browser, server: Server, council: Council) -> None:
    with a_phone(chromium) as page:
        at_a_question(page, server, council)
        expect(page.get_by_role("link", name="Reply")).to_have_count(0)
        write(page, MEANING)
        expect(page.get_by_text("2 of at most 2")).to_be_visible()
        settled(page)
        page.get_by_role("link", name="Reply to: What do you make of that?").click()
        expect(page.get_by_text("You are answering: What do you make of that?")).to_be_visible()
        expect(page.get_by_label("Write here")).to_be_focused()
        write(page, "He had been drinking")
        expect(page.get_by_text("Added to your answer: What it may mean.")).to_be_visible()
        expect(page.get_by_text("2 of at most 2").last).to_be_visible()
