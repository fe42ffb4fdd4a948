"""How Telegram is reached. Importing this does not load Telegram's library."""

from dataclasses import dataclass, field

from bot.channels.telegram.rate_limit import RateLimiter
from bot.update import DutyNumbers
from storage.cipher import Cipher


@dataclass(frozen=True)
class Webhook:
    """The address that Telegram posts to, and the secret by which it is known to be Telegram."""

    url: str
    secret: str


@dataclass(frozen=True)
class TelegramSettings:
    """How Telegram is reached: the bot's token, its server, and where a webhook is to arrive.

    `webhook` is None where updates are polled for; `limiter` keeps to Telegram's limits; `pages` is
    where people open the pages, `duty` whom to ring where the records cannot be reached.
    """

    token: str
    api_url: str
    webhook: Webhook | None = None
    limiter: RateLimiter = field(default_factory=RateLimiter)
    pages: str | None = None
    duty: DutyNumbers = field(default_factory=DutyNumbers)


def webhook_of(public_url: str, cipher: Cipher) -> Webhook:
    """Return the webhook of an installation; both parts come from its key, never from the token."""
    path = cipher.code_hash("the path of Telegram's webhook")[:32]
    secret = cipher.code_hash("the secret of Telegram's webhook")
    return Webhook(f"{public_url.rstrip('/')}/telegram/{path}", secret)
