"""One message of the outbox: sent, and what became of it stored (exponential back-off)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import logs, undelivered
from bot.backoff import FIRST_SECONDS, delay_after
from bot.clock import Clock
from bot.messages import Channel, DeliveryError, Shown, from_json
from bot.update import TONIGHT
from practice.calendar import london_day
from storage import audit, delivery_rights, outbox, people
from storage.errors import StorageError
from storage.outbox import Waiting
from storage.session import Session, Store

log = logging.getLogger(__name__)

_LONGEST_BACK_OFF_SECONDS = 60.0
_LONGEST_URGENT_BACK_OFF_SECONDS = 2.0
_A_MOMENT = timedelta(seconds=0.5)
_PERHAPS_SENT_SECONDS = 1.0
_AFTER_A_FAULT_SECONDS = 30.0
_MOST_WRITES = 4
_MOST_FAULTS = 5


class Sender:
    """Sends messages and settles them, each in a transaction of its own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._unsettled: dict[str, Shown] = {}

    async def may_go_still(self, message: Waiting) -> bool:
        """Say whether a message that waited here for another to be sent may go out still.

        Where it may not, its sender is told. Of one claimed a moment ago nothing is asked anew:
        that was asked as it was claimed. Raises StorageError.
        """
        if abs(self._clock.now() - message.claimed_at) < _A_MOMENT:
            return True
        why_not = await asyncio.to_thread(self._why_no_longer, message)
        if why_not is not None and why_not != delivery_rights.SETTLED:
            await self._write(lambda s: _withhold(s, message, why_not, self._clock.now()))
        return why_not is None

    def _why_no_longer(self, message: Waiting) -> str | None:
        with self._store.reading() as session:
            today = london_day(self._clock.now())
            return delivery_rights.why_no_longer(session, message.id, today)

    async def send(self, channel: Channel, message: Waiting) -> Shown | DeliveryError:
        """Return how a message was shown, or why it was not."""
        if message.id in self._unsettled:
            return self._unsettled[message.id]
        try:
            return await channel.send(message.address, from_json(message.body))
        except DeliveryError as fault:
            return fault
        except Exception as fault:  # noqa: BLE001 - it is tried again, and nothing else waits
            logs.log_fault(log, f"message {message.id} was not sent", fault)
            hopeless = message.attempts + 1 >= _MOST_FAULTS
            return DeliveryError(
                "a fault in the program",
                permanent=hopeless,
                perhaps_sent=True,
                retry_after=_AFTER_A_FAULT_SECONDS,
            )

    async def settle(self, channel: str, message: Waiting, outcome: Shown | DeliveryError) -> bool:
        """Store what became of a message; return whether the next to its address may follow.

        Raises StorageError where that is not stored: what was shown is remembered, and settled
        when the message is claimed again.
        """
        if isinstance(outcome, DeliveryError):
            await self._write(lambda s: self._not_sent(s, channel, message, outcome))
            return outcome.permanent and not outcome.gone
        self._unsettled[message.id] = outcome
        now = self._clock.now()
        await self._write(lambda s: _sent(s, message, outcome, now))
        del self._unsettled[message.id]
        return True

    async def put_back(self, ids: Sequence[str]) -> None:
        """Give back messages that were not sent; raises StorageError."""

        def put_back(session: Session) -> None:
            for message_id in ids:
                outbox.put_back(session, message_id, self._clock.now())

        if ids:
            await self._write(put_back)

    async def renew(self, ids: Sequence[str], until: datetime) -> None:
        """Hold on to messages until then; raises StorageError."""
        await self._write(lambda s: outbox.renew(s, ids, until))

    def _not_sent(
        self, session: Session, channel: str, message: Waiting, fault: DeliveryError
    ) -> None:
        now = self._clock.now()
        if fault.permanent:
            self._give_up(session, channel, message, fault)
            return
        longest = _LONGEST_URGENT_BACK_OFF_SECONDS if message.urgent else _LONGEST_BACK_OFF_SECONDS
        # What may have arrived is not sent again as fast: its reader sees each copy.
        first = _PERHAPS_SENT_SECONDS if fault.perhaps_sent else FIRST_SECONDS
        back_off = delay_after(message.attempts + 1, longest, first)
        seconds = max(back_off, fault.retry_after or 0.0)
        again_at = now + timedelta(seconds=seconds)
        outbox.put_back(session, message.id, again_at, perhaps_shown=fault.perhaps_sent)

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


def _withhold(session: Session, message: Waiting, why: str, now: datetime) -> None:
    outbox.withhold(session, message.id, why, now)
    undelivered.tell_senders(session, now)


def _sent(session: Session, message: Waiting, shown: Shown, now: datetime) -> None:
    told = outbox.settle_sent(session, message.id, shown.external_id, now, shown.at)
    if told == TONIGHT:
        undelivered.tell_senders(session, now)
