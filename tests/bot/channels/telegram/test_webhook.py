"""The webhook: 200 only once the update is stored, and nothing for whoever is not Telegram."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import func, select

from bot.channels.telegram.settings import webhook_of
from storage.seen import how_many_set_aside
from storage.session import Store
from storage.tables import Seen
from tests.bot.served import PRIYA, Served, free_port, served, some_services
from tests.botapi import InThread, Person, Settings, running

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
STORY = "visited 0417, she hid behind the sofa when he came in and wouldnt talk till he left"


def an_update(number: int, chat: dict[str, Any], text: str = STORY) -> bytes:
    sender = {"id": PRIYA, "is_bot": False, "first_name": "Priya"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


PRIVATE = {"id": PRIYA, "type": "private", "first_name": "Priya"}


@pytest.fixture
async def hooked(store: Store, telegram: InThread) -> AsyncIterator[Served]:
    port = free_port()
    services = some_services(store, telegram, public_url=f"http://127.0.0.1:{port}")
    async with served(services, port) as running_service:
        await asyncio.to_thread(telegram.wait_for_calls, "setWebhook")
        yield running_service


async def post(store: Store, served_at: Served, body: bytes, secret: str | None = None) -> int:
    hook = webhook_of(served_at.address, store.cipher)
    async with httpx.AsyncClient(trust_env=False) as client:
        headers = {SECRET.encode(): (hook.secret if secret is None else secret).encode()}
        return (await client.post(hook.url, content=body, headers=headers)).status_code


def seen(store: Store) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(Seen)).one()


@pytest.mark.usefixtures("hooked")
async def test_a_reflection_through_the_webhook(telegram: InThread, priya: Person) -> None:
    priya.say(STORY)
    card = await priya.seen("Is this a reflection about CH-0417?")
    priya.tap("Yes")
    await priya.seen("1 of at most 2", after=card)
    await asyncio.to_thread(telegram.wait_until_confirmed)
    assert telegram.count("getUpdates") == 0


async def test_the_address_and_the_secret_come_from_the_key_not_from_the_token(
    store: Store, hooked: Served, telegram: InThread
) -> None:
    hook = webhook_of(hooked.address, store.cipher)
    call = telegram.calls_of("setWebhook")[0]
    assert call.parameters["url"] == hook.url
    assert call.parameters["secret_token"] == hook.secret
    assert hook.secret not in hook.url
    assert telegram.token.partition(":")[2] not in hook.url + hook.secret


@pytest.mark.parametrize("secret", ["", "wrong", "é"])
async def test_another_secret_is_refused_and_nothing_is_stored(
    store: Store, hooked: Served, secret: str
) -> None:
    assert await post(store, hooked, an_update(5, PRIVATE), secret) == 401
    assert seen(store) == 0


async def test_the_answer_is_200_once_it_is_stored_and_again_when_it_comes_again(
    store: Store, hooked: Served
) -> None:
    assert await post(store, hooked, an_update(5, PRIVATE)) == 200
    assert await post(store, hooked, an_update(5, PRIVATE)) == 200
    assert seen(store) == 1


@pytest.mark.long
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"{}", b'{"update_id": "x", "message": 1}'])
async def test_what_is_no_update_but_knows_the_secret_is_set_aside(
    store: Store, hooked: Served, body: bytes
) -> None:
    assert await post(store, hooked, body, "wrong") == 401
    assert await post(store, hooked, body) == 200
    assert await post(store, hooked, body) == 200
    with store.reading() as session:
        assert how_many_set_aside(session) == 1


async def test_without_records_the_update_must_come_again(
    store: Store, telegram: InThread, priya: Person
) -> None:
    port = free_port()
    locked = type(store)(store.url, store.cipher, busy_seconds=0.05)
    services = some_services(locked, telegram, public_url=f"http://127.0.0.1:{port}")
    async with served(services, port):
        await asyncio.to_thread(telegram.wait_for_calls, "setWebhook")
        with store.writing():
            priya.say(STORY)
            await priya.seen("I can't reach the records just now.")
            await asyncio.to_thread(telegram.wait_for_webhook_failures, 2)
        await priya.seen("Is this a reflection")
        await asyncio.to_thread(telegram.wait_until_confirmed)
    locked.close()
    assert [s.text[:11] for s in priya.screen()].count("I can't rea") == 1


async def test_a_group_is_told_why_and_left(
    store: Store, hooked: Served, telegram: InThread
) -> None:
    group = {"id": -100500, "type": "supergroup", "title": "Team"}
    assert await post(store, hooked, an_update(5, group)) == 200
    calls = await asyncio.to_thread(telegram.wait_for_calls, "sendMessage")
    assert "I only work in a private chat" in str(calls[0].parameters["text"])
    assert seen(store) == 0


async def test_a_webhook_set_twice_within_a_second_is_waited_for(
    store: Store, priya: Person, telegram: InThread
) -> None:
    port = free_port()
    services = some_services(store, telegram, public_url=f"http://127.0.0.1:{port}")
    telegram.stop_clock()
    async with served(services, port):
        await asyncio.to_thread(telegram.wait_for_calls, "setWebhook")
    async with served(services, port):
        calls = await asyncio.to_thread(telegram.wait_for_calls, "setWebhook", 2)
        assert [call.code for call in calls] == [200, 429]
        telegram.forward(1)
        while calls[-1].code == 429:
            more = len(calls) + 1
            calls = await asyncio.to_thread(telegram.wait_for_calls, "setWebhook", more)
        priya.say(STORY)
        await priya.seen("Is this a reflection")
    assert calls[-1].code == 200


async def test_telegram_itself_takes_only_a_public_https_address(store: Store) -> None:
    with running(Settings(local=False)) as telegram:
        phone = telegram.person(PRIYA)
        phone.start_earlier("Priya")
        async with served(
            some_services(store, telegram, public_url="http://127.0.0.1:9")
        ) as running_on:
            calls = await asyncio.to_thread(telegram.wait_for_calls, "setWebhook")
            assert calls[0].code == 400
            async with httpx.AsyncClient(trust_env=False) as client:
                assert (await client.get(f"{running_on.address}/health")).status_code == 200
