"""The evidence reader at work: a thread of its own, a time budget, and the linear one behind it.

A text is read before the transaction that stores it. One that nobody has read yet ends the
transaction: it is read outside, and the update is handled again. Nobody waits longer than BUDGET.
"""

import logging
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TypeVar

from bot import logs
from bot.errors import BotError
from practice.evidence import READER_VERSION, Reading, look, look_quickly
from prompts.digest_cache import DigestCache

log = logging.getLogger(__name__)

BUDGET = 0.25
"""Seconds that one update waits for all its texts."""
_MOST_KEPT = 1024
_MOST_WAITING = 64
_TO_END = 2.0
R = TypeVar("R")
Look = Callable[[str], Reading]
_Work = Callable[[], Reading | None]
_Promised = Future[Reading | None]


class NotReadYetError(BotError):
    """A transaction needs a text that was not read before it; the text is in `text`."""

    def __init__(self, text: str) -> None:
        super().__init__("a text was not read before its transaction")
        self.text = text


class InThisThread:
    """No thread at all: what is asked for is done at once, by whoever asks."""

    busy_since = math.inf

    def begin(self, work: _Work) -> _Promised:
        """Return what holds the result."""
        done = _Promised()
        done.set_result(work())
        return done

    def close(self) -> None:
        """Return at once: nothing is under way."""


class ThreadOfItsOwn:
    """One thread, begun at first need. It is a daemon: an end of the program waits for no text.

    An executor of the standard library is waited for as Python ends, however long that takes.
    `busy_since` is when it began what it does now, in the future while it does nothing.
    """

    def __init__(self) -> None:
        self.busy_since = math.inf
        self._waiting: Queue[tuple[_Work, _Promised] | None] = Queue(_MOST_WAITING)
        self._thread = threading.Thread(target=self._run, name="evidence reader", daemon=True)

    def begin(self, work: _Work) -> _Promised:
        """Return what will hold the result. Raises queue.Full where too much waits already.

        One caller at a time.
        """
        promised = _Promised()
        self._waiting.put_nowait((work, promised))
        if self._thread.ident is None:
            self._thread.start()
        return promised

    def close(self) -> None:
        """Begin nothing more, and wait a moment for what is under way."""
        with suppress(Empty):
            while True:
                self._waiting.get_nowait()
        with suppress(Full):
            self._waiting.put_nowait(None)
        if self._thread.ident is not None:
            self._thread.join(_TO_END)

    def _run(self) -> None:
        while (begun := self._waiting.get()) is not None:
            self.busy_since = time.monotonic()
            work, promised = begun
            reading = work()
            self.busy_since = math.inf
            # Or the last text would be held here until the next one comes.
            del begun, work
            promised.set_result(reading)


class EvidenceReader:
    """Reads texts for every update, and keeps what was found last, without a word of the texts.

    `quickly` answers where `look` is late or fails. What comes late is known to whoever asks next.
    """

    def __init__(
        self,
        look: Look = look,
        quickly: Look = look_quickly,
        *,
        version: str = READER_VERSION,
        thread: ThreadOfItsOwn | InThisThread | None = None,
        budget: float = BUDGET,
    ) -> None:
        self.version = version
        self.failing = False
        self._look, self._quickly, self._budget = look, quickly, budget
        self._thread = thread or ThreadOfItsOwn()
        self._readings: DigestCache[_Promised] = DigestCache(_MOST_KEPT)
        self._turn = threading.Lock()
        self._late = 0

    @classmethod
    def at_once(cls, look: Look = look, *, version: str = READER_VERSION) -> "EvidenceReader":
        """Return one that reads while its caller waits, as tests and the demo's council do."""
        return cls(look, version=version, thread=InThisThread(), budget=math.inf)

    def for_update(self) -> "UpdateReader":
        """Return the reader of one update, whose time begins now."""
        return UpdateReader(self, time.monotonic() + self._budget)

    def read(self, text: str, until: float) -> Reading:
        """Return what is found in a text by then, or else what the linear reader finds."""
        try:
            reading = self._promised(text).result(self._time_left(until))
        except (TimeoutError, Full):
            reading = None
            with self._turn:
                self._late += 1
        return self._quickly(text) if reading is None else reading

    def read_now(self, text: str, kept: Reading | None) -> Reading:
        """Return what is found in a text, for whoever writes nothing: no transaction waits."""
        return kept or self.read(text, time.monotonic() + self._budget)

    def known(self, text: str) -> Reading | None:
        """Return what was found in a text, where that can be had without waiting."""
        with self._turn:
            promised = self._readings.find(text)
        return promised.result() if promised is not None and promised.done() else None

    def trouble(self) -> str:
        """Return what an operator should know of it; "" while it answers, and in time."""
        if self.failing:
            return "linear: the model could not be loaded"
        times = "once" if self._late == 1 else f"{self._late} times"
        return f"model: late {times}, the linear one answered" if self._late else ""

    def close(self) -> None:
        """Read nothing more; a text that takes too long is not waited for."""
        self._thread.close()

    def _time_left(self, until: float) -> float:
        """Return how long to wait: not at all while one text holds up all others."""
        now = time.monotonic()
        return max(until - now, 0) if now - self._thread.busy_since < self._budget else 0

    def _promised(self, text: str) -> _Promised:
        """Return the reading of a text that is known or on its way, or begin it."""
        with self._turn:
            before = self._readings.find(text)
            if before is not None and before.done() and before.result() is None:
                self._readings.forget(text)
            return self._readings.get(text, lambda: self._thread.begin(lambda: self._looked(text)))

    def _looked(self, text: str) -> Reading | None:
        """Return what is found in a text; None where the reader fails, whatever the reason."""
        try:
            reading = self._look(text)
        except Exception as fault:  # noqa: BLE001 - the linear reader answers instead
            if not self.failing:
                logs.log_fault(log, "the linear reader answers", fault)
            self.failing = True
            return None
        self.failing = False
        return reading


class UpdateReader:
    """Reads the texts of one update, all of them within its budget, and outside its transaction.

    Within the transaction it is called for what it has read.
    """

    def __init__(self, reader: EvidenceReader, until: float) -> None:
        self._reader = reader
        self._until = until
        self._read: dict[str, Reading] = {}

    def read_before(self, handle: Callable[[], R], text: str | None = None) -> R:
        """Return what `handle` returns, `text` and whatever else it needs read before it.

        It is called anew after each text that it asks for; it asks for none twice.
        """
        while True:
            if text is not None:
                self._read[text] = self._reader.read(text, self._until)
            try:
                return handle()
            except NotReadYetError as missed:
                text = missed.text

    def __call__(self, text: str, kept: Reading | None) -> Reading:
        """Return what is found in a text: by the present version, where `kept` is by another.

        Raises NotReadYetError where the text is still to be read, outside the transaction. What
        is kept stays where nothing better can be had in time.
        """
        if kept is not None and kept.reader == self._reader.version:
            return kept
        better = self._reader.known(text)
        if better is not None:
            return better
        if text in self._read:
            return kept or self._read[text]
        if kept is not None and (self._reader.failing or time.monotonic() >= self._until):
            return kept
        raise NotReadYetError(text)
