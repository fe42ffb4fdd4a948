"""A message with a picture: one where all of it fits, else the picture and then the words."""

import pytest

from bot.channels.telegram.application import build_application
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.rate_limit import RateLimiter
from bot.messages import Button, DeliveryError, Outgoing, Picture, from_json, to_json
from tests.bot.served import SUNIL
from tests.botapi import FaultKind, InThread, Person

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = Picture(PNG, "Children better", "Children better, Oct 2025 to Oct 2026. Oct 2026: 73%.")
BUTTONS = ((Button("Read the summary", "!summary:2026-10"),),)


async def send(telegram: InThread, message: Outgoing) -> None:
    application, _ = build_application(telegram.token, telegram.url)
    await application.initialize()
    try:
        await TelegramChannel(application.bot, RateLimiter()).send(str(SUNIL), message)
    finally:
        await application.shutdown()


async def test_short_words_stand_under_the_picture_with_what_it_shows(
    telegram: InThread, sunil: Person
) -> None:
    await send(telegram, Outgoing("October is ready.", BUTTONS, picture=PICTURE))
    (call,) = telegram.calls_of("sendPhoto")
    assert call.files == ["photo"]
    assert call.parameters["caption"] == f"October is ready.\n{PICTURE.words}"
    assert call.parameters["protect_content"]
    assert "Read the summary" in str(call.parameters["reply_markup"])
    assert telegram.calls_of("sendMessage") == []
    assert sunil.screen()


@pytest.mark.parametrize("words", ["x" * 2000, "\N{HEAVY BLACK HEART} \N{OPEN BOOK}" * 300])
async def test_long_words_come_after_the_picture(
    telegram: InThread, sunil: Person, words: str
) -> None:
    await send(telegram, Outgoing(words, BUTTONS, picture=PICTURE))
    (shown,) = telegram.calls_of("sendPhoto")
    assert shown.parameters["caption"] == PICTURE.words
    assert "reply_markup" not in shown.parameters
    assert sunil.screen()[-1].text == words


async def test_a_picture_that_telegram_refuses_is_refused_as_a_message_is(
    telegram: InThread,
) -> None:
    telegram.fault("sendPhoto", FaultKind.DROP)
    with pytest.raises(DeliveryError):
        await send(telegram, Outgoing("October is ready.", BUTTONS, picture=PICTURE))


def test_a_picture_is_kept_with_the_message() -> None:
    message = Outgoing("October", picture=PICTURE)
    assert from_json(to_json(message)) == message
    assert "picture" not in to_json(Outgoing("October"))
