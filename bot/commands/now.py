"""/now: the duty number, telling your supervisor, and back to where you were."""

from bot import duty_calls
from bot.conversations import duty_card, tonight
from bot.update import UpdateContext


def run(update: UpdateContext, _: str) -> None:
    """Show the duty number for this hour; the current draft stays as it is."""
    tonight.show(update)


def tell(update: UpdateContext, how: str) -> None:
    """Tell the supervisor at once, whatever the hour, naming nobody but the sender."""
    tonight.tell(update, again=how == tonight.AGAIN)


def seen(update: UpdateContext, sender_id: str) -> None:
    """Tell whoever rang duty that the person has seen it."""
    duty_calls.said_seen(update, sender_id)


def where(update: UpdateContext, _: str) -> None:
    """Show again where the person was."""
    duty_card.back(update)
