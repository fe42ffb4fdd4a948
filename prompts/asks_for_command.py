"""A whole message that asks for what a command shows: "what's due", "supervise Priya". Pure.

A word for the bot is the whole message (docs/decisions/0013): "what have I got on" is no story.
It is read where nothing is open; within a draft it may be an answer.
"""

import re
from dataclasses import dataclass

from prompts.spoken_words import bare, forms, listed_in
from prompts.written_days.words import MONTHS

_MOST_LETTERS = 60
_MONTHS = "|".join(f"{month}|{month[:3]}" for month in MONTHS if month not in {"march", "may"})
_SUMMARY = re.compile(
    r"(?:(?:show|give|send|see) (?:me |us )?)?"
    r"(?:(?:the|a|my|our) )?(?:(?:team )?(?:summary|figures|numbers|report) )?(?:(?:for|of|from) )?"
    rf"((?:{_MONTHS}|sept|march|may)(?: \d{{4}})?|(?:last|this) month|20\d\d \d\d)"
    r"(?: (?:summary|figures|numbers|report))?"
)
_SUPERVISE = re.compile(
    r"(?:(supervise)|(?:(?:start|begin|open|do|hold|have|continue) )?(?:a |the |my )?supervision "
    r"(?:with|for|of)) ([^ ]+(?: [^ ]+)?)"
)


@dataclass(frozen=True)
class AskedFor:
    """A command that was asked for in other words, and what goes with it.

    `sure` is False where it is no such thing unless the argument names somebody.
    """

    command: str
    argument: str = ""
    sure: bool = True


def command_asked_for(text: str) -> AskedFor | None:
    """Return the command whose answer a whole message asks for; None where it asks for none."""
    if len(text) > _MOST_LETTERS:
        return None
    if named := listed_in("of_commands", text):
        return AskedFor(named)
    *_, said = forms(bare(text))
    if month := _SUMMARY.fullmatch(said):
        return AskedFor("summary", month[1]) if said not in {"may", "march"} else None
    whom = _SUPERVISE.fullmatch(said)
    return AskedFor("supervise", whom[2], sure=bool(whom[1])) if whom else None
