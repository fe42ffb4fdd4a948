"""The two of a supervision in real browsers, while the program is killed behind them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from playwright.sync_api import Error, Page

from storage import web_sessions
from storage.session import Store
from storage.tables import Identity
from tests.bot.channels.web.browsers import a_chromium, a_phone
from tests.botapi import Button, Sent, Shown
from tests.kill.people import PATIENCE

_LOOKS_EVERY_MS = 30
_TAPS_WITHIN_MS = 5000
_READ = """() => ({
  waits: document.querySelectorAll("[data-state]").length,
  entries: [...document.querySelectorAll("#entries .us-entry")].map(one => ({
    id: one.dataset.entry,
    ours: one.classList.contains("us-entry--bot"),
    text: one.querySelector(".us-entry__text")?.innerText ?? "",
  })),
  labels: [...document.querySelectorAll(".us-option")].map(one => one.innerText.trim()),
})"""


@dataclass
class BrowserPhone:
    """A browser as somebody's phone: what they send is given by the newest entry before it."""

    chat_id: int
    token: str
    address: str
    page: Page | None = None
    before: int = 0
    seen: set[str] = field(default_factory=set)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Open the conversation in a browser of its own, in the thread that goes on with it."""
        with a_chromium() as chromium, a_phone(chromium, errors=False) as page:
            cookie = {"name": "understory", "value": self.token, "url": self.address}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            self.page = page
            while page.locator("html.us-scripted").count() == 0:
                with suppress(Error):
                    page.goto(self.address)
            yield

    def say(self, text: str) -> Sent:
        """Type a text and send it; the page keeps it until the records have it."""
        page = self._opened()
        page.get_by_label("Write here").fill(text)
        page.get_by_role("button", name="Send what I wrote").click()
        return self._sent()

    def tap(self, wanted: str, message: Shown | None = None, *, as_seen: bool = False) -> Sent:
        """Tap an answer; where the card has changed meanwhile, go on with what stands."""
        del message, as_seen
        try:
            button = self._opened().get_by_role("button", name=wanted, exact=True).last
            button.click(timeout=_TAPS_WITHIN_MS)
        except Error:
            return self.say("/continue")
        return self._sent()

    def wait_for(
        self, wanted: Callable[[Shown], bool], timeout: float = PATIENCE, *, after: Sent
    ) -> Shown:
        """Return the newest of what was said since, once nothing waits to be sent."""
        del after
        ends_at = time.monotonic() + timeout
        while time.monotonic() < ends_at:
            if (card := self._newest(wanted)) is not None:
                return card
            self._opened().wait_for_timeout(_LOOKS_EVERY_MS)
        raise AssertionError(
            f"{self.chat_id} was not answered: {self._opened().inner_text('body')}"
        )

    def _newest(self, wanted: Callable[[Shown], bool]) -> Shown | None:
        page = self._opened().evaluate(_READ)
        new = [one for one in page["entries"] if one["ours"] and one["id"] not in self.seen]
        shown = [self._shown(one["text"], page["labels"]) for one in new]
        meant = [one for one in shown if wanted(one)]
        if page["waits"]:
            # As a phone does that finds its network again: the page asks anew at once.
            self._opened().evaluate("window.dispatchEvent(new Event('online'))")
        if page["waits"] or not meant:
            return None
        self.seen |= {one["id"] for one in new}
        return meant[-1]

    def _shown(self, text: str, labels: list[str]) -> Shown:
        row = tuple(Button(label, label, "") for label in labels)
        return Shown(0, text, "text", from_bot=True, rows=(row,), date=0, edited=False, entities=())

    def _sent(self) -> Sent:
        self.before += 1
        return Sent(self.before, self.before, None)

    def _opened(self) -> Page:
        assert self.page is not None
        return self.page


def signed_in(store: Store, person_id: str, now: datetime) -> str:
    """Store that a person talks in a browser, and return the token of theirs."""
    with store.writing() as session:
        session.add(
            Identity(channel="web", address=person_id, person_id=person_id, enrolled_at=now)
        )
        session.flush()
        return web_sessions.start(session, person_id, now)
