"""A second device through the real python-telegram-bot over HTTP: asked, answered, ended."""

import asyncio
import re

import httpx
from sqlmodel import select

from storage import codes
from storage.session import Store
from storage.tables import Person as Worker
from tests.bot.channels.web.contexts import field
from tests.bot.served import A_TUESDAY, served, some_services
from tests.botapi import InThread, Person

STORY = "visited 0417, she hid behind the sofa when he came in and wouldnt talk till he left"


def a_code(store: Store) -> str:
    with store.writing() as session:
        worker = session.exec(select(Worker).where(Worker.name == "Priya Shah")).one()
        return codes.make_code(session, worker.id, A_TUESDAY)


async def test_a_second_phone_waits_for_a_yes_and_is_ended_by_it_was_not_me(
    store: Store, telegram: InThread, priya: Person
) -> None:
    phone = telegram.person(777)
    async with served(some_services(store, telegram)):
        said = phone.say(f"/start {a_code(store)}")
        await phone.seen("You are known here on another device.")
        await asyncio.to_thread(telegram.wait_for_calls, "deleteMessage")
        assert said.message_id not in [shown.message_id for shown in phone.screen()]
        await priya.seen("Somebody used a code of yours")
        priya.tap("Yes, let it in")
        await phone.seen("Hello Priya")
        card = await priya.seen("Let in at")
        priya.tap("It was not me", card)
        await priya.seen("It is signed out")
        after = phone.say("/drafts")
        await phone.seen("I do not know you yet", after=after)


async def test_a_browser_waits_for_a_yes_in_telegram(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with (
        served(some_services(store, telegram)) as running,
        httpx.AsyncClient(base_url=running.address) as client,
    ):
        sent = {"csrf": field((await client.get("/enter")).text, "csrf")}
        answer = await client.post("/enter", data={**sent, "code": a_code(store)})
        assert answer.headers["location"] == "/enter/waiting"
        await priya.seen("Somebody used a code of yours")
        priya.tap("Yes, let it in")
        await priya.seen("Let in at")
        answer = await client.post("/enter/waiting", data=sent)
        assert answer.headers["location"] == "/"
        assert "Priya Shah" in (await client.get("/")).text


async def test_a_code_inside_a_story_is_taken_away_and_the_story_is_kept(
    store: Store, telegram: InThread, priya: Person
) -> None:
    code = a_code(store)
    async with served(some_services(store, telegram)):
        priya.say(f"{STORY}. my code is {code.lower()}")
        await priya.seen("Is this a reflection about CH-0417?")
        await asyncio.to_thread(telegram.wait_for_calls, "deleteMessage")
    letters = re.sub(r"\W", "", str(priya.screen())).upper()
    assert code.replace("-", "") not in letters


async def test_a_chat_that_was_signed_out_hears_it_last(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say("/settings")
        await priya.seen("You are signed in here")
        priya.tap("Sign out 1")
        await priya.seen("You are signed out here. If that was not you")
        after = priya.say("/drafts")
        await priya.seen("I do not know you yet", after=after)
