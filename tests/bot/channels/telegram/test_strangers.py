"""Strangers delay nobody: a budget before anything is written, and the enrolled before them."""

import asyncio
import logging
import sys
import time
from typing import Any

import pytest
from sqlmodel import func, select
from telegram import Update
from telegram.error import TimedOut

from bot.channels.telegram.handler import BestEffort
from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.strangers import StrangerBudget
from storage import codes
from storage.session import Store
from storage.tables import OutboxMessage, Seen
from tests.bot.served import A_TUESDAY, PRIYA, served, some_services
from tests.botapi import InThread, Person
from tests.factories import a_person

FIRST_STRANGER = 900_000
FLOOD = 1500


def said(chat: int, text: str, kind: str = "private") -> dict[str, Any]:
    sender = {"id": abs(chat), "is_bot": False, "first_name": "x"}
    held = {"id": chat, "type": kind, "title": "x"}
    message = {"message_id": 3, "date": 1_800_000_000, "chat": held, "from": sender}
    return {"message": {**message, "text": text}}


def count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.long
@pytest.mark.parametrize("strangers", [FLOOD, 1])
@pytest.mark.parametrize("text", ["hello", "/now", "/start ABCD-EFGH-JKMN-PQRS-TVWX"])
async def test_fifteen_hundred_messages_of_strangers_hold_up_no_duty_number(
    store: Store,
    telegram: InThread,
    priya: Person,
    capsys: pytest.CaptureFixture[str],
    strangers: int,
    text: str,
) -> None:
    for number in range(FLOOD):
        telegram.push_odd(said(FIRST_STRANGER + number % strangers, text))
    priya.say("/now")
    began, worked = time.monotonic(), time.process_time()
    async with served(some_services(store, telegram)):
        await priya.seen("Duty team")
        seconds, work = time.monotonic() - began, time.process_time() - worked
        before = telegram.count("sendMessage")
        await asyncio.to_thread(telegram.wait_until_confirmed)
    with capsys.disabled():
        took = f"/now after {seconds:.2f} s, of which {work:.2f} s were work"
        sys.stdout.write(f"\n{FLOOD} x {text!r} of {strangers}: {took}\n")
    assert before <= 100
    assert count(store, Seen) <= 150
    assert count(store, OutboxMessage) <= 150


async def test_what_came_together_is_handled_in_order_of_precedence_and_each_chat_in_its_own(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    telegram.push_odd(said(FIRST_STRANGER, "hello"))
    sunil.say("/help")
    priya.say("/due")
    priya.say("/now")
    async with served(some_services(store, telegram)):
        await asyncio.to_thread(telegram.wait_until_confirmed)
    with store.reading() as session:
        made = session.exec(select(OutboxMessage.address).order_by(OutboxMessage.id)).all()
    assert made == [str(PRIYA), str(PRIYA), str(sunil.chat_id), str(FIRST_STRANGER)]


async def test_whoever_has_a_code_comes_in_while_others_are_turned_away(
    store: Store, telegram: InThread
) -> None:
    with store.writing() as session:
        code = codes.make_code(session, a_person(session, "Nia Hill").id, A_TUESDAY)
    for number in range(200):
        telegram.push_odd(said(FIRST_STRANGER + number, "hello"))
    newcomer = telegram.person(777)
    newcomer.start_earlier("New")
    newcomer.say(code)
    async with served(some_services(store, telegram)):
        await newcomer.seen("This is Understory")


class Groups:
    """A bot that counts what it does in groups; leaving fails."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def send_message(self, *_: object, **__: object) -> None:
        self.calls.append("said why")

    async def leave_chat(self, _: int) -> None:
        self.calls.append("left")
        raise TimedOut


async def test_a_group_is_left_once_however_much_is_said_in_it() -> None:
    groups = Groups()
    best_effort = BestEffort(groups, RateLimiter(burst=1000))  # type: ignore[arg-type]
    update = Update.de_json({"update_id": 1, **said(-100_200, "hello", "group")}, None)
    for _ in range(50):
        best_effort.beside(update, handled=False)
    while len(groups.calls) < 2:  # noqa: ASYNC110 - tasks of this loop
        await asyncio.sleep(0)
    await best_effort.end()
    assert groups.calls == ["said why", "left"]


def test_one_stranger_spends_no_more_than_their_own_budget_and_the_log_is_not_flooded(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    now = 0.0
    budget = StrangerBudget(lambda: now)
    assert [budget.allows("1", wants_in=False) for _ in range(10)].count(True) == 4
    assert budget.allows("2", wants_in=False)
    now = 20.0
    assert [budget.allows("1", wants_in=False) for _ in range(10)].count(True) == 1
    assert caplog.text.count("were turned away") == 1


def test_all_strangers_share_one_budget_and_those_with_a_code_another() -> None:
    budget = StrangerBudget(lambda: 0.0)
    heard = [budget.allows(str(number), wants_in=False) for number in range(1000)]
    assert heard.count(True) == 10
    assert budget.allows("with a code", wants_in=True)
