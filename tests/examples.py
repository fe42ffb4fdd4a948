"""How many examples the slow properties draw."""

from hypothesis import settings


def all_are_drawn() -> bool:
    """Say whether this run takes its time: under `--hypothesis-profile=long`."""
    return settings.get_current_profile_name() == "long"


def examples(most: int) -> int:
    """Return `most` where all are drawn, every day a tenth.

    Never under three: the first that is drawn is the emptiest.
    """
    return most if all_are_drawn() else max(3, most // 10)
