"""Two hundred updates, each malformed in another way: all are kept, and none stops anything."""

import asyncio
import json

import pytest
from sqlmodel import select

from storage.encryption import open_row
from storage.session import Store
from storage.tables import Seen, SetAside, Step
from tests.bot.channels.telegram.malformed import HOW_MANY, malformed, mark
from tests.bot.served import PRIYA, free_port, served, some_services
from tests.botapi import InThread, Person
from tests.botapi.update_queue import LONG_NUMBER
from tests.examples import all_are_drawn


@pytest.fixture(params=["polling", "webhook"])
def port(request: pytest.FixtureRequest) -> int:
    return free_port() if request.param == "webhook" else 0


def set_aside(store: Store) -> list[str]:
    with store.reading() as session:
        rows = session.exec(select(SetAside)).all()
        return [open_row(session, "set_aside", row.model_dump())["payload"] for row in rows]


def everything_kept(store: Store) -> str:
    with store.reading() as session:
        steps = session.exec(select(Step)).all()
        values = [open_row(session, "step", step.model_dump())["value"] for step in steps]
    return "\n".join([*map(str, values), *set_aside(store)])


def numbers_seen(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.exec(select(Seen.update_key)))


@pytest.mark.long
async def test_each_is_kept_and_the_next_good_message_is_answered(
    store: Store,
    telegram: InThread,
    sunil: Person,
    port: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    every = malformed()
    assert len({json.dumps(update) for update in every}) == HOW_MANY
    updates = every if all_are_drawn() else every[::4]
    numbers = [telegram.push_odd(update) for update in updates]
    url = f"http://127.0.0.1:{port}" if port else None
    async with served(some_services(store, telegram, public_url=url), port):
        sunil.say("/help")
        await sunil.seen("/drafts shows")
        await asyncio.to_thread(telegram.wait_until_confirmed)
    kept, seen = everything_kept(store), numbers_seen(store)
    for at, (number, update) in enumerate(zip(numbers, updates, strict=True)):
        if mark(at) in json.dumps(update):
            # A tap and a block are used up by being stored; their words stand nowhere else.
            stored = mark(at) in kept or str(number) in seen
            assert stored, update
    assert len(set_aside(store)) > len(updates) / 4
    assert mark(0) not in caplog.text


@pytest.mark.long
@pytest.mark.parametrize(
    "odd",
    [
        {"message": {"message_id": 3, "date": 1, "text": "hello"}},
        {"message": {"message_id": 3, "date": 10**18, "text": "hello"}},
        {"message": {}},
        {"message": "hello"},
        {},
        {"kind of tomorrow": {"text": "hello"}},
        "hello",
        ["hello"],
        None,
        7,
    ],
)
async def test_one_alone_is_set_aside_once_and_holds_up_nobody(
    store: Store, telegram: InThread, priya: Person, port: int, odd: object
) -> None:
    telegram.push_odd(odd)
    url = f"http://127.0.0.1:{port}" if port else None
    async with served(some_services(store, telegram, public_url=url), port):
        priya.say("/help")
        await priya.seen("/drafts shows")
        await asyncio.to_thread(telegram.wait_until_confirmed)
    assert len(set_aside(store)) == 1
    assert ("hello" in json.dumps(odd)) == ("hello" in set_aside(store)[0])


async def test_words_under_a_date_that_is_none_are_answered_all_the_same(
    store: Store, telegram: InThread, priya: Person
) -> None:
    chat = {"id": PRIYA, "type": "private"}
    for date in (10**18, "soon", None, 2**32 - 1):
        telegram.push_odd(
            {"message": {"message_id": 3, "date": date, "chat": chat, "text": "/due"}}
        )
    async with served(some_services(store, telegram)):
        await asyncio.to_thread(telegram.wait_for_calls, "sendMessage", 4)
        await asyncio.to_thread(telegram.wait_until_confirmed)
    assert set_aside(store) == []
    assert len({shown.text for shown in priya.screen() if shown.from_bot}) == 1


async def test_a_sender_who_is_known_is_told_that_it_is_kept(
    store: Store, telegram: InThread, priya: Person
) -> None:
    words = {"message_id": 3, "chat": {"id": PRIYA, "type": "private"}, "text": ["hello"]}
    telegram.push_odd({"message": words})
    async with served(some_services(store, telegram)):
        await priya.seen("It is kept safe and was not lost.")


async def test_an_update_that_hides_a_whole_answer_is_set_aside_alone(
    store: Store, telegram: InThread, priya: Person, port: int
) -> None:
    priya.say("/help")
    telegram.push_odd({"message": {"text": LONG_NUMBER}})
    priya.say("/due")
    url = f"http://127.0.0.1:{port}" if port else None
    async with served(some_services(store, telegram, public_url=url), port):
        await asyncio.to_thread(telegram.wait_until_confirmed)
        await asyncio.to_thread(telegram.wait_for_calls, "sendMessage", 2)
    assert len(set_aside(store)) == 1
    assert "9" * 5000 in set_aside(store)[0]
