"""How many examples the slow properties draw."""

from hypothesis import settings


def examples(most: int) -> int:
    """Return `most` under `--hypothesis-profile=long`, every day a fifth.

    Never under three: the first that is drawn is the emptiest.
    """
    return most if settings.get_current_profile_name() == "long" else max(3, most // 5)
