"""What a record can show, in words."""

from prompts.phrases import phrases


def indicator_names(indicators: list[str]) -> str:
    """Return indicators in words, with a middle dot between them."""
    known = phrases("indicators")
    return " · ".join(known[name] for name in indicators)
