"""/help: what can be done here."""

from bot.update import UpdateContext
from prompts.phrases import phrase


def run(update: UpdateContext, _: str) -> None:
    """List the commands, and say what to do about a worry tonight, a child's or one's own."""
    said = ("help.commands", "help.writing", "help.tonight", "help.own_life")
    update.say("\n".join(map(phrase, said)))
