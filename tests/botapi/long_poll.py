"""The one getUpdates call that may wait: a second one ends it with 409."""

import asyncio
import time

from tests.botapi.errors import ApiError
from tests.botapi.update_queue import Update, UpdateQueue

BY_ANOTHER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
BY_WEBHOOK = "Conflict: terminated by setWebhook request"


class LongPoll:
    """Waits for updates; whether its client is still there matters no more than to Telegram."""

    def __init__(self, queue: UpdateQueue) -> None:
        self._queue = queue
        self._waiting: asyncio.Future[str] | None = None

    async def wait(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Return the updates that come within the seconds; 409 where another call ends this one."""
        self.end(BY_ANOTHER)
        ends_at = time.monotonic() + seconds
        while True:
            waiting: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            self._waiting = waiting
            try:
                conflict = await asyncio.wait_for(waiting, max(0.0, ends_at - time.monotonic()))
            except TimeoutError:
                return []
            finally:
                if self._waiting is waiting:
                    self._waiting = None
            if conflict:
                raise ApiError(409, conflict)
            if updates := self._queue.take(offset, limit):
                return updates

    def wake(self) -> None:
        """Let the waiting call look again."""
        self._settle("")

    def end(self, conflict: str) -> None:
        """End the waiting call with a 409 that says why."""
        self._settle(conflict)

    def _settle(self, conflict: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(conflict)
