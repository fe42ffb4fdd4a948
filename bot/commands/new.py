"""/new: a reflection."""

from bot.conversations import reflection, router
from bot.visit import Visit


def run(visit: Visit, _: str) -> None:
    """Save the current draft for later and open a reflection."""
    router.leave_current(visit)
    reflection.begin(visit)
