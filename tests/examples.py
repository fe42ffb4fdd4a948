"""How many examples the slow properties draw."""

from hypothesis import settings


def all_are_drawn() -> bool:
    """Say whether this run takes its time: under `--hypothesis-profile=long` or `search`."""
    return settings.get_current_profile_name() in {"long", "search"}


def examples(most: int) -> int:
    """Return `most` where all are drawn, ten times that in a search, every day a tenth.

    Never under three: the first that is drawn is the emptiest.
    """
    if settings.get_current_profile_name() == "search":
        return most * 10
    return most if all_are_drawn() else max(3, most // 10)
