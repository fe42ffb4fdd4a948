"""Words that say no more than a day, a number or a name, where something is asked in words. Pure.

The same words answer another question of the same card: by when, or who does it. Alone they tell
whoever reads the record nothing, so their writer is asked.
"""

import re

from prompts.kinds import AskedQuestion
from prompts.only_a_value import is_only_a_value
from prompts.question import Kind
from prompts.spoken_words import Meaning, bare
from prompts.text import listed_number

_SELF = {"i", "me", "myself", "we", "us"}
_BESIDE = {"and", "or", "with"}
_ASKS_WHO = re.compile(r"\bWho(?:m|se)?\b")
"""How a sentence begins that asks for a person: a name or a code answers it."""


def said_alone(asked: AskedQuestion, words: str, names: str) -> Meaning | None:
    """Return what a whole message says alone: a value or a name; None where it is an answer.

    `names` are those of whoever may be called here besides the people of the question.
    """
    if asked.question.kind is Kind.PERSON:
        is_listed = listed_number(words, len(asked.people)) is not None
        return None if is_listed or not is_only_a_value(words) else Meaning.VALUE
    asks_who = _ASKS_WHO.search(asked.question.ask) is not None
    if is_only_a_value(words):
        is_code = asks_who and bare(words).replace(" ", "").isdecimal()
        return None if is_code else Meaning.VALUE
    only_names = not asks_who and _only_names(words, " ".join((*asked.people, names)))
    return Meaning.NAME if only_names else None


def _only_names(words: str, names: str) -> bool:
    """Say whether words name those who take part and say no more, but perhaps a day."""
    said, known = bare(words).split(), _SELF | {*bare(names).split()}
    left = [word for word in said if word not in known | _BESIDE]
    return bool(known & {*said}) and (not left or is_only_a_value(" ".join(left)))
