"""A card of facts, as a channel that sets cards sets it: the first line names it."""

from prompts.card import Role

Passages = tuple[tuple[str, str], ...]


def passages(text: str) -> Passages:
    """Return what the lines of a text are: its name, and then one fact a line."""
    head, *facts = text.splitlines()
    return ((str(Role.NAME), head), *((str(Role.FACT), line) for line in facts if line))
