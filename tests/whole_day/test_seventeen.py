"""A supervision of seventeen children: how many inputs it takes its supervisor, every one counted.

In the dialogue itself, in a real Chromium on a phone of 360 by 640, and over Telegram.
"""

import sys
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlmodel import select
from typing_extensions import override

from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.settings import TelegramSettings
from storage.tables import OutcomeRating, Person
from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.test_chat_page import UPRIGHT, WITH_KEYBOARD, in_sight, sized
from tests.botapi import Shown, running
from tests.chromium import EXECUTABLE
from tests.conversations.play import LONDON, Stage
from tests.whole_day import test_in_a_browser, test_on_telegram
from tests.whole_day.council import served
from tests.whole_day.history import Straight, a_stage, records_after_the_first
from tests.whole_day.seventeen import IN_DEPTH, MOST, Held, Meeting


def report(where: str, held: Held, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{where}: {held.told()}\n")


@pytest.mark.long
def test_in_the_dialogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = a_stage(tmp_path)
    stage.now = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
    meeting = Meeting(Straight(stage, "Sunil"), Straight(stage, "Priya"))
    held = meeting.hold()
    report("in the dialogue", held, capsys)
    assert len(meeting.viewed) == IN_DEPTH
    assert held.whole <= MOST
    assert who_rated(stage) == {("Priya", True): IN_DEPTH, ("Sunil", False): 2 * IN_DEPTH}


def who_rated(stage: Stage) -> Counter[tuple[str, bool]]:
    """Return how often each of the two rated a child, and whether beside the plan's number."""
    with stage.store.reading() as session:
        names = {one.id: one.name.split()[0] for one in session.exec(select(Person)).all()}
        rows = session.exec(select(OutcomeRating)).all()
        return Counter((names[row.rated_by], row.beside) for row in rows)


class InBrowser(test_in_a_browser.Phone):
    """A small phone with the web chat open."""

    def look_on(self, what: str) -> None:
        """See that a card is sound for everybody: by day, in the dark, and with the keyboard open.

        What it asks is in sight above the box, where the card is no longer than the screen.
        A picture is left where one is wanted.
        """
        self.taken += 1
        for dark in (False, True):
            self.page.emulate_media(color_scheme="dark" if dark else "light")
            for size in (UPRIGHT, WITH_KEYBOARD):
                sized(self.page, size)
                self._picture(what, dark, size)
                assert self._is_asked_in_sight(), (what, size)
                # What an edge of the screen cuts through is no small target: one scrolls.
                self._stand("static")
                assert faults(self.page) == [], (what, dark, size)
                self._stand("")
        self.page.emulate_media(color_scheme="light")
        sized(self.page, UPRIGHT)

    def _stand(self, how: str) -> None:
        """Let the head of the page and the box stay in their places, or where they are put."""
        for part in (".us-bar", ".us-dock"):
            self.page.locator(part).evaluate(f"(one) => (one.style.position = '{how}')")

    def _is_asked_in_sight(self) -> bool:
        card = self.page.locator(".us-entry--bot").last
        asked, shown = card.locator(".us-said--ask"), card.bounding_box()
        head = self.page.locator(".us-bar").bounding_box()
        dock = self.page.locator(".us-dock").bounding_box()
        assert shown
        assert head
        assert dock
        if shown["height"] > dock["y"] - head["height"]:
            # Longer than the screen: where somebody reads it, it stays.
            return shown["y"] < dock["y"] and shown["y"] + shown["height"] > head["height"]
        return not asked.count() or in_sight(self.page, asked.last)

    def _picture(self, what: str, dark: bool, size: tuple[int, int]) -> None:
        folder, how = test_in_a_browser.PICTURES, "dark" if dark else "light"
        if folder:
            name = f"{self.name}-{self.taken:02}-{what}-{how}-{size[1]}.png"
            self.page.screenshot(path=f"{folder}/{name}")

    def card(self) -> str:
        self._settled()
        return self.page.locator(".us-entry--bot .us-entry__text").last.inner_text()


class OverTelegram(test_on_telegram.Phone):
    """A phone with Telegram on it, whose owner waits for the card that can be answered."""

    def card(self) -> str:
        return self._card().text

    @override
    def labels(self) -> list[str]:
        return [button.label for button in self._card().buttons]

    def _card(self) -> Shown:
        return self.person.wait_for(lambda m: m.message_id > self.heard and _stands(m))


def _stands(message: Shown) -> bool:
    """Say whether a message is a card, or the end."""
    labels = {button.label for button in message.buttons}
    return bool(labels & {"Save for later", "Write my view"}) or "Sent to Priya" in message.text


@pytest.mark.long
@pytest.mark.chromium
@pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine")
def test_in_a_browser_of_a_small_phone(
    chromium: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path, records=records_after_the_first()) as council, ExitStack() as stack:
        phones = {}
        for name in ("Sunil Mehta", "Priya Shah"):
            page = stack.enter_context(a_phone(chromium))
            sized(page, UPRIGHT)
            phones[name] = phone = InBrowser(page, f"seventeen-{name.split()[0]}")
            phone.come_in(council, council.code(name))
        sunil = phones["Sunil Mehta"]
        looked: set[str] = set()

        def look(card: str, what: str) -> None:
            key = "".join(one for one in card.splitlines()[-1][:40] if one.isalnum() or one == " ")
            if key not in looked:
                looked.add(key)
                sunil.look_on(f"{what} {key}")

        meeting = Meeting(sunil, phones["Priya Shah"], look=look)
        held = meeting.hold()
        report("in Chromium at 360 by 640", held, capsys)
        assert len(meeting.viewed) == IN_DEPTH
        assert held.whole <= MOST


@pytest.mark.long
def test_over_telegram(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running() as telegram:
        limiter = RateLimiter(burst=1000)
        settings = TelegramSettings(telegram.token, telegram.url, limiter=limiter)
        with served(tmp_path, settings, records_after_the_first()) as council:
            phones = {}
            for chat, name in ((101, "Sunil Mehta"), (102, "Priya Shah")):
                phones[name] = phone = OverTelegram(telegram.person(chat))
                phone.say(f"/start {council.code(name)}")
                phone.see("Hello")
            meeting = Meeting(phones["Sunil Mehta"], phones["Priya Shah"])
            held = meeting.hold()
            report("over Telegram", held, capsys)
            assert len(meeting.viewed) == IN_DEPTH
            assert held.whole <= MOST
