"""What is beside the conversation is given up with the channel, and nothing is left half begun."""

import gc
import warnings

from telegram import Update

from bot.channels.telegram.handler import BestEffort
from bot.channels.telegram.rate_limit import RateLimiter

CHAT = {"id": 501, "type": "private", "first_name": "Priya"}
TAP = {
    "update_id": 1,
    "callback_query": {
        "id": "7",
        "from": {"id": 501, "is_bot": False, "first_name": "Priya"},
        "chat_instance": "1",
        "data": "draft:3:yes",
        "message": {"message_id": 9, "date": 1_795_000_000, "chat": CHAT, "text": "Is this so?"},
    },
}


class Taps:
    """A bot that counts what it does about a tap."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def answer_callback_query(self, _: str) -> None:
        self.calls.append("answered")

    async def edit_message_reply_markup(self, *_: object) -> None:
        self.calls.append("buttons taken away")


async def test_a_tap_at_the_moment_of_stopping_leaves_no_call_that_nobody_awaits() -> None:
    bot = Taps()
    best_effort = BestEffort(bot, RateLimiter(burst=1000))  # type: ignore[arg-type]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        best_effort.beside(Update.de_json(TAP, None), handled=True)
        await best_effort.end()
        gc.collect()
    assert bot.calls == []
    assert [str(one.message) for one in warned] == []
