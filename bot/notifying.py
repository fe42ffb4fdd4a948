"""The dialogue as it is served: what it says is sent at once."""

from collections.abc import Sequence
from datetime import datetime

from bot.arrivals import Receipt
from bot.delivery import Delivery
from bot.dialogue import Dialogue
from bot.messages import Arrival, Incoming, Precedence, Unread


class NotifyingDialogue:
    """The dialogue; what it puts into the outbox is sent at once (a decorator)."""

    def __init__(self, dialogue: Dialogue, delivery: Delivery) -> None:
        self._dialogue = dialogue
        self._delivery = delivery

    def receive(self, incoming: Incoming, now: datetime) -> Receipt:
        """Handle one update, as Dialogue does, and wake the delivery."""
        receipt = self._dialogue.receive(incoming, now)
        self._delivery.deliver_now()
        return receipt

    def precedences(
        self, channel: str, arrivals: Sequence[Arrival], now: datetime
    ) -> list[Precedence]:
        """Return in which order to handle what came together, as Dialogue does."""
        return self._dialogue.precedences(channel, arrivals, now)

    def set_aside(self, unread: Unread, now: datetime) -> Receipt:
        """Keep an update that cannot be read, as Dialogue does, and wake the delivery."""
        receipt = self._dialogue.set_aside(unread, now)
        self._delivery.deliver_now()
        return receipt
