"""What goes wrong between people, Telegram and the records: nothing is lost or left unsaid."""

import asyncio
import logging

import pytest
from sqlmodel import func, select

import bot.dialogue
from bot import logs
from bot.channels.telegram.rate_limit import RateLimiter
from bot.delivery import LEASE
from storage.session import Store
from storage.tables import Seen, SetAside, Step
from tests.bot.served import PRIYA, served, some_services
from tests.botapi import FaultKind, InThread, Person

pytestmark = pytest.mark.long

STORY = "visited 0417, she hid behind the sofa when he came in and wouldnt talk till he left"


async def confirmed(telegram: InThread) -> None:
    await asyncio.to_thread(telegram.wait_until_confirmed)


def count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


async def test_too_many_messages_wait_as_long_as_telegram_asks(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.fault("sendMessage", FaultKind.RETRY_AFTER, retry_after=1)
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        priya.say("and her brother stayed upstairs")
        await priya.seen("Is this a reflection")
        await confirmed(telegram)
    codes = [call.code for call in telegram.calls_of("sendMessage")]
    assert codes[0] == 429
    assert set(codes[1:]) == {200}


@pytest.mark.parametrize("kind", [FaultKind.DROP, FaultKind.SERVER_ERROR, FaultKind.BAD_GATEWAY])
async def test_a_question_that_did_not_arrive_is_sent_again(
    store: Store, telegram: InThread, priya: Person, kind: FaultKind
) -> None:
    telegram.fault("sendMessage", kind)
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
    assert telegram.count("sendMessage") == 2


@pytest.mark.parametrize("kind", [FaultKind.DROP_ACCEPTED, FaultKind.BAD_GATEWAY_ACCEPTED])
async def test_a_question_that_arrived_twice_is_answered_once_by_either_copy(
    store: Store, telegram: InThread, priya: Person, kind: FaultKind
) -> None:
    telegram.fault("sendMessage", kind)
    async with served(some_services(store, telegram)):
        said = priya.say(STORY)
        await asyncio.to_thread(telegram.wait_for_calls, "sendMessage", 2)
        copies = [shown for shown in priya.screen() if shown.message_id > said.message_id]
        assert [copy.text for copy in copies] == [copies[0].text] * 2
        priya.tap("Yes", copies[0])
        await priya.seen("1 of at most 2")
        priya.tap("Yes", copies[1])
        await priya.seen("That question was answered already.")


@pytest.mark.parametrize("kind", [FaultKind.HOLD, FaultKind.HOLD_ACCEPTED])
async def test_the_next_thing_a_person_does_is_answered_while_a_message_hangs(
    store: Store, telegram: InThread, priya: Person, kind: FaultKind
) -> None:
    telegram.fault("sendMessage", kind)
    async with served(some_services(store, telegram, lease=LEASE)):
        priya.say("/due")
        await asyncio.to_thread(telegram.wait_for_held)
        priya.say("/now")
        await priya.seen("Duty team")
        priya.say("/help")
        await priya.seen("/drafts shows")
        telegram.release()


async def test_a_question_that_was_answered_at_another_copy_is_not_shown_again(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.fault("sendMessage", FaultKind.HOLD_ACCEPTED)
    telegram.fault("sendMessage", FaultKind.DROP, times=2)
    async with served(some_services(store, telegram, lease=LEASE)):
        priya.say(STORY)
        card = await priya.seen("Is this a reflection")
        priya.tap("Yes", card)
        following = await priya.seen("1 of at most 2", after=card)
        telegram.close_door()
        telegram.open_door()
        priya.say("/help")
        await priya.seen("/drafts shows", after=following)
    assert [s.text for s in priya.screen()].count(card.text) == 1


async def test_a_lost_answer_to_a_poll_loses_and_doubles_nothing(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.fault("getUpdates", FaultKind.DROP_ACCEPTED, times=2, skip=1)
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        priya.say("/help")
        await priya.seen("/drafts shows")
        await confirmed(telegram)
    assert count(store, Seen) == 2


async def test_telegram_may_be_unreachable_for_a_while(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.close_door()
    async with served(some_services(store, telegram)):
        telegram.open_door()
        priya.say(STORY)
        card = await priya.seen("Is this a reflection")
        telegram.close_door()
        telegram.open_door()
        priya.tap("Yes")
        await priya.seen("1 of at most 2", after=card)


async def test_while_the_records_are_locked_nothing_is_acknowledged_and_the_chat_is_told_once(
    store: Store, telegram: InThread, priya: Person
) -> None:
    store.close()
    locked = type(store)(store.url, store.cipher, busy_seconds=0.05)
    async with served(some_services(locked, telegram)):
        with store.writing():
            said = priya.say(STORY)
            told = await priya.seen("I can't reach the records just now.")
            await asyncio.sleep(1.2)  # long enough for more tries
            assert [u["update_id"] for u in telegram.pending] == [said.update_id]
        await priya.seen("Is this a reflection", after=told)
        await confirmed(telegram)
    locked.close()
    assert [s.text for s in priya.screen()].count(told.text) == 1
    assert count(store, Seen) == 1


@pytest.mark.parametrize("asked", ["tonight", "/now", "A child may not be safe tonight"])
async def test_whoever_asks_for_the_number_while_the_records_are_locked_is_given_it_once(
    store: Store, telegram: InThread, priya: Person, asked: str
) -> None:
    store.close()
    locked = type(store)(store.url, store.cipher, busy_seconds=0.05)
    async with served(some_services(locked, telegram)):
        with store.writing():
            priya.say(asked)
            told = await priya.seen("I can't reach the records just now.")
            await asyncio.sleep(1.2)  # long enough for more tries
            assert [s.text for s in priya.screen()].count(told.text) == 1
        await confirmed(telegram)
    locked.close()
    assert "Duty team until 18:00: 01632 960 100." in told.text


async def test_an_update_whose_handling_fails_is_set_aside_and_blocks_nobody(
    store: Store,
    telegram: InThread,
    priya: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError(f"could not handle {STORY}")

    with monkeypatch.context() as patched:
        patched.setattr(bot.dialogue, "answer", fails)
        async with served(some_services(store, telegram)):
            priya.say(STORY)
            await priya.seen("Something went wrong here, so I could not use that message.")
            await confirmed(telegram)
    assert count(store, SetAside) == 1
    assert "sofa" not in caplog.text
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
    assert count(store, Step) > 0


async def test_an_answer_that_cannot_be_opened_any_more_holds_up_nobody(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        with store.writing() as session:
            # Steps are append-only by trigger; whoever can change the file can drop that.
            connection = session.connection()
            connection.exec_driver_sql("DROP TRIGGER step_refuses_update")
            connection.exec_driver_sql("UPDATE step SET value = '1.x' WHERE sealed")
        priya.tap("Yes")
        await priya.seen("Something went wrong here")
        sunil.say("/help")
        await sunil.seen("/drafts shows")
        await confirmed(telegram)


async def test_a_webhook_left_from_another_mode_is_ended(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram, public_url="http://127.0.0.1:9")):
        await asyncio.to_thread(telegram.wait_for_calls, "setWebhook")
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
    assert all("drop_pending_updates" not in call.parameters for call in telegram.calls)


async def test_messages_come_at_the_pace_telegram_allows(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.limit(5)
    async with served(some_services(store, telegram, limiter=RateLimiter())):
        for _ in range(6):
            priya.say("/help")
        await asyncio.to_thread(
            priya.wait_until, lambda screen: sum(s.from_bot for s in screen) >= 6
        )
    assert {call.code for call in telegram.calls_of("sendMessage")} == {200}


async def test_neither_the_token_nor_an_answer_reaches_the_log(
    store: Store,
    telegram: InThread,
    priya: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logs.start(logging.DEBUG)
    for method in ("getMe", "getUpdates", "sendMessage", "setMyCommands"):
        for kind in (FaultKind.DROP, FaultKind.SERVER_ERROR):
            telegram.fault(method, kind)
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        telegram.close_door()
        telegram.open_door()
        await confirmed(telegram)
    secret = telegram.token.partition(":")[2]
    said = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "Telegram" in said
    assert secret not in said
    assert "sofa" not in said
    assert str(PRIYA) not in caplog.text
