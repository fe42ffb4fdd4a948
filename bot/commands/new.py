"""/new: a reflection."""

from bot.conversations import reflection, router
from bot.update import UpdateContext


def run(update: UpdateContext, _: str) -> None:
    """Save the current draft for later and open a reflection."""
    router.leave_current(update)
    reflection.begin(update)
