"""A text as the tokens that the tagger reads: sentences, each among its neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice.evidence.sentences import UNREAD_MARKS, Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 320
LONGEST_SENTENCE = 120
MOST_NEAR = 40
"""So many tokens of the sentence before, those at its end, are read with one; after it as many."""
_FIRST, _LAST, _NONE = 101, 102, -1


@dataclass(frozen=True)
class Chunk:
    """Neighbouring sentences, `sentences` of a text, of which those in `asked` are to be marked.

    `inside` says of each token in which sentence it stands, counted from 0 within the chunk; -1 for
    the marks of its beginning and end.
    """

    tokens: tuple[int, ...]
    inside: tuple[int, ...]
    sentences: range
    asked: range


def chunks_of(sentences: Sequence[Sequence[int]], most: int) -> Iterator[Chunk]:
    """Yield a text, given as its sentences' tokens, in chunks that ask for `most` sentences each.

    Each has one neighbour before and one after. A chunk asks for fewer where it would grow longer
    than `LONGEST` tokens.
    """
    first, length = 0, 0
    for at, words in enumerate(sentences):
        if at > first and (at - first == most or length + len(words) > LONGEST):
            yield _chunk(sentences, range(first, at))
            first, length = at, 0
        length += len(words)
    if sentences:
        yield _chunk(sentences, range(first, len(sentences)))


def _chunk(sentences: Sequence[Sequence[int]], asked: range) -> Chunk:
    """Return the sentences asked for between their neighbours."""
    inner = range(max(0, asked.start - 1), min(len(sentences), asked.stop + 1))
    parts = [list(sentences[at]) for at in inner]
    if inner.start < asked.start:
        parts[0] = parts[0][-MOST_NEAR:]
    if inner.stop > asked.stop:
        parts[-1] = parts[-1][:MOST_NEAR]
    tokens = (_FIRST, *(token for part in parts for token in part), _LAST)
    inside = (_NONE, *(at for at, part in enumerate(parts) for _ in part), _NONE)
    return Chunk(tokens, inside, inner, asked)


def tokens_of(sentences: Sequence[Sentence], tokenizer: "Tokenizer") -> list[list[int]]:
    """Return the tokens of each sentence, without quotation marks.

    Half a character, as a broken emoji leaves it, stands for nothing that a tokenizer takes.
    """
    whole = [sentence.low.encode(errors="replace").decode() for sentence in sentences]
    texts = [low.translate(UNREAD_MARKS) for low in whole]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [one.ids[:LONGEST_SENTENCE] for one in encoded]
