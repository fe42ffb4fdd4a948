"""A whole day over HTTP, through the real python-telegram-bot, against a strict Bot API."""

from pathlib import Path

import pytest

from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.settings import TelegramSettings
from tests.botapi import Person, running
from tests.whole_day import day
from tests.whole_day.council import served


class Phone:
    """A phone with Telegram on it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.heard = 0

    def say(self, text: str) -> None:
        self.heard = self._newest()
        self.person.say(text)

    def tap(self, label: str) -> None:
        self.heard = self._newest()
        self.person.tap(label)

    def see(self, text: str) -> str:
        return self.person.wait_for(lambda m: m.message_id > self.heard and text in m.text).text

    def labels(self) -> list[str]:
        shown = [message for message in self.person.screen() if message.from_bot][-1]
        return [label for row in shown.labels for label in row]

    def _newest(self) -> int:
        return max((message.message_id for message in self.person.screen()), default=0)


@pytest.mark.parametrize(
    "limiter",
    [
        pytest.param(RateLimiter(burst=1000), id="at once"),
        pytest.param(RateLimiter(), id="as Telegram allows", marks=pytest.mark.long),
    ],
)
def test_a_whole_day_on_telegram(tmp_path: Path, limiter: RateLimiter) -> None:
    with running() as telegram:
        settings = TelegramSettings(telegram.token, telegram.url, limiter=limiter)
        with served(tmp_path, settings) as council:
            phones = {}
            for chat, name in ((101, "Priya Shah"), (102, "Sunil Mehta"), (103, "Ruth Adeyemi")):
                person = telegram.person(chat)
                phones[name.split()[0]] = phone = Phone(person)
                phone.say(f"/start {council.code(name)}")
                phone.see(f"Hello {name.split()[0]}.")
            priya, sunil, ruth = phones["Priya"], phones["Sunil"], phones["Ruth"]
            day.reflect(priya)
            day.supervise(sunil)
            day.agree(priya, sunil)
            day.be_reminded(sunil, council.to_the_due_day)
            day.read_the_month(ruth)
