"""/new: a reflection."""

from bot.conversations import reflection, router
from bot.update import UpdateContext

_A_STORY = 2


def run(update: UpdateContext, words: str) -> None:
    """Save the current draft for later and open a reflection, begun by the words that followed."""
    router.leave_current(update)
    reflection.begin(update, words if len(words.split()) >= _A_STORY else None)
