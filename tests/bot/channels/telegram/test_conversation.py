"""Conversations through the real python-telegram-bot over HTTP, by polling."""

import asyncio
from collections.abc import Callable

import pytest
from sqlmodel import col, func, select

from storage import codes, people
from storage.session import Store
from storage.tables import Draft, Identity, OutboxMessage
from tests.bot.served import A_TUESDAY, SUNIL, served, some_services
from tests.botapi import FaultKind, InThread, Person
from tests.factories import a_person

STORY = "visited 0417, she hid behind the sofa when he came in and wouldnt talk till he left"


async def confirmed(telegram: InThread) -> None:
    await asyncio.to_thread(telegram.wait_until_confirmed)


def count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


async def test_a_code_enrols_and_the_message_that_carried_it_is_taken_away(
    store: Store, telegram: InThread
) -> None:
    with store.writing() as session:
        worker = a_person(session, "Nia Hill")
        code = codes.make_code(session, worker.id, A_TUESDAY)
    phone = telegram.person(777)
    async with served(some_services(store, telegram)):
        said = phone.say(f"/start {code}")
        await phone.seen("Hello Nia")
        await asyncio.to_thread(telegram.wait_for_calls, "deleteMessage")
        assert said.message_id not in [shown.message_id for shown in phone.screen()]
        assert code not in str(phone.screen())
        again = phone.say(f"/start {code}")
        await phone.seen("already", after=again)


async def test_the_menu_lists_the_commands(store: Store, telegram: InThread) -> None:
    async with served(some_services(store, telegram)):
        calls = await asyncio.to_thread(telegram.wait_for_calls, "setMyCommands")
    assert all(name in str(calls[0].parameters) for name in ("new", "supervise", "now", "help"))


