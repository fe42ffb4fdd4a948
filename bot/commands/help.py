"""/help: what can be done here."""

from bot.update import UpdateContext
from prompts.phrases import phrase


def run(update: UpdateContext, _: str) -> None:
    """List the commands, and say what to do about a worry tonight."""
    lines = [phrase("help.commands"), phrase("help.writing"), phrase("help.tonight")]
    update.say("\n".join(lines))
