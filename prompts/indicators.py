"""What a record can show, in words."""

from prompts.phrases import phrase, phrases
from prompts.text import quoted


def indicator_names(indicators: list[str]) -> str:
    """Return indicators in words, always in the same order, with a middle dot between them."""
    known = phrases("indicators")
    return " · ".join(words for name, words in known.items() if name in indicators)


def claim_line(key: str, letter: str, name: str, sentence: str) -> str:
    """Return a claim as a line of a card: its letter, what it is said to show, the words."""
    return phrase(key, letter=letter, name=name[:1].upper() + name[1:], words=quoted(sentence))
