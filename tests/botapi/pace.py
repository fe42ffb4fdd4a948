"""Rate limits: a burst per chat that refills by one a second, and 30 messages a second in all."""

from math import ceil

from tests.botapi.clock import Clock
from tests.botapi.errors import too_many_requests

IN_ALL_PER_SECOND = 30


class _Bucket:
    def __init__(self, size: float, per_second: float, now: float) -> None:
        self.size, self.per_second, self.left, self.at = size, per_second, size, now

    def wait(self, now: float) -> float:
        self.left = min(self.size, self.left + (now - self.at) * self.per_second)
        self.at = now
        return max(0.0, (1 - self.left) / self.per_second)


class Pace:
    """Off until a burst is set; reads the movable clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._burst: int | None = None
        self._chats: dict[int, _Bucket] = {}
        self._all = _Bucket(IN_ALL_PER_SECOND, IN_ALL_PER_SECOND, 0.0)

    def limit(self, burst: int | None) -> None:
        """Allow this many messages at once to a chat, then one a second; None lifts all limits."""
        self._burst = burst
        self._chats = {}
        self._all = _Bucket(IN_ALL_PER_SECOND, IN_ALL_PER_SECOND, self._clock.now())

    def spend(self, chat_id: int) -> None:
        """Count one message to a chat; refuse with the seconds to wait where there is no room."""
        if self._burst is None:
            return
        now = self._clock.now()
        chat = self._chats.setdefault(chat_id, _Bucket(self._burst, 1.0, now))
        wait = max(chat.wait(now), self._all.wait(now))
        if wait > 1e-6:
            raise too_many_requests(max(1, ceil(wait - 1e-6)))
        chat.left -= 1
        self._all.left -= 1
