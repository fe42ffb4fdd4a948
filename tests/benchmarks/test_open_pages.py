"""What fifty open chat pages cost a second while nothing happens; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_open_pages.py`.
"""

from pathlib import Path

import pytest
from sqlmodel import insert

from bot.channels.web.channel import WEB
from bot.channels.web.stream import Watch
from bot.clock import MovableClock
from storage import transcript, web_sessions
from storage.ids import new_id, new_place
from storage.session import Session, Store
from storage.tables import OutboxMessage, Seen
from tests.benchmarks.council import NOW
from tests.benchmarks.growing import SIZES, growths, milliseconds, new_folder
from tests.benchmarks.test_speed import say
from tests.factories import a_person, a_team, make_store

pytestmark = pytest.mark.benchmark

PAGES = 50
FEWEST = 60
GROW = f"while what was said on {PAGES} open pages grows"


def test_a_look_for_new_lines_of_fifty_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = []
    for size in SIZES:
        store = make_store(new_folder(tmp_path, size), waits_for_the_disk=False)
        people = talked(store, FEWEST * size)
        measured.append(costs(store, people))
        store.close()
    sizes = [FEWEST * size for size in SIZES]
    say(capsys, f"{PAGES} pages, by lines each way", *map(str, growths(measured, sizes, GROW)))


def costs(store: Store, people: list[str]) -> dict[str, float]:
    def look() -> None:
        with store.reading() as session:
            transcript.marks(session, people, WEB)

    watch = Watch(store, MovableClock(NOW))
    return {
        "the newest lines are asked for": milliseconds(look),
        "a look while nothing happens": milliseconds(lambda: watch.read(people)),
    }


def talked(store: Store, lines: int) -> list[str]:
    """Return people who have said, and were told, so many lines each."""
    with store.writing() as session:
        team = a_team(session)
        people = [a_person(session, team=team).id for _ in range(PAGES)]
        for person_id in people:
            web_sessions.start(session, person_id, NOW)
        say_lines(session, people, lines)
    return people


def say_lines(session: Session, people: list[str], lines: int) -> None:
    spoken = [(person, number) for number in range(lines) for person in people]
    heard = [
        {"channel": WEB, "update_key": new_id(), "person_id": p, "said": "-", "seen_at": NOW}
        | {"place": new_place()}
        for p, _ in spoken
    ]
    sent = [
        {"id": new_id(), "person_id": p, "channel": WEB, "address": p, "body": "-", "batch": "-"}
        | {
            "made_at": NOW,
            "not_before": NOW,
            "sent_at": NOW,
            "sent_place": new_place(),
            "shown_at": NOW,
        }
        for p, _ in spoken
    ]
    session.connection().execute(insert(Seen), heard)
    session.connection().execute(insert(OutboxMessage), sent)
