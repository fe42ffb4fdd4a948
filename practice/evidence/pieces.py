"""A text in pieces of whole sentences, as the tokens that the tagger reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice.evidence.sentences import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 320
LONGEST_SENTENCE = 120
_FIRST, _LAST, _NONE = 101, 102, -1
_NOT_READ = str.maketrans(dict.fromkeys('"\u00ab\u00bb', " "))


@dataclass(frozen=True)
class Piece:
    """Neighbouring sentences: their tokens, and for each which of `sentences` it stands in.

    `inside` counts from 0 within the piece; it is -1 for the marks of its beginning and end.
    """

    tokens: tuple[int, ...]
    inside: tuple[int, ...]
    sentences: range


def pieces_of(sentences: Sequence[Sequence[int]]) -> Iterator[Piece]:
    """Yield sentences, given as their tokens, in pieces of at most `LONGEST` tokens.

    A text of few words is one piece.
    """
    first, tokens, inside = 0, [_FIRST], [_NONE]
    for at, words in enumerate(sentences):
        if len(tokens) + len(words) >= LONGEST and at > first:
            yield Piece((*tokens, _LAST), (*inside, _NONE), range(first, at))
            first, tokens, inside = at, [_FIRST], [_NONE]
        tokens += words
        inside += [at - first] * len(words)
    if sentences:
        yield Piece((*tokens, _LAST), (*inside, _NONE), range(first, len(sentences)))


def tokens_of(sentences: Sequence[Sentence], tokenizer: "Tokenizer") -> list[list[int]]:
    """Return the tokens of each sentence; quotation marks are not read: many leave them out."""
    texts = [sentence.low.translate(_NOT_READ) for sentence in sentences]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [one.ids[:LONGEST_SENTENCE] for one in encoded]