async def test_a_reflection_from_cold_to_shared_in_five(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        card = await priya.seen("Is this a reflection about CH-0417?")
        priya.tap("Yes")
        await priya.seen("1 of at most 2", after=card)
        priya.say("I think she is afraid, because she talked at once when he had gone")
        await priya.seen("2 of at most 2")
        priya.say("I asked her mum to leave the room and that helped")
        await priya.seen("Check what you wrote")
        priya.tap("Share with Sunil")
        await priya.seen("You can read it, and Sunil")
        await sunil.seen("Priya shared a reflection with you.")
        await confirmed(telegram)
    sends = telegram.calls_of("sendMessage")
    assert all(call.parameters["protect_content"] in {True, "true"} for call in sends)
    assert [(c.method, c.unknown) for c in telegram.calls if c.unknown] == []


async def test_what_leads_to_somebody_is_kept_and_pointed_out_once(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say("his NHS number is 943 476 5919 and he was born 3.2.2015")
        card = await priya.seen("That looks like an NHS number and a date of birth.")
        assert "Telegram's servers see what is typed here." in card.text
        assert "943" not in card.text
        priya.say("his mum is on 07700 900417")
        added = await priya.seen("I added that to what happened", after=card)
        assert "servers" not in added.text
        await confirmed(telegram)


async def test_the_buttons_of_an_answered_question_vanish_and_an_older_phone_is_told(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        card = await priya.seen("Is this a reflection")
        priya.tap("Yes")
        await priya.seen("1 of at most 2")
        await asyncio.to_thread(telegram.wait_for_calls, "editMessageReplyMarkup")
        assert next(s for s in priya.screen() if s.message_id == card.message_id).rows == ()
        priya.tap("Yes", card, as_seen=True)
        await priya.seen("That question was answered already. Nothing was changed.")
        await asyncio.to_thread(telegram.wait_for_calls, "answerCallbackQuery", 2)
        await confirmed(telegram)
    assert [notice["text"] for notice in priya.notices] == ["", ""]


async def test_an_edited_message_amends_the_answer(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        said = priya.say(STORY)
        await priya.seen("Is this a reflection")
        priya.edit(said, "visited 0417, she hid under the table")
        await priya.seen("Changed. Your answer now reads as you edited it.")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
async def test_what_holds_no_words_is_answered_with_what_is_safe(
    store: Store, telegram: InThread, priya: Person, kind: str
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        getattr(priya, f"send_{kind}")()
        await priya.seen("I can only keep words, so that")
        await confirmed(telegram)


async def test_a_repeated_update_counts_once(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        said = priya.say(STORY)
        await priya.seen("Is this a reflection")
        await confirmed(telegram)
        priya.repeat(said)
        after = priya.say("/help")
        await priya.seen("/drafts shows", after=after)
        await confirmed(telegram)
    assert count(store, Draft) == 1
    assert telegram.count("sendMessage") == 2


async def test_numbers_that_start_again_lower_are_heard(
    store: Store, telegram: InThread, priya: Person
) -> None:
    telegram.set_next_update_id(900_000)
    async with served(some_services(store, telegram)):
        priya.say("/help")
        await priya.seen("/drafts shows")
        await confirmed(telegram)
        telegram.set_next_update_id(17)
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        await confirmed(telegram)


async def test_somebody_unknown_is_told_where_to_ask(store: Store, telegram: InThread) -> None:
    stranger = telegram.person(999)
    async with served(some_services(store, telegram)):
        stranger.say("hello, it is about CH-0417")
        await stranger.seen("I do not know you yet, so nothing was kept.")


async def test_who_cannot_be_reached_is_written_to_no_more_and_the_sender_is_told_once(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    sunil.leave()
    async with served(some_services(store, telegram)):
        priya.say("tonight")
        await priya.seen("If a child is in danger now, ring 999.")
        priya.tap("Tell my supervisor I am ringing duty")
        await priya.seen("I am telling Sunil")
        await priya.seen("Sunil was not reached, and does not know that you are ringing duty.")
    assert len([m for m in priya.screen() if "was not reached" in m.text]) == 1
    assert not_there(store) == ["blocked or left"]


async def test_who_blocked_the_bot_is_reached_again_once_they_let_it_write(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    async with served(some_services(store, telegram)):
        sunil.block()
        await until(lambda: not reached(store))
        priya.say("tonight")
        await priya.seen("If a child is in danger now, ring 999.")
        priya.tap("Tell my supervisor I am ringing duty")
        await priya.seen("Nobody was told.")
        sunil.unblock()
        await until(lambda: reached(store))
        priya.say("tonight")
        await priya.seen("Duty team", after=await priya.seen("Nobody was told."))
        priya.tap("Tell my supervisor I am ringing duty")
        await sunil.seen("is ringing the duty team")


async def test_who_writes_again_is_reached_again(
    store: Store, telegram: InThread, sunil: Person
) -> None:
    with store.writing() as session:
        people.note_reach(session, "telegram", str(SUNIL), False, A_TUESDAY)
    async with served(some_services(store, telegram)):
        sunil.say("/help")
        await sunil.seen("/new starts a reflection")
    assert reached(store)


@pytest.mark.long
@pytest.mark.parametrize(
    "page",
    [
        FaultKind.FORBIDDEN_PAGE,
        FaultKind.BAD_REQUEST_PAGE,
        FaultKind.NOT_FOUND_PAGE,
        FaultKind.SIGN_IN_PAGE,
        FaultKind.OTHER_JSON,
    ],
)
async def test_a_page_of_a_filter_on_the_way_stops_nobody(
    store: Store, telegram: InThread, priya: Person, page: FaultKind
) -> None:
    telegram.fault("sendMessage", page, times=2)
    telegram.fault("getUpdates", page)
    async with served(some_services(store, telegram)):
        priya.say("/help")
        await priya.seen("/new starts a reflection")
    assert not_there(store) == []


def reached(store: Store) -> bool:
    with store.reading() as session:
        lost = select(Identity).where(col(Identity.unreachable_at).is_not(None))
        return session.exec(lost).first() is None


def not_there(store: Store) -> list[str | None]:
    with store.reading() as session:
        failed = select(OutboxMessage.failure).where(col(OutboxMessage.failed_at).is_not(None))
        return list(session.exec(failed).all())


async def until(condition: Callable[[], bool]) -> None:
    """Return once a condition on the records holds; nothing tells when a row was written."""
    while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.01)
