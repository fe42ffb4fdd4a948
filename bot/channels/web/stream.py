"""Server-sent events: the live stream of a conversation, an enhancement of its page.

One small question a second asks whether anything was committed at all. Only then is the newest line
of each open conversation looked up, however many there are and however long they have gone on.
Nothing is passed on inside this process: a line may have been added by another.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, format_sse_event

from bot.backoff import set_within
from bot.channels.web.channel import WEB
from bot.channels.web.chat import STREAM, options_values, spoken_with
from bot.channels.web.context import context_of, reader_name
from bot.channels.web.entry_html import entry_html
from bot.channels.web.errors import SignedOutError
from bot.channels.web.pages import fragment
from bot.channels.web.sessions import SignedIn, signed_in
from bot.clock import Clock
from bot.duty_calls import shown_on_page
from storage import transcript, web_sessions
from storage.commits import Version
from storage.errors import StorageError
from storage.session import Store
from storage.transcript import Mark

log = logging.getLogger(__name__)
router = APIRouter()

_EVERY_SECONDS = 1.0
# Browsers open six connections to a server; streams must leave some of them for sending.
MOST_STREAMS = 4
_HEARTBEAT_SECONDS = 20.0
_HEARTBEAT = format_sse_event(comment="still here")
# A page that hears this shows nothing any more, and does not come back.
_SIGNED_OUT = format_sse_event(event="left", data_str="")
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
    if reader and reader != reader_name(context_of(request), who.person.id):
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
            heard = await set_within(listener.news, _HEARTBEAT_SECONDS)
            if listener.ended:
                break
            listener.news.clear()
            if not heard:
                yield _HEARTBEAT
            try:
                heard = heard or not watch.is_looking
                events, newest = await run_in_threadpool(_new, request, who, newest, heard=heard)
            except StorageError as fault:
                log.warning("a conversation was not read: %s", type(fault).__name__)
                return
            except SignedOutError:
                yield _SIGNED_OUT
                return
            if events:
                yield events
        if not watch.stopping:
            yield _MADE_WAY


def _new(request: Request, who: SignedIn, newest: str, *, heard: bool) -> tuple[bytes, str]:
    """Return the events of what is new, and the newest entry; raises SignedOutError.

    Where nothing was `heard` of anything new, nothing is looked for.
    """
    signed_in(request)
    if not heard:
        return b"", newest
    context = context_of(request)
    spoken = spoken_with(context, who.person.id)
    new = spoken.after(newest)
    if not new:
        return b"", newest
    events = [
        format_sse_event(
            event="entry",
            data_str=str(entry_html(entry)),
            id=entry.id,
        )
        for entry in new
    ]
    shown_on_page(context.store, who.person.id, spoken.calls, context.clock.now())
    options = fragment("_options.html", options_values(context, who, spoken))
    events.append(format_sse_event(event="options", data_str=options))
    return b"".join(events), new[-1].id


class Listener:
    """One open stream. `news` is set when there may be something new; `ended` when it must end."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.ended = False

    def end(self) -> None:
        """Let the stream end."""
        self.ended = True
        self.news.set()


class Watch:
    """The open streams of this process, by person, and the one task that looks for them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._listeners: dict[str, list[Listener]] = defaultdict(list)
        self._marks: dict[str, Mark] = {}
        self._version: Version | None = None
        self._task: asyncio.Task[None] | None = None
        self.stopping = False

    @property
    def is_looking(self) -> bool:
        """Whether new lines are looked for."""
        return self._task is not None and not self._task.done()

    @contextmanager
    def listening(self, person_id: str) -> Iterator[Listener]:
        """Yield a listener for one person's lines; their oldest stream ends where it is one more.

        A phone that lost its line leaves a stream behind that nobody reads: so the oldest ends.
        """
        mine = self._listeners[person_id]
        while len(mine) >= MOST_STREAMS:
            mine.pop(0).end()
        listener = Listener()
        mine.append(listener)
        if self.stopping:
            listener.end()
        elif not self.is_looking:
            self._task = asyncio.create_task(self._look())
        try:
            yield listener
        finally:
            with suppress(ValueError):
                mine.remove(listener)
            if not mine and self._listeners.get(person_id) is mine:
                del self._listeners[person_id]

    def stop(self) -> None:
        """End every stream, and whichever is opened from now on."""
        self.stopping = True
        for mine in self._listeners.values():
            for listener in mine:
                listener.end()
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        while self._listeners:
            await asyncio.sleep(_EVERY_SECONDS)
            try:
                marks = await asyncio.to_thread(self.read, list(self._listeners))
            except StorageError as fault:
                log.warning("open conversations were not looked at: %s", type(fault).__name__)
                continue
            if marks is not None:
                self._tell(marks)

    def read(self, person_ids: list[str]) -> dict[str, Mark] | None:
        """Return, by person, what differs once there is something for them; None: nothing is new.

        Raises StorageError; what was committed before is then still new at the next reading.
        """
        # Asked before it is read: what is committed in between is read twice, and never missed.
        version = self._store.version()
        if version == self._version:
            return None
        with self._store.reading() as session:
            marks = transcript.marks(session, person_ids, WEB)
            # Whoever was signed out, or is here no more, has their streams looked at, and ended.
            browsers = web_sessions.signed_in(session, person_ids, self._clock.now())
        self._version = version
        return {one: (*mark, browsers.get(one, 0)) for one, mark in marks.items()}

    def _tell(self, marks: dict[str, Mark]) -> None:
        for person_id, mark in marks.items():
            if self._marks.get(person_id) != mark:
                for listener in self._listeners.get(person_id, ()):
                    listener.news.set()
        self._marks = marks
