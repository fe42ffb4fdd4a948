"""Webhook delivery: one lane a chat and kind, in order, again until a 2xx answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from tests.botapi.clock import Clock
from tests.botapi.update_queue import Update, UpdateQueue, written

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
_LONGEST_WAIT = 60
_LONGEST_ASKED = 3600


@dataclass
class Webhook:
    """Where updates are posted to."""

    url: str
    secret: str
    connections: int
    ip_address: str = ""
    error_at: int = 0
    error: str = ""

    def same(self, other: "Webhook | None") -> bool:
        """Return whether setting this one would change nothing, so that waits go on."""
        return other is not None and (
            (self.url, self.secret, self.connections, self.ip_address)
            == (other.url, other.secret, other.connections, other.ip_address)
        )


class Courier:
    """Posts what waits while a webhook is set; `unit` is the seconds its waits are counted in."""

    def __init__(
        self, queue: UpdateQueue, clock: Clock, unit: float, changed: Callable[[], None]
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._changed = changed
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._client: httpx.AsyncClient | None = None
        self._slots = asyncio.Semaphore(1)
        self.unit = unit
        self.failures = 0
        self.webhook: Webhook | None = None

    def set(self, webhook: Webhook) -> None:
        """Start to deliver to a webhook, what waits already first."""
        self.webhook = webhook
        self._slots = asyncio.Semaphore(webhook.connections)
        self.look()

    async def remove(self) -> None:
        """Stop deliveries; what was not answered well goes on waiting."""
        self.webhook = None
        lanes, self._lanes = list(self._lanes.values()), {}
        for lane in lanes:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def look(self) -> None:
        """Start a lane for every update that has none."""
        if self.webhook is None:
            return
        for update in self._queue.pending():
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._run(update.lane))

    async def _run(self, lane: str) -> None:
        while update := next((u for u in self._queue.pending() if u.lane == lane), None):
            await self._until_answered(update)
        self._lanes.pop(lane, None)

    async def _until_answered(self, update: Update) -> None:
        """First failure: again at once; then after 2, 4, 8 ... units, or what Retry-After asks."""
        delay, failures = 1, 0
        while self.webhook is not None and any(u is update for u in self._queue.pending()):
            async with self._slots:
                asked = await self._post(self.webhook, update)
            if asked is None:
                self._queue.forget(update)
                return
            if not asked and failures:
                delay = min(_LONGEST_WAIT, delay * 2)
            failures += 1
            await asyncio.sleep((asked or (delay if failures > 1 else 0)) * self.unit)

    async def _post(self, webhook: Webhook, update: Update) -> int | None:
        """Return None once answered well, else the seconds the answer asked to wait, or 0."""
        headers = {"Content-Type": "application/json"}
        headers |= {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        update.served += 1
        try:
            body = written(update.body())
            answer = await self._http().post(webhook.url, content=body, headers=headers)
        except httpx.HTTPError:
            return self._failed(webhook, "Connection failed", "")
        if answer.is_success:
            return None
        reason = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        return self._failed(webhook, reason, answer.headers.get("retry-after", ""))

    def _failed(self, webhook: Webhook, reason: str, asked: str) -> int:
        self.failures += 1
        webhook.error_at, webhook.error = self._clock.unix(), reason
        self._changed()
        return min(int(asked), _LONGEST_ASKED) if asked.isdigit() else 0

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=60, trust_env=False)
        return self._client
