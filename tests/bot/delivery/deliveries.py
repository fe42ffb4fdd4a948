"""A delivery on a clock that a test moves, over a channel that goes wrong as planned."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from typing_extensions import override

from bot.channels.web.channel import WebChannel
from bot.clock import Clock
from bot.delivery import Delivery
from bot.messages import DeliveryError, Outgoing, Shown, to_json
from storage import outbox
from storage.outbox import NewMessage
from storage.session import Store
from storage.tables import OutboxMessage
from tests.bot.served import A_TUESDAY, PRIYA

LEASE = timedelta(seconds=30)
TO = str(PRIYA)


class StillClock(Clock):
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = A_TUESDAY

    @override
    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class FakeChannel:
    """Keeps what it is given; goes wrong as planned, a text at a time."""

    name = "telegram"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.plan: dict[str, list[Exception | asyncio.Event]] = {}
        self.waiting: asyncio.Queue[str] = asyncio.Queue()

    async def send(self, address: str, message: Outgoing) -> Shown:
        planned = self.plan.get(message.text, [])
        step = planned.pop(0) if planned else None
        if isinstance(step, asyncio.Event):
            self.waiting.put_nowait(message.text)
            await step.wait()
        elif step is not None:
            raise step
        self.sent.append((address, message.text))
        return Shown(f"m{len(self.sent)}")

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


GONE = DeliveryError("blocked or left", permanent=True, gone=True)
REFUSED = DeliveryError("Telegram refuses the message", permanent=True)
UNCLEAR = DeliveryError("the answer was lost", permanent=False, perhaps_sent=True)


def not_sent(retry_after: float | None = None) -> DeliveryError:
    return DeliveryError("Telegram cannot be reached", permanent=False, retry_after=retry_after)


def a_delivery(store: Store, clock: Clock, channel: FakeChannel) -> Delivery:
    return Delivery(store, {"telegram": channel, "web": WebChannel()}, clock, LEASE)


def put(store: Store, *texts: str, to: str = TO, **fields: object) -> list[str]:
    channel = str(fields.pop("channel", "telegram"))
    letters = [
        NewMessage(None, channel, to, to_json(Outgoing(text)), **fields)  # type: ignore[arg-type]
        for text in texts
    ]
    with store.writing() as session:
        return outbox.put(session, letters, at=A_TUESDAY)


def row(store: Store, message_id: str) -> OutboxMessage:
    with store.reading() as session:
        return session.get_one(OutboxMessage, message_id)


async def swept(delivery: Delivery) -> float:
    """Sweep until nothing more is on its way; return the seconds until more is due."""
    seconds = await delivery.sweep()
    await delivery.settled()
    return seconds


async def run_until(delivery: Delivery, condition: Callable[[], bool]) -> None:
    """Run a delivery until a condition holds, then stop it."""
    running = asyncio.create_task(delivery.run())
    while not condition() and not running.done():  # noqa: ASYNC110 - see the docstring
        await asyncio.sleep(0.001)
    delivery.stop()
    await running
