"""Commands as people type them: in any case, with punctuation, with a space after the slash."""

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"/\s*([A-Za-z_]+)(?:@\w+)?[^\w\s]*(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True)
class TypedCommand:
    """A command's name in small letters, and what was typed after it."""

    name: str
    argument: str


def command_in(words: str) -> TypedCommand | None:
    """Return the command that a message starts with; None where it starts with no slash."""
    found = _COMMAND.fullmatch(words.strip())
    return TypedCommand(found[1].casefold(), (found[2] or "").strip()) if found else None
