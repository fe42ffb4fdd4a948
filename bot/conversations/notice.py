"""The newest message that answered a person here and shows no card: what words may be meant for."""

from datetime import timedelta

from bot.messages import Button, from_json
from bot.update import UpdateContext

_A_NIGHT = timedelta(hours=12)


def stands(update: UpdateContext, button: Button) -> bool:
    """Say whether it has this button, and was there to be read when the message was written."""
    incoming = update.incoming
    if incoming.replies_to is not None or ":" in (incoming.card or ""):
        return False
    newest = update.newest_notice
    if newest is None or newest.at < update.now - _A_NIGHT:
        return False
    seen = incoming.written_at is None or incoming.written_at >= newest.at
    return seen and button in buttons(update)


def buttons(update: UpdateContext) -> list[Button]:
    """Return its buttons; none where the newest message shows a card."""
    newest = update.newest_notice
    rows = from_json(newest.body).buttons if newest else ()
    return [button for row in rows for button in row]
