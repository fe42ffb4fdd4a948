"""The live stream of a conversation: server-sent events, an enhancement of its page."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from bot.channels.web.chat import STREAM, options_values, reader_name, spoken_with
from bot.channels.web.entry import SignedIn, office_of, signed_in
from bot.channels.web.errors import SignedOutError
from bot.channels.web.pages import fragment
from bot.channels.web.watch import Listener, Watch
from storage.errors import StorageError

log = logging.getLogger(__name__)
router = APIRouter()

_HEARTBEAT_SECONDS = 20.0
_HEARTBEAT = ": still here\n\n"
# What makes way for a newer stream comes back later, not at once: it would push that one out.
_MADE_WAY = "retry: 60000\n\n"


@router.get(STREAM)
async def stream(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    after: str = "",
    reader: str = "",
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """Return the stream of entries after one that the page shows, and of the answers to tap.

    `reader` is whose page it is: where somebody else signed in meanwhile in the same browser,
    their lines must not appear on it.
    """
    if reader and reader != reader_name(office_of(request), who.person.id):
        raise SignedOutError
    events = _Events(request, who, last_event_id or after)
    return StreamingResponse(
        events.all(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


class _Events:
    """The events of one stream."""

    def __init__(self, request: Request, who: SignedIn, newest: str) -> None:
        self._request = request
        self._who = who
        self._newest = newest

    async def all(self) -> AsyncIterator[str]:
        watch = self._request.app.state.watch
        assert isinstance(watch, Watch)  # noqa: S101 - create_app set it
        with watch.listening(self._who.person.id) as listener:
            yield _HEARTBEAT
            listener.news.set()
            async for events in self._while_wanted(listener):
                yield events
            if listener.ended and not watch.stopping:
                yield _MADE_WAY

    async def _while_wanted(self, listener: Listener) -> AsyncIterator[str]:
        while True:
            heard = await _heard(listener)
            if listener.ended:
                return
            listener.news.clear()
            if not heard:
                yield _HEARTBEAT
            try:
                events = await run_in_threadpool(self._new)
            except StorageError as fault:
                log.warning("a conversation was not read: %s", type(fault).__name__)
                return
            except SignedOutError:
                return
            if events:
                yield events

    def _new(self) -> str:
        """Return the events of what is new; raises SignedOutError once the session has ended."""
        signed_in(self._request)
        spoken = spoken_with(office_of(self._request), self._who.person.id)
        new = spoken.after(self._newest)
        if not new:
            return ""
        self._newest = new[-1].id
        entries = [
            _event("entry", fragment("_entry.html", {"entry": entry, "anchor": False}), entry.id)
            for entry in new
        ]
        options = fragment("_options.html", options_values(self._who, spoken))
        return "".join([*entries, _event("options", options)])


async def _heard(listener: Listener) -> bool:
    """Wait for news; return False where it is time to show that the line still holds."""
    try:
        await asyncio.wait_for(listener.news.wait(), _HEARTBEAT_SECONDS)
    except TimeoutError:
        return False
    return True


def _event(name: str, body: str, event_id: str | None = None) -> str:
    lines = [f"event: {name}", *([f"id: {event_id}"] if event_id else [])]
    # splitlines would also part words at characters that are no line's end in an event.
    lines += [f"data: {line}" for line in body.replace("\r", "\n").split("\n")]
    return "\n".join(lines) + "\n\n"
