"""What is measured: reflections through the dialogue, and bare rows, each to the commit."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlmodel import col, select

from bot.dialogue import Dialogue
from bot.messages import Incoming, Outgoing, from_json
from bot.update import DutyNumbers
from prompts.loader import shipped
from storage.encryption import open_row
from storage.session import Store
from storage.tables import OutboxMessage
from tests.benchmarks.council import ANSWER, CHAT, NOW


class Reflections:
    """People who reflect, one after another; each update goes from Incoming to the commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dialogue = Dialogue(store, shipped(), DutyNumbers("1", "2"))
        self._numbers = itertools.count(1)
        self._chats = itertools.count(CHAT)

    def one(self) -> Iterator[tuple[str, float]]:
        """Yield the kind and the seconds of each update of one reflection."""
        chat = str(next(self._chats))
        yield "text", self._give(chat, text=ANSWER)
        yield "tap", self._tap(chat, "No child")
        for number in itertools.count(1):
            if "Keep to myself" in self._buttons(chat):
                break
            # The same words again would be taken for a message that came twice; the same in every
            # reflection, so that reading them is not measured.
            yield "text", self._give(chat, text=f"{number}. {ANSWER}")
        yield "tap", self._tap(chat, "Keep to myself")

    def _tap(self, chat: str, label: str) -> float:
        return self._give(chat, button=self._buttons(chat)[label])

    def _give(self, chat: str, **what: str) -> float:
        number = str(next(self._numbers))
        incoming = Incoming("telegram", chat, number, source=number, **what)  # type: ignore[arg-type]
        start = time.perf_counter()
        receipt = self._dialogue.receive(incoming, NOW)
        seconds = time.perf_counter() - start
        assert receipt.fresh
        assert receipt.stored
        return seconds

    def _buttons(self, chat: str) -> dict[str, str]:
        last = self._last(chat)
        return {button.label: button.data for row in last.buttons for button in row}

    def _last(self, chat: str) -> Outgoing:
        with self._store.reading() as session:
            query = select(OutboxMessage).where(OutboxMessage.address == chat)
            row = session.exec(query.order_by(col(OutboxMessage.id).desc())).first()
            assert row is not None
            return from_json(open_row(session, "outbox_message", row.model_dump())["body"])


class BareRows:
    """One row of 400 bytes a commit, in the same SQLite without encryption, WAL and FULL."""

    def __init__(self, folder: Path) -> None:
        self._connection = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT)")

    def one(self) -> float:
        """Return the seconds of one committed row."""
        start = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare (value) VALUES (?)", ("x" * 400,))
        self._connection.execute("COMMIT")
        return time.perf_counter() - start
