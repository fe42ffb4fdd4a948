"""Passages of a text that are short enough to be quoted and seen at a glance."""

from practice.evidence.sentences import pieces, split


def passages_of(text: str) -> list[str]:
    """Return the sentences of a text as written, in order, a very long one in several pieces."""
    return [piece.text for sentence in split(text) for piece in pieces(sentence)]
