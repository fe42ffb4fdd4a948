"""Commands as people type them: in any case, with punctuation, with a space after the slash."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from prompts.spoken_words import meaning_of

_COMMAND = re.compile(r"/\s*([A-Za-z_]+)(?:@\w+)?[^\w\s]*(?:\s+(.*))?", re.DOTALL)
_A_SENTENCE = 3


@dataclass(frozen=True)
class TypedCommand:
    """A command's name in small letters, and what was typed after it."""

    name: str
    argument: str


def command_of(words: str, known: Collection[str]) -> TypedCommand | None:
    """Return the command of a message; a sentence or a word for the bot is none for its slash."""
    command = command_in(words)
    if command is None or command.name in known:
        return command
    is_words = meaning_of(words) is not None or len(words.split()) >= _A_SENTENCE
    return None if is_words else command


def command_in(words: str) -> TypedCommand | None:
    """Return the command that a message starts with; None where it starts with no slash."""
    found = _COMMAND.fullmatch(words.strip())
    return TypedCommand(found[1].casefold(), (found[2] or "").strip()) if found else None
