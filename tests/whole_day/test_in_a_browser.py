"""The same whole day in the web chat: a real Chromium at 360 by 740, axe on what is shown."""

import os
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.channels.web.browsers import a_phone, faults
from tests.chromium import EXECUTABLE
from tests.whole_day import day
from tests.whole_day.council import Running, served

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PICTURES = os.environ.get("UNDERSTORY_PICTURES")
"""A folder to leave pictures of the day in, for somebody to look at."""


_SINCE_MINE = ".us-entry--bot:not(:has(~ .us-entry--person)) .us-entry__text"


class Phone:
    """A phone with the web chat open."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.taken = 0
        self.council: Running | None = None

    def come_in(self, council: Running, code: str) -> None:
        """Type a code, as from a letter, and be welcomed."""
        self.sign_in(council, code)
        self.see("Hello")

    def sign_in(self, council: Running, code: str) -> None:
        self.council = council
        self.page.goto(f"{council.address}/enter")
        self.page.get_by_label("code", exact=False).fill(code)
        self.page.get_by_role("button").last.click()

    def say(self, text: str) -> None:
        """Read what stands, and write."""
        if self.council is not None:
            self.council.clock.forward(timedelta(seconds=2))
        self.page.get_by_label("Write here").fill(text)
        self.page.get_by_role("button", name="Send what I wrote").click()
        self._settled()

    def tap(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self._settled()

    def _settled(self) -> None:
        """Wait until what was sent is stored and its answer is on the page."""
        expect(self.page.locator("[data-state]")).to_have_count(0)
        expect(self.page.locator(".us-entry").last).to_have_class("us-entry us-entry--bot")

    def see(self, text: str) -> str:
        """Wait for the text in what was said since one's own; a reminder may have come below it."""
        said = self.page.locator(_SINCE_MINE).filter(has_text=text).first
        expect(said).to_be_visible()
        return said.inner_text()

    def labels(self) -> list[str]:
        return [text.strip() for text in self.page.locator(".us-option").all_inner_texts()]

    def look(self, what: str) -> None:
        """See that the page is sound for everybody; leave a picture where one is wanted."""
        assert faults(self.page) == []
        if PICTURES:
            self.taken += 1
            self.page.screenshot(path=f"{PICTURES}/{self.name}-{self.taken}-{what}.png")


def due_day(council: Running, phone: Phone) -> None:
    """Let the days pass; whoever has not come for so long needs a new code."""
    council.to_the_due_day()
    phone.sign_in(council, council.code("Sunil Mehta"))


def test_a_whole_day_in_the_web_chat(chromium: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as council, ExitStack() as stack:
        phones = []
        for name in ("Priya Shah", "Sunil Mehta", "Ruth Adeyemi"):
            # A page whose session ended while nobody came asks, and is refused, on its console.
            page = stack.enter_context(a_phone(chromium, errors=False))
            phone = Phone(page, name.split()[0])
            phone.come_in(council, council.code(name))
            phones.append(phone)
        priya, sunil, ruth = phones
        priya.look("welcome")
        day.reflect(priya)
        priya.look("reflection")
        day.supervise(sunil)
        sunil.look("sent")
        day.agree(priya, sunil)
        priya.look("agreed")
        day.be_reminded(sunil, lambda: due_day(council, sunil))
        sunil.look("reminded")
        ruth.sign_in(council, council.code("Ruth Adeyemi"))
        day.read_the_month(ruth)
        ruth.look("summary in chat")
        ruth.page.get_by_text("Menu", exact=True).click()
        ruth.page.get_by_role("link", name="Summary").click()
        expect(ruth.page.get_by_role("heading", level=1)).to_contain_text("October 2026")
        ruth.page.get_by_role("link", name="November 2026 so far").click()
        expect(ruth.page.get_by_role("heading", level=1)).to_contain_text("to 30 November")
        ruth.look("summary page")
