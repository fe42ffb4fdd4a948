"""Token buckets for Telegram's rate limits: one a chat, one for the whole bot.

About one message a second in a chat after a short burst, thirty a second in all:
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import time
from collections.abc import Callable

_BURST, _PER_SECOND = 4.0, 1.0
_IN_ALL_BURST, _IN_ALL_PER_SECOND = 25.0, 25.0
_MOST_CHATS = 2000
_MOST = 0.7


class TokenBucket:
    """Room for a burst, refilled steadily."""

    def __init__(self, size: float, per_second: float, now: float) -> None:
        self._size, self._per_second = size, per_second
        self._left, self._at = size, now

    def take(self, now: float) -> float:
        """Count one more and return the seconds until there is room for it."""
        left = self.share(now) * self._size
        self._left = left - 1.0
        return max(0.0, -self._left / self._per_second)

    def has_room(self, now: float) -> bool:
        """Say whether one more would not have to wait."""
        return self.share(now) * self._size >= 1.0

    def share(self, now: float) -> float:
        """Return how much of the burst is left; below 0 where some must wait."""
        self._left = min(self._size, self._left + (now - self._at) * self._per_second)
        self._at = now
        return self._left / self._size


class RateLimiter:
    """Keeps what is sent within the limits; `burst` is what may go to a chat at once.

    `read` gives seconds that only grow.
    """

    def __init__(self, burst: float = _BURST, read: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._read = read
        self._chats: dict[str, TokenBucket] = {}
        self._all = TokenBucket(_IN_ALL_BURST, _IN_ALL_PER_SECOND, read())

    async def wait(self, chat: str) -> None:
        """Return once one more message may go to a chat; it is counted."""
        await asyncio.sleep(self.reserve(chat))

    def reserve(self, chat: str) -> float:
        """Count one more message to a chat and return the seconds to wait before it is sent."""
        now = self._read()
        return max(self._bucket(chat, now).take(now), self._all.take(now))

    def try_take(self, chat: str) -> bool:
        """Count one more where most of the burst is left, for what may as well not be sent."""
        now = self._read()
        if min(self._bucket(chat, now).share(now), self._all.share(now)) < _MOST:
            return False
        self.reserve(chat)
        return True

    def _bucket(self, chat: str, now: float) -> TokenBucket:
        if chat not in self._chats:
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {c: b for c, b in self._chats.items() if b.share(now) < 1.0}
            self._chats[chat] = TokenBucket(self._burst, _PER_SECOND, now)
        return self._chats[chat]
