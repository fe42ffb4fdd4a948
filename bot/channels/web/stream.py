"""The live stream of a conversation: server-sent events, an enhancement of its page."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, format_sse_event

from bot.channels.web.chat import STREAM, options_values, reader_name, spoken_with
from bot.channels.web.entry import SignedIn, office_of, signed_in
from bot.channels.web.errors import SignedOutError
from bot.channels.web.pages import fragment
from bot.channels.web.watch import Listener, Watch
from storage.errors import StorageError

log = logging.getLogger(__name__)
router = APIRouter()

_HEARTBEAT_SECONDS = 20.0
_HEARTBEAT = format_sse_event(comment="still here")
# What makes way for a newer stream comes back later, not at once: it would push that one out.
_MADE_WAY = format_sse_event(retry=60_000)


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
    events = _events(request, who, last_event_id or after)
    return EventSourceResponse(events, headers={"X-Accel-Buffering": "no"})


async def _events(request: Request, who: SignedIn, newest: str) -> AsyncIterator[bytes]:
    """Yield what is new after the entry `newest`, until the session or the stream must end."""
    watch = request.app.state.watch
    assert isinstance(watch, Watch)  # noqa: S101 - create_app set it
    with watch.listening(who.person.id) as listener:
        yield _HEARTBEAT
        listener.news.set()
        while True:
            heard = await _heard(listener)
            if listener.ended:
                break
            listener.news.clear()
            if not heard:
                yield _HEARTBEAT
            try:
                events, newest = await run_in_threadpool(_new, request, who, newest)
            except StorageError as fault:
                log.warning("a conversation was not read: %s", type(fault).__name__)
                return
            except SignedOutError:
                return
            if events:
                yield events
        if not watch.stopping:
            yield _MADE_WAY


async def _heard(listener: Listener) -> bool:
    """Wait for news; return False where it is time to show that the line still holds."""
    try:
        await asyncio.wait_for(listener.news.wait(), _HEARTBEAT_SECONDS)
    except TimeoutError:
        return False
    return True


def _new(request: Request, who: SignedIn, newest: str) -> tuple[bytes, str]:
    """Return the events of what is new, and the newest entry; raises SignedOutError."""
    signed_in(request)
    spoken = spoken_with(office_of(request), who.person.id)
    new = spoken.after(newest)
    if not new:
        return b"", newest
    events = [
        format_sse_event(
            event="entry",
            data_str=fragment("_entry.html", {"entry": entry, "anchor": False}),
            id=entry.id,
        )
        for entry in new
    ]
    options = fragment("_options.html", options_values(who, spoken))
    events.append(format_sse_event(event="options", data_str=options))
    return b"".join(events), new[-1].id
