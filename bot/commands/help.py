"""/help: what can be done here."""

from bot.visit import Visit
from prompts.phrases import phrase


def run(visit: Visit, _: str) -> None:
    """List the commands, and say what to do about a worry tonight."""
    lines = [phrase("help.commands"), phrase("help.writing"), phrase("help.tonight")]
    visit.say("\n".join(lines))
