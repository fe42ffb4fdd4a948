"""What the web channel refuses; each is answered with its page of words.toml."""

from bot.errors import BotError


class WebError(BotError):
    """A request that is refused: `status` of HTTP, `words` in templates/words.toml."""

    status = 400
    words = "unreadable"


class SignedOutError(WebError):
    """Nobody is signed in."""

    status = 401
    words = "signed_out"


class ForgedError(WebError):
    """The form does not carry the token of this session."""

    status = 403
    words = "old_form"


class NotForYouError(WebError):
    """The person may not see this."""

    status = 403
    words = "not_for_you"


class NotHereError(WebError):
    """There is no such page, or nothing of that name to show."""

    status = 404
    words = "not_here"


class ListenError(BotError):
    """The server cannot listen at this address."""


class PortInUseError(ListenError):
    """Another program listens there already."""
