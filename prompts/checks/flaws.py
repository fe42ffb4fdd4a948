"""What a check of a guide yields, before the file's name is put to it."""

from typing import NamedTuple


class Flaw(NamedTuple):
    """One thing wrong: the question it is in, what it is, and what to do about it."""

    question: str | None
    what: str
    remedy: str
