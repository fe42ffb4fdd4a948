"""The transactional outbox, delivered: claimed for a lease and committed, sent, settled.

No transaction is open while a message is on its way. What was claimed by a process that died is
claimed again once its lease has run out: a message may then arrive twice, and is never lost.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot import logs, undelivered
from bot.backoff import Backoff, delay_after, set_within
from bot.clock import Clock
from bot.messages import Channel, DeliveryError, Shown, from_json
from storage import audit, outbox, people
from storage.errors import StorageError
from storage.outbox import Waiting
from storage.session import Session, Store

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
_LONGEST_SLEEP_SECONDS = 60.0
_SHORTEST_SLEEP_SECONDS = 0.05
_LONGEST_BACK_OFF_SECONDS = 60.0
_IN_HAND = 40
_MOST_WRITES = 4
_MOST_FAULTS = 5
_LAST_SENDS_SECONDS = 5.0


class Delivery:
    """Sends what the outbox holds, each address in order, several addresses at a time.

    `lease` is how long a message is this process's alone; it must outlast one send.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Clock,
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._lease = lease
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._unreachable = Backoff("messages wait, the records cannot be reached")

    def deliver_now(self) -> None:
        """Look into the outbox at once; from any thread, and harmless while nothing runs."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def stop(self) -> None:
        """Let `run` end: what is on its way may arrive, the rest is given back."""
        self._stopping = True
        self.deliver_now()

    async def run(self) -> None:
        """Deliver whatever is due, and what becomes due, until `stop` is called."""
        self._loop = asyncio.get_running_loop()
        try:
            while not self._stopping:
                self._news.clear()
                await set_within(self._news, await self._sweep_or_wait())
        finally:
            await self._end()

    async def sweep(self) -> float:
        """Claim what is due, begin to send it, and return the seconds until more is due.

        Raises StorageError where the records cannot be reached.
        """
        now = self._clock.now()
        room = _IN_HAND - sum(len(lane.waiting) for lane in self._lanes.values())
        claimed, due = await asyncio.to_thread(self._look, now, room)
        for name, message in claimed:
            self._begin(name, message, now + self._lease)
        if due is None or room <= 0:
            return _LONGEST_SLEEP_SECONDS
        seconds = (due - self._clock.now()).total_seconds()
        return min(max(seconds, _SHORTEST_SLEEP_SECONDS), _LONGEST_SLEEP_SECONDS)

    async def settled(self) -> None:
        """Return once nothing is on its way."""
        while self._lanes:
            await asyncio.gather(*[lane.task for lane in self._lanes.values()])

    async def _sweep_or_wait(self) -> float:
        try:
            seconds = await self.sweep()
        except StorageError as fault:
            return self._unreachable.failed(fault)
        self._unreachable.worked()
        return seconds

    def _look(self, now: datetime, room: int) -> tuple[list[tuple[str, Waiting]], datetime | None]:
        """Return what was claimed, by channel, and when the next is due; writes only to claim."""
        with self._store.reading() as session:
            due = self._next_due(session, now)
        if due is None or due > now or room <= 0:
            return [], due
        claimed: list[tuple[str, Waiting]] = []
        with self._store.writing() as session:
            for name in self._channels:
                most = room - len(claimed)
                found = outbox.claim(session, name, now=now, lease=self._lease, most=most)
                claimed += [(name, message) for message in found]
            undelivered.tell_senders(session, now)
            return claimed, self._next_due(session, now)

    def _next_due(self, session: Session, now: datetime) -> datetime | None:
        found = [outbox.next_due(session, name, now) for name in self._channels]
        return min((due for due in found if due is not None), default=None)

    def _begin(self, name: str, message: Waiting, until: datetime) -> None:
        """Add a claimed message to its address's lane; a lane in hand keeps its order."""
        key = (name, message.address)
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane(self._channels[name])
            lane.waiting.append((message, until))
            lane.task = asyncio.ensure_future(self._run_lane(key, lane))
        elif message.id not in {known.id for known, _ in lane.waiting}:
            lane.waiting.append((message, until))

    async def _run_lane(self, key: tuple[str, str], lane: "_Lane") -> None:
        try:
            going = True
            while lane.waiting and going:
                going = await self._deliver(lane)
                lane.waiting.popleft()
            await self._give_back(lane)
        except StorageError as fault:
            # Sent or not, it is not settled: the lease decides.
            log.warning("a message was not settled: %s", type(fault).__name__)
        finally:
            del self._lanes[key]
            self._news.set()

    async def _deliver(self, lane: "_Lane") -> bool:
        """Send the first message of a lane; return whether the next may follow."""
        message, until = lane.waiting[0]
        if self._stopping or self._clock.now() > until - self._lease / 2:
            await self._write(lambda s: outbox.put_back(s, message.id, self._clock.now()))
            return False
        try:
            shown = await self._send(lane.channel, message)
        except DeliveryError as fault:
            name, error = lane.channel.name, fault
            await self._write(lambda s: self._not_sent(s, name, message, error))
            return fault.permanent and not fault.gone
        now = self._clock.now()
        await self._write(
            lambda s: outbox.settle_sent(s, message.id, shown.external_id, now, shown.at)
        )
        return True

    async def _send(self, channel: Channel, message: Waiting) -> Shown:
        try:
            return await channel.send(message.address, from_json(message.body))
        except DeliveryError:
            raise
        except Exception as fault:
            logs.log_fault(log, f"message {message.id} was not sent", fault)
            hopeless = message.attempts + 1 >= _MOST_FAULTS
            raise DeliveryError(
                "a fault in the program", permanent=hopeless, perhaps_sent=True
            ) from fault

    async def _give_back(self, lane: "_Lane") -> None:
        """Give back what could not follow; the one before it holds it up until it is sent."""
        ids = [message.id for message, _ in lane.waiting]

        def put_back(session: Session) -> None:
            for message_id in ids:
                outbox.put_back(session, message_id, self._clock.now())

        if ids:
            await self._write(put_back)

    def _not_sent(
        self, session: Session, channel: str, message: Waiting, fault: DeliveryError
    ) -> None:
        now = self._clock.now()
        if fault.permanent:
            self._give_up(session, channel, message, fault)
        elif not fault.perhaps_sent:
            back_off = delay_after(message.attempts + 1, longest=_LONGEST_BACK_OFF_SECONDS)
            seconds = max(back_off, fault.retry_after or 0.0)
            outbox.put_back(session, message.id, now + timedelta(seconds=seconds))

    def _give_up(
        self, session: Session, channel: str, message: Waiting, fault: DeliveryError
    ) -> None:
        now = self._clock.now()
        log.warning("message %s on %s is given up: %s", message.id, channel, fault)
        outbox.settle_failed(session, message.id, str(fault), now)
        audit.record(session, "message given up", "outbox_message", message.id, actor=None, at=now)
        if fault.gone:
            people.note_reach(session, channel, message.address, False, now)
        undelivered.tell_senders(session, now)

    async def _write(self, change: Callable[[Session], None]) -> None:
        """Carry out a change in a transaction of its own; tried anew while the lease may last."""

        def write() -> None:
            with self._store.writing() as session:
                change(session)

        for tries in range(1, _MOST_WRITES):
            try:
                return await asyncio.to_thread(write)
            except StorageError:
                await asyncio.sleep(delay_after(tries))
        return await asyncio.to_thread(write)

    async def _end(self) -> None:
        """Let what is on its way arrive; what takes longer is decided by its lease."""
        self._stopping = True
        tasks = [lane.task for lane in self._lanes.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_LAST_SENDS_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


class _Lane:
    """What was claimed for one address, in order, each with the end of its lease."""

    task: asyncio.Task[None]

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.waiting: deque[tuple[Waiting, datetime]] = deque()
