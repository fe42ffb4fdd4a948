"""Webhook delivery: in order within a lane, with the secret, again until a 2xx answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, RetryAfter
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.botapi import InThread, Person, Settings, running
from tests.botapi.conftest import bot_for


@dataclass
class Hook:
    """A bot's webhook: answers what it is told to, and keeps what arrived."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    arrived: list[dict[str, object]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    closed: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.arrived.append(await request.json())
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token", ""))
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        await Response(status_code=status, headers=headers)(scope, receive, send)

    @property
    def texts(self) -> list[str]:
        return [str(update["message"]["text"]) for update in self.arrived]  # type: ignore[index]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    receiver = Hook()
    config = uvicorn.Config(receiver, lifespan="off", log_config=None, ws="none")
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: H11Protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()
    for connection in list(state.connections):
        assert isinstance(connection, H11Protocol)
        connection.transport.abort()
    await asyncio.sleep(0)


async def confirmed(telegram: InThread) -> None:
    await asyncio.to_thread(telegram.wait_until_confirmed)


async def test_updates_arrive_with_the_secret_and_are_confirmed_by_200(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook
) -> None:
    worker.say("before")
    await bot.set_webhook(hook.url, secret_token="s3cret_-")  # noqa: S106 -- a test's own
    worker.say("after")
    await confirmed(telegram)
    assert hook.texts == ["before", "after"]
    assert hook.secrets == ["s3cret_-", "s3cret_-"]


@pytest.mark.parametrize("status", [500, 404, 302, 429])
async def test_an_update_comes_again_in_order_until_a_2xx_answer(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook, status: int
) -> None:
    hook.answers = [(status, {})] * 3
    await bot.set_webhook(hook.url)
    worker.say("one")
    worker.say("two")
    await confirmed(telegram)
    assert hook.texts == ["one", "one", "one", "one", "two"]
    assert hook.arrived[0] == hook.arrived[3]


async def test_the_last_failure_is_told_by_get_webhook_info(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook
) -> None:
    hook.answers = [(503, {"Retry-After": "1"})]
    await bot.set_webhook(hook.url, max_connections=3, allowed_updates=["message"])
    worker.say("one")
    await confirmed(telegram)
    told = await bot.get_webhook_info()
    assert told.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert (told.url, told.max_connections, told.pending_update_count) == (hook.url, 3, 0)
    assert told.allowed_updates == ("message",)


async def test_an_unreachable_webhook_keeps_updates_waiting(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    worker.say("one")
    telegram.forward(1)
    await bot.set_webhook(hook.url)
    await confirmed(telegram)
    assert hook.texts == ["one"]


async def test_a_failing_message_holds_up_neither_taps_nor_other_people(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="1:yes")]])
    await bot.send_message(worker.chat_id, "Well?", reply_markup=keyboard)
    hook.answers = [(500, {}), (500, {"Retry-After": "3600"})]
    await bot.set_webhook(hook.url)
    worker.say("stuck")
    await asyncio.to_thread(telegram.wait_for_webhook_failures, 2)
    worker.tap("Yes")
    telegram.person(502).say("hello")
    await asyncio.to_thread(telegram.wait_for_pending, 1)
    assert [sorted(update)[0] for update in hook.arrived[2:]] == ["callback_query", "message"]
    assert [update["message"]["text"] for update in telegram.pending] == ["stuck"]  # type: ignore[index]


async def test_setting_the_same_webhook_again_changes_no_wait(
    bot: Bot, telegram: InThread, worker: Person, hook: Hook
) -> None:
    hook.answers = [(500, {}), (500, {"Retry-After": "3600"})]
    await bot.set_webhook(hook.url)
    worker.say("stuck")
    await asyncio.to_thread(telegram.wait_for_webhook_failures, 2)
    telegram.forward(1)
    await bot.set_webhook(hook.url)
    assert len(hook.arrived) == 2
    assert len(telegram.pending) == 1


async def test_deleting_a_webhook_keeps_what_waits_unless_told_to_drop_it(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    worker.say("one")
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert telegram.pending == []


async def test_a_webhook_cannot_be_set_twice_within_a_second(bot: Bot, telegram: InThread) -> None:
    telegram.stop_clock()
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    with pytest.raises(RetryAfter):
        await bot.set_webhook("http://127.0.0.1:9/nobody")
    telegram.forward(1)
    assert await bot.set_webhook("http://127.0.0.1:9/nobody")


@pytest.mark.parametrize(
    ("url", "secret", "refusal"),
    [
        ("ftp://example.org/hook", "ok", "Invalid webhook url specified"),
        ("https://example.org/hook", "not ok", "Secret token contains unallowed characters"),
        ("https://example.org/hook", "x" * 257, "Secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot: Bot, url: str, secret: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://example.org/hook", "an https url must be provided for webhook"),
        ("https://example.org:8080/hook", "only on ports 80, 88, 443 or 8443"),
        ("https://127.0.0.1/hook", "ip address 127.0.0.1 is reserved"),
    ],
)
async def test_telegrams_own_server_takes_public_https_webhooks_only(
    url: str, refusal: str
) -> None:
    with running(Settings(local=False)) as telegram:
        async with bot_for(telegram) as bot:
            with pytest.raises(BadRequest, match=refusal):
                await bot.set_webhook(url)
