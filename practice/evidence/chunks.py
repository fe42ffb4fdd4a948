"""A text in chunks of whole sentences, as the tokens that the tagger reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice.evidence.sentences import UNREAD_MARKS, Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 320
LONGEST_SENTENCE = 120
_FIRST, _LAST, _NONE = 101, 102, -1


@dataclass(frozen=True)
class Chunk:
    """Neighbouring sentences: their tokens, and for each which of `sentences` it stands in.

    `inside` counts from 0 within the chunk; it is -1 for the marks of its beginning and end.
    """

    tokens: tuple[int, ...]
    inside: tuple[int, ...]
    sentences: range


def chunks_of(sentences: Sequence[Sequence[int]]) -> Iterator[Chunk]:
    """Yield sentences, given as their tokens, in chunks of at most `LONGEST` tokens.

    A text of few words is one chunk.
    """
    first, tokens, inside = 0, [_FIRST], [_NONE]
    for at, words in enumerate(sentences):
        if len(tokens) + len(words) >= LONGEST and at > first:
            yield Chunk((*tokens, _LAST), (*inside, _NONE), range(first, at))
            first, tokens, inside = at, [_FIRST], [_NONE]
        tokens += words
        inside += [at - first] * len(words)
    if sentences:
        yield Chunk((*tokens, _LAST), (*inside, _NONE), range(first, len(sentences)))


def tokens_of(sentences: Sequence[Sentence], tokenizer: "Tokenizer") -> list[list[int]]:
    """Return the tokens of each sentence, without quotation marks.

    Half a character, as a broken emoji leaves it, stands for nothing that a tokenizer takes.
    """
    whole = [sentence.low.encode(errors="replace").decode() for sentence in sentences]
    texts = [low.translate(UNREAD_MARKS) for low in whole]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [one.ids[:LONGEST_SENTENCE] for one in encoded]
