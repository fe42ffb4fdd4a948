"""python-telegram-bot's application, as this program uses it: its bot and its processing alone.

No Updater: it tells Telegram that an update arrived before anything has stored it.
"""

import ssl
from typing import Any

import httpx
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

PollingApplication = Application[Any, Any, Any, Any, Any, Any]

_CONNECTIONS = 64
_SECONDS = 10.0


def application(token: str, api_url: str) -> PollingApplication:
    """Return the application for one bot; nothing is asked of Telegram yet."""
    root = api_url.rstrip("/")
    context = _context(root)
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = Application.builder()
    return (
        builder.token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(_request(context))
        .get_updates_request(_request(context, connections=2))
        .updater(None)
        .build()
    )


def _context(root: str) -> ssl.SSLContext:
    # Reading the certificates takes 70 ms, and one context serves both clients. A council's own
    # server on plain http needs none; an empty one trusts nobody, should it lead to https.
    if root.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.create_ssl_context()


def _request(context: ssl.SSLContext, connections: int = _CONNECTIONS) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=_SECONDS,
        read_timeout=_SECONDS,
        write_timeout=_SECONDS,
        pool_timeout=_SECONDS,
        httpx_kwargs={"verify": context},
    )
