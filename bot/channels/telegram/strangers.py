"""What strangers may cost: token buckets, spent before anything of theirs is written.

A message beyond them is acknowledged and forgotten: it is nobody's answer. Whoever has a code sends
it again.
"""

import logging
import time
from collections.abc import Callable

from bot.channels.telegram.rate_limit import TokenBucket

log = logging.getLogger(__name__)

_EACH_BURST, _EACH_PER_SECOND = 4.0, 1 / 20
_ALL_BURST, _ALL_PER_SECOND = 10.0, 1.0
_WANTING_IN_BURST, _WANTING_IN_PER_SECOND = 20.0, 2.0
_MOST_KEPT = 2000
_BETWEEN_LINES_SECONDS = 60.0


class StrangerBudget:
    """A budget for each stranger, one for all, and one for all who seem to have a reason to write.

    `read` gives seconds that only grow.
    """

    def __init__(self, read: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._each: dict[str, TokenBucket] = {}
        self._all = TokenBucket(_ALL_BURST, _ALL_PER_SECOND, read())
        self._wanting_in = TokenBucket(_WANTING_IN_BURST, _WANTING_IN_PER_SECOND, read())
        self._turned_away = 0
        self._said_at: float | None = None

    def allows(self, address: str, *, wants_in: bool) -> bool:
        """Say whether a stranger may be heard, and count it; `wants_in` with a code or in need."""
        now = self._read()
        shared = self._wanting_in if wants_in else self._all
        # Asked first: while it is spent, no stranger costs so much as an entry here.
        if shared.has_room(now) and self._bucket(address, now).has_room(now):
            shared.take(now)
            self._bucket(address, now).take(now)
            return True
        self._note(now)
        return False

    def _bucket(self, address: str, now: float) -> TokenBucket:
        if address not in self._each:
            if len(self._each) >= _MOST_KEPT:
                self._each = {a: b for a, b in self._each.items() if b.share(now) < 1.0}
            self._each[address] = TokenBucket(_EACH_BURST, _EACH_PER_SECOND, now)
        return self._each[address]

    def _note(self, now: float) -> None:
        """Say once a minute how many were turned away, and never who."""
        self._turned_away += 1
        if self._said_at is None or now - self._said_at >= _BETWEEN_LINES_SECONDS:
            log.warning("%s messages of strangers were turned away", self._turned_away)
            self._said_at = now
