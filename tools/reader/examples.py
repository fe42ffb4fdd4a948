"""What the tagger learns from: labelled texts as tokens, each epoch typed and surrounded anew."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from practice.evidence.chunks import Chunk, chunks_of, tokens_of
from tools.reader.tagger import OUTPUTS
from tools.reader.texts import LabelledText

_UNSTOPPED, _RUN_TOGETHER, _AMONG_OTHERS, _EVEN = 0.2, 0.2, 0.15, 0.5
_ONE_STOP_LESS = 0.3
_FILLED, _MOST_FILLERS = 0.6, 4
_FULL_STOP = 1012
_MARKS = frozenset({999, 1000, 1010, _FULL_STOP, 1024, 1025, 1026, 1029})


@dataclass(frozen=True)
class Item:
    """A chunk of a text, what its sentences show (sentences, outputs), and on what to learn."""

    chunk: Chunk
    truth: NDArray[np.bool_]
    is_sure: NDArray[np.bool_]

    @property
    def asked(self) -> list[int]:
        """Which of the chunk's sentences are learned from, counted from 0 within it."""
        return [at - self.chunk.sentences.start for at in self.chunk.asked]


@dataclass(frozen=True)
class Tokens:
    """A text as the tokens of its sentences, with what each shows, and on what to learn."""

    sentences: list[list[int]]
    truth: NDArray[np.bool_]
    is_sure: NDArray[np.bool_]

    def empty(self) -> list[list[int]]:
        """Return its sentences that show nothing and are not about process."""
        return [w for w, shown in zip(self.sentences, self.truth, strict=True) if not shown.any()]

    def items(self, most: int) -> Iterator[Item]:
        """Yield it in chunks that ask for `most` sentences each."""
        for chunk in chunks_of(self.sentences, most):
            yield Item(chunk, self.truth[list(chunk.asked)], self.is_sure)


def tokens_in(text: LabelledText, known: Tokenizer) -> Tokens:
    """Return a text as the tagger reads it."""
    truth = np.concatenate([text.marks, text.about_process[:, None]], 1)
    return Tokens(tokens_of(text.sentences, known), truth, np.append(text.is_sure, True))


def varied(texts: Sequence[Tokens], chance: random.Random) -> Iterator[Tokens]:
    """Yield texts anew for an epoch, in other surroundings and as others might type them.

    What a sentence shows must not hang on who else wrote above it, nor on how it is typed.
    """
    fillers = [words for text in texts if text.is_sure.all() for words in text.empty()]
    for text in texts:
        if chance.random() < _UNSTOPPED:
            text = _without_stops(text, chance)
        elif chance.random() < _ONE_STOP_LESS and len(text.sentences) > 1:
            text = _one_stop_less(text, chance)
        if chance.random() < _AMONG_OTHERS:
            text = _joined(text, chance.choice(texts), chance)
        if chance.random() < _FILLED:
            text = _filled(text, fillers, chance)
        yield text


def _filled(text: Tokens, fillers: Sequence[list[int]], chance: random.Random) -> Tokens:
    """Return a text with sentences that show nothing before, after and between its own."""
    sentences, truth = list(text.sentences), list(text.truth)
    for words in chance.sample(fillers, chance.randint(1, _MOST_FILLERS)):
        at = chance.choice((0, len(sentences), chance.randint(0, len(sentences))))
        sentences.insert(at, words)
        truth.insert(at, np.zeros(OUTPUTS, bool))
    return Tokens(sentences, np.array(truth), text.is_sure)


def _without_stops(text: Tokens, chance: random.Random) -> Tokens:
    """Return a text without its marks, and with some neighbouring sentences run together."""
    sentences: list[list[int]] = []
    truth: list[NDArray[np.bool_]] = []
    for words, shown in zip(text.sentences, text.truth, strict=True):
        bare = [token for token in words if token not in _MARKS]
        if sentences and chance.random() < _RUN_TOGETHER:
            sentences[-1] = [*sentences[-1], *bare]
            truth[-1] = truth[-1] | shown
        else:
            sentences.append(bare)
            truth.append(shown)
    return Tokens(sentences, np.array(truth).reshape(-1, OUTPUTS), text.is_sure)


def _one_stop_less(text: Tokens, chance: random.Random) -> Tokens:
    """Return a text in which two neighbouring sentences are run together."""
    at = chance.randrange(len(text.sentences) - 1)
    first, second = text.sentences[at : at + 2]
    bare = first[:-1] if first[-1:] == [_FULL_STOP] else first
    sentences = [*text.sentences[:at], [*bare, *second], *text.sentences[at + 2 :]]
    both = (text.truth[at] | text.truth[at + 1])[None]
    truth = np.concatenate([text.truth[:at], both, text.truth[at + 2 :]])
    return Tokens(sentences, truth, text.is_sure)


def _joined(text: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    first, second = (text, other) if chance.random() < _EVEN else (other, text)
    return Tokens(
        [*first.sentences, *second.sentences],
        np.concatenate([first.truth, second.truth]),
        first.is_sure & second.is_sure,
    )
