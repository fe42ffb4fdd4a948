"""/decision: management oversight of one child between two supervisions."""

from bot.conversations import alone
from bot.update import UpdateContext
from prompts.phrases import phrase
from prompts.text import story_in


def run(update: UpdateContext, words: str) -> None:
    """Save the current draft for later and open a decision, begun by the words that followed."""
    if not alone.begin(update, "decision", story_in(words)):
        update.say(phrase("decision.not_yours"))
