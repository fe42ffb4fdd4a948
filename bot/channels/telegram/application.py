"""python-telegram-bot's application, as this program uses it: its bot and its processing alone.

No Updater: it tells Telegram that an update arrived before anything has stored it.
"""

import ssl
from typing import Any

import httpx
from telegram.ext import Application, ApplicationBuilder

from bot.channels.telegram.requests import KeepingRequest, TelegramRequest

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]

_CONNECTIONS = 64
_SECONDS = 10.0


def build_application(token: str, api_url: str) -> tuple[TelegramApplication, KeepingRequest]:
    """Return the application for one bot, and its request for updates; nothing is asked yet."""
    root = api_url.rstrip("/")
    context = _context(root)
    asking = KeepingRequest(**_options(context))
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = Application.builder()
    made = (
        builder.token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(TelegramRequest(**_options(context)))
        .get_updates_request(asking)
        .updater(None)
        .build()
    )
    return made, asking


def _context(root: str) -> ssl.SSLContext:
    # Reading the certificates takes 70 ms, and one context serves both clients. A council's own
    # server on plain http needs none; an empty one trusts nobody, should it lead to https.
    if root.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.create_ssl_context()


def _options(context: ssl.SSLContext) -> dict[str, Any]:
    return {
        "connection_pool_size": _CONNECTIONS,
        "connect_timeout": _SECONDS,
        "read_timeout": _SECONDS,
        "write_timeout": _SECONDS,
        "pool_timeout": _SECONDS,
        "httpx_kwargs": {"verify": context},
    }
