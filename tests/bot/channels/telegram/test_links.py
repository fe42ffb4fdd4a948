"""A message that leads to pages names the first of them, where people can open it."""

import pytest

from bot.channels.telegram.application import build_application
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.rate_limit import RateLimiter
from bot.messages import Link, Outgoing, from_json, to_json
from tests.bot.served import SUNIL
from tests.botapi import InThread, Person

ADDRESS = "https://understory.example/summary?month=2026-10&team=t"
LINKS = (Link("These figures as a page", "/summary?month=2026-10&team=t"), Link("See", "/x"))


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (
            "https://understory.example/",
            f"October\nThese figures as a page: {ADDRESS}",
        ),
        (None, "October"),
    ],
)
async def test_the_first_page_stands_under_the_text(
    telegram: InThread, sunil: Person, pages: str | None, said: str
) -> None:
    application, _ = build_application(telegram.token, telegram.url)
    await application.initialize()
    channel = TelegramChannel(application.bot, RateLimiter(), pages)
    await channel.send(str(SUNIL), Outgoing("October", links=LINKS))
    await application.shutdown()
    assert sunil.screen()[-1].text == said


def test_links_are_kept_with_the_message() -> None:
    message = Outgoing("October", links=LINKS)
    assert from_json(to_json(message)) == message
    assert "links" not in to_json(Outgoing("October"))
