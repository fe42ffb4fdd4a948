"""The web as a channel: its pages show the conversation from the records (a stored transcript)."""

from dataclasses import dataclass
from typing import ClassVar

from bot.messages import Incoming, Outgoing, Shown

WEB = "web"


@dataclass(frozen=True)
class WebIncoming(Incoming):
    """One thing a person did on a page."""

    has_transcript: ClassVar[bool] = True
    stays_here: ClassVar[bool] = True


class WebChannel:
    """A channel whose messages are delivered by being stored: its pages read them from there."""

    name = WEB

    async def send(self, address: str, message: Outgoing) -> Shown:  # noqa: ARG002
        """Return at once."""
        return Shown()
