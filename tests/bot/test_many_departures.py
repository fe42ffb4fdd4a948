"""Many who left at once, as a first file of people brings them: some a tick, and each once."""

from datetime import timedelta

from sqlmodel import col, func, select

from bot import departures
from storage.departures import AT_ONCE
from storage.tables import Departure
from tests.conversations.play import Stage
from tests.factories import a_person


def noticed(stage: Stage) -> int:
    with stage.store.reading() as session:
        return session.scalar(select(func.count(col(Departure.person_id)))) or 0


def test_so_many_are_settled_in_one_transaction_and_the_rest_by_the_next_ticks(
    stage: Stage,
) -> None:
    gone = 2 * AT_ONCE + 5
    yesterday = stage.now.date() - timedelta(days=1)
    with stage.store.writing() as session:
        for number in range(gone):
            a_person(session, f"Gone {number}", left_on=yesterday)
    found = []
    for _ in range(4):
        departures.tick(stage.store, stage.now)
        found.append(noticed(stage))
    assert found == [AT_ONCE, 2 * AT_ONCE, gone, gone]
