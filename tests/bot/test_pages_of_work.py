"""Work in pages rests between them, unless whoever waits for it asks for none."""

import asyncio
from threading import Event

import pytest

from bot import pages_of_work
from bot.pages_of_work import WorkStoppedError, in_pages, until, without_rest


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """Here ticks rest."""


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds: list[float] = []
    monkeypatch.setattr(pages_of_work, "sleep", seconds.append)
    return seconds


def test_it_rests_between_pages_and_not_after_the_last(rested: list[float]) -> None:
    assert list(in_pages([1, 2, 3], 2)) == [[1, 2], [3]]
    assert len(rested) == 1


def test_who_waits_for_it_can_ask_for_no_rest_in_other_threads_too(rested: list[float]) -> None:
    async def work() -> None:
        await asyncio.to_thread(list, in_pages([1, 2, 3], 1))

    with without_rest():
        asyncio.run(work())
    assert rested == []
    asyncio.run(work())
    assert len(rested) == 2


def test_it_ends_after_the_page_in_hand_and_rests_no_longer_where_the_program_ends() -> None:
    stop, done = Event(), list[int]()
    pages = in_pages([1, 2, 3], 1)

    def work() -> None:
        with until(stop):
            for (one,) in pages:
                done.append(one)
                stop.set()

    with pytest.raises(WorkStoppedError):
        work()
    assert done == [1]
