"""/prepare: what somebody writes before their supervision."""

from bot.conversations import alone
from bot.update import UpdateContext
from prompts.phrases import phrase
from prompts.text import story_in


def run(update: UpdateContext, words: str) -> None:
    """Save the current draft for later and open a preparation, begun by the words that followed."""
    if not alone.begin(update, "preparation", story_in(words)):
        update.say(phrase("preparation.not_yours"))
