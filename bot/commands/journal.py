"""/journal: the way to the page of one's own reflections, and nothing of what they say."""

from bot.messages import Link
from bot.update import UpdateContext
from prompts.phrases import phrase


def run(update: UpdateContext, _: str) -> None:
    """Say what the journal is and lead to its page."""
    update.say(phrase("journal.in_chat"), links=[Link(phrase("journal.page"), "/journal")])
