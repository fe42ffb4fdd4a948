"""What claiming costs while letters wait: 625, 2,500 and 10,000 of them; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_waiting_letters.py`.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Outgoing, to_json
from storage import clock_jumps, outbox
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.waiting import ANYBODY, Claimant
from tests.benchmarks.council import NOW
from tests.benchmarks.growing import SIZES, growths, milliseconds, new_folder
from tests.benchmarks.test_speed import say
from tests.factories import make_store

pytestmark = pytest.mark.benchmark

FEWEST = 625
LEASE = timedelta(seconds=3)
TOMORROW = timedelta(hours=20)


@pytest.mark.parametrize(
    ("wait", "chats", "later"),
    [
        ("each for a chat of its own", 100_000, timedelta(0)),
        ("for fifty chats", 50, timedelta(0)),
        ("for one chat", 1, timedelta(0)),
        ("until tomorrow", 100_000, TOMORROW),
    ],
)
def test_claiming_while_letters_wait(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wait: str, chats: int, later: timedelta
) -> None:
    measured = []
    for size in SIZES:
        store = make_store(new_folder(tmp_path, size), waits_for_the_disk=False)
        put_letters(store, FEWEST * size, chats, later)
        measured.append(costs(store))
        store.close()
    sizes = [FEWEST * size for size in SIZES]
    grown = growths(measured, sizes, f"while letters wait {wait}")
    say(capsys, f"letters that wait {wait}", *map(str, grown))


def put_letters(store: Store, count: int, chats: int, later: timedelta) -> None:
    """Put letters in one by one, and one that is due at once after all of them."""
    body = to_json(Outgoing("A letter."))
    with store.writing() as session:
        for number in range(count):
            letter = NewMessage(None, "telegram", str(number % chats), body, NOW + later)
            outbox.put(session, [letter], at=NOW)
        outbox.put(session, [NewMessage(None, "telegram", "newest", body)], at=NOW)


def costs(store: Store) -> dict[str, float]:
    """Return the milliseconds of each piece of work of a delivery, the second claim among them."""
    first = milliseconds(in_writing(store, claim))
    with store.writing() as session:
        in_hand = Claimant(tuple(claim(session)))
    return {
        "a claim": first,
        "the claim after": milliseconds(in_writing(store, lambda s: claim(s, in_hand))),
        "when the next is due": milliseconds(in_writing(store, lambda s: due(s, in_hand))),
        "waits that a clock left": milliseconds(lambda: clock_jumps.end_waits(store, NOW)),
    }


def in_writing(store: Store, work: Callable[[Session], object]) -> Callable[[], None]:
    """Return some work in a transaction of its own, rolled back."""

    def undone() -> None:
        with suppress(InterruptedError), store.writing() as session:
            work(session)
            raise InterruptedError

    return undone


def claim(session: Session, claimant: Claimant = ANYBODY) -> list[str]:
    found = outbox.claim(session, "telegram", now=NOW, lease=LEASE, claimant=claimant)
    return [letter.id for letter in found]


def due(session: Session, claimant: Claimant) -> object:
    return outbox.next_due(session, "telegram", NOW, claimant)
