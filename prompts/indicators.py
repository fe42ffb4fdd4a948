"""What a record can show, in words."""

from prompts.phrases import phrases


def indicator_names(indicators: list[str]) -> str:
    """Return indicators in words, always in the same order, with a middle dot between them."""
    known = phrases("indicators")
    return " · ".join(words for name, words in known.items() if name in indicators)
