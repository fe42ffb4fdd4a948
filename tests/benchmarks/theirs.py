"""python-telegram-bot's own way, measured: a ConversationHandler whose answers are pickled.

Flushed after every update, since what is not flushed is lost with the process.
"""

import time
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackContext,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)

from tests.benchmarks.council import ANSWER, ANSWERS_EACH, CHAT
from tests.botapi import StandIn

Context = CallbackContext[Any, Any, Any, Any]
Pickled = Application[Any, Any, Any, Any, Any, Any]
_ASKING = 1


async def _keep(update: Update, context: Context) -> int:
    assert update.message is not None
    assert context.user_data is not None
    context.user_data.setdefault("answers", []).append(update.message.text)
    return _ASKING


async def an_application(telegram: StandIn, folder: Path, people: int) -> Pickled:
    """Return a running application in which so many people have answered before."""
    persistence: PicklePersistence[Any, Any, Any] = PicklePersistence(
        folder / "answers.pickle",
        store_data=PersistenceInput(bot_data=False, chat_data=False, callback_data=False),
    )
    persistence.user_data = {
        CHAT + number: {"answers": [f"{ANSWER}{n}" for n in range(ANSWERS_EACH)]}
        for number in range(people)
    }
    persistence.conversations = {"talk": {}}
    builder: Any = Application.builder()
    application: Pickled = (
        builder.token(telegram.token)
        .base_url(telegram.base_url)
        .updater(None)
        .persistence(persistence)
        .build()
    )
    application.add_handler(
        ConversationHandler(
            entry_points=[MessageHandler(filters.TEXT, _keep)],
            states={_ASKING: [MessageHandler(filters.TEXT, _keep)]},
            fallbacks=[],
            name="talk",
            persistent=True,
        )
    )
    await application.initialize()
    return application


async def one(application: Pickled, number: int) -> float:
    """Return the seconds of one answer, until it is in the file."""
    sender = {"id": CHAT + number, "is_bot": False, "first_name": "Sam"}
    chat = {"id": CHAT + number, "type": "private"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": ANSWER}
    update = Update.de_json({"update_id": number, "message": message}, application.bot)
    start = time.perf_counter()
    await application.process_update(update)
    await application.update_persistence()
    return time.perf_counter() - start
