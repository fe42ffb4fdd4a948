"""What was worked out last, by a key that says all it rests on: in memory, and for so many keys."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class LruCache(Generic[V]):
    """The results of the `most` keys that were asked for last. Several threads may ask at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what `make` returned for this key before, or what it returns now; as it raises."""
        with self._lock:
            before = [self._known[key]] if key in self._known else []
        # Made outside the lock: two who ask at once each make it, and nobody waits for the other.
        return self._keep(key, before[0] if before else make())

    def _keep(self, key: Hashable, found: V) -> V:
        with self._lock:
            self._known[key] = found
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found
