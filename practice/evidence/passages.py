"""Passages of a text that are short enough to be quoted and seen at a glance."""

from collections.abc import Callable

from practice.evidence.sentences import Sentence, pieces, split, windows


def passages_of(text: str) -> list[str]:
    """Return the sentences of a text as written, in order, a very long one in several pieces."""
    return [piece.text for sentence in split(text) for piece in pieces(sentence)]


def quotable(sentence: Sentence, speaks: Callable[[Sentence], float]) -> Sentence:
    """Return a sentence, or the passage of a very long one that `speaks` most for it.

    It is as written; of passages that speak alike, the first.
    """
    return max(windows(sentence), key=speaks)
