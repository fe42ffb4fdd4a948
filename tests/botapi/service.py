"""Telegram as one bot sees it: what exists, what waits, and what becomes of a call."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.botapi.arguments import Arguments
from tests.botapi.calls import Call
from tests.botapi.clock import Clock
from tests.botapi.courier import Courier
from tests.botapi.errors import ApiError
from tests.botapi.faults import ACCEPTED, PAGES, Fault, FaultKind, Faults
from tests.botapi.ledger import Ledger
from tests.botapi.long_poll import LongPoll
from tests.botapi.pace import Pace
from tests.botapi.update_queue import Update, UpdateQueue

BOT_ID = 7_000_000_001
TOKEN = f"{BOT_ID}:AAHstandInForTheBotApiOnLoopback000"
_HELD = {FaultKind.HOLD, FaultKind.HOLD_ACCEPTED}
_DROPPED = {FaultKind.DROP, FaultKind.DROP_ACCEPTED}


@dataclass(frozen=True)
class Reply:
    """What goes back to the caller; `dropped` means the connection closes without an answer.

    `page` is what something on the way answers instead.
    """

    code: int = 200
    body: Mapping[str, object] = field(default_factory=dict)
    retry_after: int = 0
    dropped: bool = False
    page: str | None = None


@dataclass(frozen=True)
class Settings:
    """How a stand-in is set up: its token, webhook rules, webhook pace, and where calls go."""

    token: str = TOKEN
    local: bool = True
    webhook_unit: float = 0.02
    state: Path | None = None


@dataclass(frozen=True)
class Method:
    """A method of the Bot API: the parameters it knows and what it does."""

    known: frozenset[str]
    run: Callable[["Service", Arguments], Awaitable[object]]


class Service:
    """Lives in one event loop; everything that touches it runs there."""

    def __init__(self, settings: Settings, methods: Mapping[str, Method]) -> None:
        self.settings = settings
        self._methods = methods
        self.version = 0
        self._version_changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self.clock = Clock()
        self.me: dict[str, object] = {
            "id": int(settings.token.split(":")[0]),
            "is_bot": True,
            "first_name": "Understory",
            "username": "understory_test_bot",
        }
        self.ledger = Ledger(self.clock, self.me)
        self.queue = UpdateQueue(self.clock, self._queue_changed)
        self.poll = LongPoll(self.queue)
        self.courier = Courier(self.queue, self.clock, settings.webhook_unit, self.changed)
        self.pace = Pace(self.clock)
        self.faults = Faults(self.changed)
        self.calls: list[Call] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook_allowed_at = 0.0
        self.sent: dict[int, Update] = {}

    async def answer(self, token: str, name: str, arguments: Arguments) -> Reply:
        """Return the reply to one call of a method."""
        if refusal := self._wrong_token(token):
            return _refused(refusal)
        method = self._methods.get(name.lower())
        if method is None:
            return _refused(ApiError(404, "Not Found: method not found"))
        call = self._open(name, arguments, method)
        try:
            reply = await self._carry_out(method, name.lower(), arguments, call)
        except asyncio.CancelledError:
            self._close(call, Reply(dropped=True))
            raise
        self._close(call, reply)
        return reply

    def changed(self) -> None:
        """Tell everyone who watches that something is different."""
        self.version += 1
        task = asyncio.get_running_loop().create_task(self._announce())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def watch(self, since: int, seconds: float) -> int:
        """Return the version once it is past `since`, or as it is when the seconds are over."""
        async with self._version_changed:
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self._version_changed.wait_for(lambda: self.version > since), seconds
                )
        return self.version

    async def close(self) -> None:
        """Stop deliveries and held calls."""
        self.faults.clear()
        await self.courier.remove()

    def _queue_changed(self) -> None:
        self.poll.wake()
        self.courier.look()
        self.changed()

    async def _announce(self) -> None:
        async with self._version_changed:
            self._version_changed.notify_all()

    def _wrong_token(self, token: str) -> ApiError | None:
        if token == self.settings.token:
            return None
        if ":" not in token or not token.split(":")[0].isdigit() or token.startswith("0"):
            return ApiError(401, "Unauthorized: invalid token specified")
        return ApiError(401, "Unauthorized")

    def _open(self, name: str, arguments: Arguments, method: Method) -> Call:
        unknown = sorted(set(arguments.values) - method.known)
        call = Call(
            len(self.calls) + 1, name, arguments.decoded(), sorted(arguments.files), unknown
        )
        self.calls.append(call)
        self.changed()
        return call

    async def _carry_out(
        self, method: Method, name: str, arguments: Arguments, call: Call
    ) -> Reply:
        fault = self.faults.take(name)
        if fault is not None and fault.kind not in ACCEPTED:
            if fault.kind not in _HELD:
                return _faulty(fault)
            await self.faults.hold(name)
        try:
            reply = Reply(body={"ok": True, "result": await method.run(self, arguments)})
            call.accepted = True
        except ApiError as refusal:
            reply = _refused(refusal)
        if fault is None or fault.kind not in ACCEPTED:
            return reply
        if fault.kind in _HELD:
            self.changed()
            await self.faults.hold(name)
            return reply
        return _faulty(fault)

    def _close(self, call: Call, reply: Reply) -> None:
        call.code = 0 if reply.dropped else reply.code
        call.description = str(reply.body.get("description", ""))
        call.finished = True
        if self.settings.state is not None:
            with (self.settings.state / "calls.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(call.as_fields()) + "\n")
        self.changed()


def _refused(refusal: ApiError) -> Reply:
    return Reply(refusal.code, refusal.body(), refusal.retry_after)


def _faulty(fault: Fault) -> Reply:
    if fault.kind in PAGES:
        code, page = PAGES[fault.kind]
        return Reply(code, page=page)
    refusal = fault.error()
    return Reply(dropped=True) if refusal is None else _refused(refusal)
