"""A cache that keeps no case text: results are found again by a keyed digest of their source."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class DigestCache(Generic[V]):
    """The last `most` results. Neither they nor their keys say what they were worked out from.

    The digest is keyed by bytes that live as long as the cache, so that short texts cannot be
    guessed from it. What is kept must hold no text of its source.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, V] = {}

    def get(self, source: str, work_out: Callable[[], V]) -> V:
        """Return what was worked out from `source` before, or work it out."""
        digest = self._digest(source)
        if digest not in self._known:
            if len(self._known) >= self._most:
                self._known.pop(next(iter(self._known)))
            self._known[digest] = work_out()
        return self._known[digest]

    def find(self, source: str) -> V | None:
        """Return what was worked out from `source` before; None where nothing is kept."""
        return self._known.get(self._digest(source))

    def forget(self, source: str) -> None:
        """Forget what was worked out from `source`."""
        self._known.pop(self._digest(source), None)

    def _digest(self, source: str) -> bytes:
        return hashlib.blake2b(source.encode(errors="surrogatepass"), key=self._key).digest()
