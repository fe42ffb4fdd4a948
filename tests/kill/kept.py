"""What the records hold after all the killing."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, func, select

from storage.encryption import open_row
from storage.session import Store
from storage.tables import OutboxMessage, Record, Seen, Step
from storage.waiting import unsettled

_FULL = 2
_HOLD_WORDS = ("answered", "part", "joined", "kept")
_MARK = re.compile(r"zz\d+x\d+zz")


def updates_stored(store: Store) -> set[int]:
    """Return the numbers of the updates that were stored."""
    with store.reading() as session:
        return {int(key) for key in session.exec(select(Seen.update_key))}


def seen_in_browsers(store: Store) -> int:
    """Return how many updates of web pages were stored."""
    with store.reading() as session:
        found = select(func.count()).select_from(Seen).where(col(Seen.channel) == "web")
        return session.exec(found).one()


def times_stored(store: Store, marks: list[str]) -> Counter[str]:
    """Return how often each mark is stored: in answers as they stand now, or among kept words.

    Words that waited are in the step that kept them and in the answer they were put in: once.
    """
    with store.reading() as session:
        steps = session.exec(
            select(Step).where(col(Step.kind).in_(_HOLD_WORDS)).order_by(col(Step.id))
        )
        rows = [
            (step, _words(open_row(session, "step", step.model_dump())["value"])) for step in steps
        ]
    standing = {
        (step.draft_id, step.question, step.entry, step.kind == "part" and step.id): words
        for step, words in rows
        if step.kind != "kept"
    }
    answered = _counted(standing.values())
    waited = _counted(words for step, words in rows if step.kind == "kept")
    found = answered | waited
    return Counter({mark: found[mark] for mark in marks})


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(mark for text in texts for mark in _MARK.findall(text))


def _words(value: str | None) -> str:
    """Return the words of a step: an answer, one that was added to, or words that wait."""
    if value is None:
        return ""
    read = json.loads(value)
    return str(read.get("text") or read.get("words")) if isinstance(read, dict) else value


def records(store: Store) -> int:
    """Return how many records were sent."""
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(Record)).one()


def messages_sent(store: Store) -> int:
    """Return how many messages of the outbox were sent."""
    with store.reading() as session:
        sent = select(func.count()).where(col(OutboxMessage.sent_at).is_not(None))
        return session.exec(sent).one()


def waiting(store: Store, now: datetime) -> list[str]:
    """Return the messages that are to go out by `now` and were neither sent nor given up."""
    with store.reading() as session:
        rows = session.exec(
            select(OutboxMessage)
            .where(unsettled(), col(OutboxMessage.not_before) <= now)
            .order_by(col(OutboxMessage.id))
        )
        return [
            f"{row.id} to {row.address}: {row.told or 'an answer'}, tried {row.attempts} times, "
            f"due {row.not_before}, held until {row.leased_until}"
            for row in rows
        ]


def wait_until_drained(store: Store, now: datetime, seconds: float = 60.0) -> None:
    """Return once no message waits that is due by `now`; raises AssertionError, naming them."""
    wait_while(lambda: waiting(store, now), "wait", seconds)


def wait_for_updates(store: Store, numbers: Collection[int], seconds: float = 60.0) -> None:
    """Return once the updates of these numbers are stored; raises AssertionError, naming them."""
    wait_while(
        lambda: [str(one) for one in sorted(set(numbers) - updates_stored(store))], "miss", seconds
    )


def wait_while(look: Callable[[], list[str]], what: str, seconds: float = 60.0) -> None:
    """Return once `look` finds nothing any more; raises AssertionError, naming what it found."""
    # Another process changes the records, and tells nobody: so they are looked at again and again.
    ends_at = time.monotonic() + seconds
    while found := look():
        if time.monotonic() >= ends_at:
            raise AssertionError(f"these {what} still after {seconds} s:\n" + "\n".join(found))
        time.sleep(0.05)


def faults_of_the_file(store: Store) -> list[str]:
    """Return what SQLite finds wrong with the file."""
    with store.reading() as session:
        connection = session.connection()
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        found += [str(row[0]) for row in connection.execute(text("PRAGMA foreign_key_check"))]
        synchronous = connection.scalar(text("PRAGMA synchronous"))
    return [line for line in found if line != "ok"] + ([] if synchronous == _FULL else ["not FULL"])
