"""The transactional outbox, delivered: claimed for a lease and committed, sent, settled.

No transaction is open while a message is on its way. A lease is short and renewed while its message
is being sent, so that what a process claimed that died is soon claimed again: it may then arrive
twice, and is never lost. Why nothing waits for long: docs/decisions/0030-no-chat-falls-silent.md.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import undelivered
from bot.backoff import Backoff, set_within
from bot.clock import Clock
from bot.messages import Channel
from bot.sending import Sender
from storage import clock_jumps, outbox
from storage.errors import StorageError
from storage.outbox import Waiting
from storage.session import Session, Store
from storage.waiting import OVERTAKES_AFTER, Claimant

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=3)
_LONGEST_SLEEP_SECONDS = 60.0
_SHORTEST_SLEEP_SECONDS = 0.05
_PASSED_OVER_SECONDS = 0.25
_LONGEST_CATCHING_UP_SECONDS = 5.0
_IN_HAND = 40
_LAST_SENDS_SECONDS = 5.0


class Delivery:
    """Sends what the outbox holds, each address in order, several addresses at a time.

    `lease` is how long a message stays this process's alone once it is not renewed any more.
    `catches_up` where a channel says when it has received what came while nothing ran: until then,
    and not for long, nothing is sent again that a process which died may have sent before. Its
    reader may have answered it.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Clock,
        lease: timedelta = LEASE,
        *,
        catches_up: bool = False,
    ) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._lease = lease
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._lanes: dict[tuple[str, str, bool], _Lane] = {}
        self._late: set[asyncio.Task[bool]] = set()
        self._in_hand: set[str] = set()
        self._sender = Sender(store, clock)
        self._again = not catches_up
        self._unreachable = Backoff("messages wait, the records cannot be reached")

    def deliver_now(self) -> None:
        """Look into the outbox at once; from any thread, and harmless while nothing runs."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def caught_up(self) -> None:
        """Send again what a process that died may have sent; harmless when said twice."""
        if not self._again:
            self._again = True
            self._news.set()

    def stop(self) -> None:
        """Let `run` end: what is on its way may arrive, the rest is given back."""
        self._stopping = True
        self.deliver_now()

    async def run(self) -> None:
        """Deliver whatever is due, and what becomes due, until `stop` is called."""
        self._loop = asyncio.get_running_loop()
        waiting = self._loop.call_later(_LONGEST_CATCHING_UP_SECONDS, self.caught_up)
        renewing = asyncio.create_task(self._renew())
        try:
            while not self._stopping:
                self._news.clear()
                await set_within(self._news, await self._sweep_or_wait())
        finally:
            waiting.cancel()
            await self._end()
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def sweep(self) -> float:
        """Claim what is due, begin to send it, and return the seconds until more is due.

        Raises StorageError where the records cannot be reached.
        """
        now = self._clock.now()
        room = _IN_HAND - len(self._in_hand)
        claimed, due = await asyncio.to_thread(self._look, now, room)
        for name, message in claimed:
            self._begin(name, message)
        if due is None or (room <= 0 and not claimed):
            return _LONGEST_SLEEP_SECONDS
        seconds = (due - self._clock.now()).total_seconds()
        shortest = _SHORTEST_SLEEP_SECONDS if claimed or due > now else _PASSED_OVER_SECONDS
        return min(max(seconds, shortest), _LONGEST_SLEEP_SECONDS)

    async def settled(self) -> None:
        """Return once nothing is on its way."""
        while tasks := [*(lane.task for lane in self._lanes.values()), *self._late]:
            await asyncio.gather(*tasks)

    async def _sweep_or_wait(self) -> float:
        try:
            seconds = await self.sweep()
        except StorageError as fault:
            return self._unreachable.failed(fault)
        self._unreachable.worked()
        return seconds

    def _look(self, now: datetime, room: int) -> tuple[list[tuple[str, Waiting]], datetime | None]:
        """Return what was claimed, by channel, and when the next is due; writes only to claim."""
        clock_jumps.end_waits(self._store, now)
        with self._store.reading() as session:
            due = self._next_due(session, now)
        if due is None or due > now:
            return [], due
        claimed: list[tuple[str, Waiting]] = []
        with self._store.writing() as session:
            for name in self._channels:
                found = outbox.claim(
                    session,
                    name,
                    now=now,
                    lease=self._lease,
                    most=room - len(claimed),
                    claimant=self._claimant(),
                )
                claimed += [(name, message) for message in found]
            undelivered.tell_senders(session, now)
            return claimed, self._next_due(session, now)

    def _claimant(self) -> Claimant:
        return Claimant(tuple(self._in_hand), self._again)

    def _next_due(self, session: Session, now: datetime) -> datetime | None:
        claimant = self._claimant()
        found = [outbox.next_due(session, name, now, claimant) for name in self._channels]
        return min((due for due in found if due is not None), default=None)

    def _begin(self, name: str, message: Waiting) -> None:
        """Add a claimed message to its address's lane; a lane in hand keeps its order.

        What is urgent has a lane of its own, behind nothing else.
        """
        if message.id in self._in_hand:
            return
        self._in_hand.add(message.id)
        key = (name, message.address, message.urgent)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.waiting.append(message)
            return
        lane = self._lanes[key] = _Lane(self._channels[name], deque([message]))
        lane.task = asyncio.ensure_future(self._run_lane(key, lane))

    async def _run_lane(self, key: tuple[str, str, bool], lane: "_Lane") -> None:
        try:
            going = True
            while lane.waiting and going:
                going = await self._deliver_or_go_on(lane)
            await self._give_back(lane)
        finally:
            self._in_hand.difference_update(message.id for message in lane.waiting)
            del self._lanes[key]
            self._news.set()

    async def _deliver_or_go_on(self, lane: "_Lane") -> bool:
        """Send the first message of a lane; return whether the next may follow.

        What takes long holds up its own batch, and no later one.
        """
        message = lane.waiting.popleft()
        sending = asyncio.ensure_future(self._deliver(lane.channel, message))
        following = lane.waiting[0].batch if lane.waiting else None
        patience = None if following == message.batch else OVERTAKES_AFTER.total_seconds()
        try:
            done, _ = await asyncio.wait({sending}, timeout=patience)
        except asyncio.CancelledError:
            sending.cancel()
            raise
        if done:
            return sending.result()
        self._late.add(sending)
        sending.add_done_callback(self._late.discard)
        return True

    async def _deliver(self, channel: Channel, message: Waiting) -> bool:
        """Send a message and settle it; return whether the next of its lane may follow."""
        try:
            if self._stopping:
                self._in_hand.discard(message.id)
                await self._sender.put_back([message.id])
                return False
            if not await self._sender.may_go_still(message):
                return True
            outcome = await self._sender.send(channel, message)
            # Before it is given back: whoever claims it again must not be told that it is in hand.
            self._in_hand.discard(message.id)
            return await self._sender.settle(channel.name, message, outcome)
        except StorageError as fault:
            # Sent or not, it is not settled: the lease decides.
            log.warning("a message was not settled: %s", type(fault).__name__)
            return False
        finally:
            self._in_hand.discard(message.id)

    async def _give_back(self, lane: "_Lane") -> None:
        """Give back what may not follow now."""
        ids = [message.id for message in lane.waiting]
        self._in_hand.difference_update(ids)
        try:
            await self._sender.put_back(ids)
        except StorageError as fault:
            log.warning("messages were not given back: %s", type(fault).__name__)

    async def _renew(self) -> None:
        """Hold on to what is in hand: it may wait for Telegram's limits, or for its answer."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            ids, until = list(self._in_hand), self._clock.now() + self._lease
            if not ids:
                continue
            try:
                await self._sender.renew(ids, until)
            except StorageError as fault:
                log.warning("messages are not held any longer: %s", type(fault).__name__)

    async def _end(self) -> None:
        """Let what is on its way arrive; what takes longer is decided by its lease."""
        tasks = [*(lane.task for lane in self._lanes.values()), *self._late]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_LAST_SENDS_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class _Lane:
    """What was claimed for one address, in order, and waits for what is being sent."""

    channel: Channel
    waiting: deque[Waiting]
    task: asyncio.Task[None] = field(init=False)
