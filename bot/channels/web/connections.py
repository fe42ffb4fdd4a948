"""Connections of the web server: how many may wait for their client, how long, and for how much.

A client that opens connections and sends half a request holds up nobody (slow loris): of those that
wait for their client too long the line is cut, and where too many wait, the one that waited longest
makes way. A request that is being answered is never cut here.
"""

import asyncio

import h11
import uvicorn
from fastapi import FastAPI
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_WAITING = 256
"""So many connections may be without a whole request at once, those kept open among them."""
REQUEST_SECONDS = 30.0
"""So long a request may take to arrive: a full message over a poor line takes a few seconds."""
MOST_HEADER_BYTES = 16 * 1024


class LimitedConfig(uvicorn.Config):
    """The settings of one server, and its connections that wait, the longest waiting first."""

    def __init__(self, app: FastAPI, last_answers_seconds: int) -> None:
        super().__init__(
            app,
            http=LimitedConnection,
            h11_max_incomplete_event_size=MOST_HEADER_BYTES,
            access_log=False,
            log_config=None,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=last_answers_seconds,
        )
        self.waiting: dict[LimitedConnection, None] = {}


class LimitedConnection(H11Protocol):
    """One connection: it waits until a whole request has come, and again after each answer."""

    _cut: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._wait_no_more()

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY} and not self.transport.is_closing():
            self._wait()

    def _wait(self) -> None:
        """Count as waiting from now on; whoever has waited longest makes way for one too many."""
        self._wait_no_more()
        self._waiting[self] = None
        self._cut = self.loop.call_later(REQUEST_SECONDS, self._end)
        if len(self._waiting) > MOST_WAITING:
            next(iter(self._waiting))._end()

    def _wait_no_more(self) -> None:
        self._waiting.pop(self, None)
        if self._cut is not None:
            self._cut.cancel()

    def _end(self) -> None:
        """Cut the line at once, whatever is still to be sent on it."""
        self._wait_no_more()
        self.transport.abort()

    @property
    def _waiting(self) -> "dict[LimitedConnection, None]":
        assert isinstance(self.config, LimitedConfig)  # noqa: S101 - it chose this class
        return self.config.waiting
