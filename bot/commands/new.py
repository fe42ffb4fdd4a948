"""/new: a reflection."""

from bot.drafts import desk, reflection
from bot.visit import Visit


def run(visit: Visit, _: str) -> None:
    """Save the current draft for later and open a reflection."""
    desk.leave_current(visit)
    reflection.begin(visit)
