"""Watches the records for new lines of the conversations that are open in some browser.

One small question a second for all of them, however many are open. Nothing is passed on inside
this process: a line may have been added by another.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bot.channels.web.channel import WEB
from storage import outbox
from storage.errors import StorageError
from storage.outbox import Mark
from storage.session import Store

log = logging.getLogger(__name__)

_EVERY_SECONDS = 1.0
# Browsers open six connections to a server; streams must leave some of them for sending.
MOST_STREAMS = 4


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

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: dict[str, list[Listener]] = defaultdict(list)
        self._marks: dict[str, Mark] = {}
        self._task: asyncio.Task[None] | None = None
        self.stopping = False

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
        elif self._task is None or self._task.done():
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
                marks = await asyncio.to_thread(self._read, list(self._listeners))
            except StorageError as fault:
                log.warning("open conversations were not looked at: %s", type(fault).__name__)
                continue
            self._tell(marks)

    def _read(self, person_ids: list[str]) -> dict[str, Mark]:
        with self._store.reading() as session:
            return outbox.marks(session, person_ids, WEB)

    def _tell(self, marks: dict[str, Mark]) -> None:
        for person_id, mark in marks.items():
            if self._marks.get(person_id) != mark:
                for listener in self._listeners.get(person_id, ()):
                    listener.news.set()
        self._marks = marks
