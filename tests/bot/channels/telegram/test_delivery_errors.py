"""What each error of Telegram's means for the message, and that none of its words are kept."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.channel import delivery_error, seconds_to_wait
from bot.channels.telegram.requests import NotTelegramError

SECRET = "https://api.telegram.org/bot1:SECRET/sendMessage"  # noqa: S105 - what must not leak


def caused(fault: TelegramError, cause: Exception) -> TelegramError:
    fault.__cause__ = cause
    return fault


NEVER_LEFT = [httpx.ConnectError(SECRET), httpx.ConnectTimeout(SECRET), httpx.PoolTimeout(SECRET)]
UNCLEAR = [httpx.ReadTimeout(SECRET), httpx.WriteTimeout(SECRET), httpx.RemoteProtocolError(SECRET)]


@pytest.mark.parametrize("cause", NEVER_LEFT)
def test_what_never_left_is_sent_again_and_arrives_once(cause: Exception) -> None:
    fault = delivery_error(caused(NetworkError(SECRET), cause))
    assert (fault.permanent, fault.perhaps_sent) == (False, False)


@pytest.mark.parametrize(
    "fault",
    [
        *(caused(TimedOut(SECRET), cause) for cause in UNCLEAR),
        NetworkError("Bad Gateway"),
        TelegramError("Invalid server response"),
        Conflict("terminated"),
    ],
)
def test_where_the_answer_was_lost_it_may_have_arrived(fault: TelegramError) -> None:
    found = delivery_error(fault)
    assert (found.permanent, found.perhaps_sent) == (False, True)


@pytest.mark.parametrize(
    "fault",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: user is deactivated"),
        Forbidden("Forbidden: bot can't initiate conversation with a user"),
        BadRequest("Bad Request: chat not found"),
        BadRequest("Bad Request: PEER_ID_INVALID"),
        ChatMigrated(-5),
    ],
)
def test_an_address_that_reaches_nobody_is_gone(fault: TelegramError) -> None:
    found = delivery_error(fault)
    assert (found.permanent, found.gone) == (True, True)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 407, 451])
def test_a_page_from_something_on_the_way_never_stops_an_address(code: int) -> None:
    fault = delivery_error(NotTelegramError(code))
    assert (fault.permanent, fault.gone, fault.perhaps_sent) == (False, False, False)


@pytest.mark.parametrize("code", [200, 502, 504])
def test_behind_another_page_the_message_may_have_arrived(code: int) -> None:
    fault = delivery_error(NotTelegramError(code))
    assert (fault.permanent, fault.perhaps_sent) == (False, True)


@pytest.mark.parametrize("words", ["Forbidden", "Access denied", "bot can't send messages to bots"])
def test_forbidden_for_another_reason_is_tried_again(words: str) -> None:
    fault = delivery_error(Forbidden(words))
    assert (fault.permanent, fault.gone) == (False, False)


def test_a_message_that_telegram_refuses_is_given_up_but_not_its_address() -> None:
    found = delivery_error(BadRequest("Bad Request: message is too long"))
    assert (found.permanent, found.gone) == (True, False)


def test_telegram_says_how_long_to_wait() -> None:
    found = delivery_error(RetryAfter(7))
    assert (found.permanent, found.perhaps_sent, found.retry_after) == (False, False, 7.0)
    assert seconds_to_wait(BadRequest("x")) == 0.0


def test_a_refused_token_waits_for_a_better_one() -> None:
    found = delivery_error(InvalidToken(f"The token `{SECRET}` was rejected by the server."))
    assert (found.permanent, found.perhaps_sent) == (False, False)


@pytest.mark.parametrize(
    "fault", [InvalidToken(SECRET), NetworkError(SECRET), BadRequest(SECRET), Forbidden(SECRET)]
)
def test_the_reason_repeats_nothing(fault: TelegramError) -> None:
    assert "SECRET" not in str(delivery_error(fault))
