"""No text freezes the house: what reads words takes time that grows with their number alone."""

import gc
import math
import time

import pytest

from practice.evidence import sentences
from tests.hostile.readers import LIMITED, READ_BY_THE_ABOVE, READERS, Reads, every_reader
from tests.hostile.texts import TEXTS

SHORT, LONG = 25_000, 200_000
STEEPEST = 1.2
"""The exponent that no growth may reach: 1 is linear, 2 is quadratic."""
WORTH_MEASURING = 0.02
"""Seconds for the long text below which a growth is not worth a word."""
ROUNDS = 5


def test_every_reader_of_words_is_listed() -> None:
    assert sorted(every_reader()) == sorted([*READERS, *READ_BY_THE_ABOVE])


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_a_text_of_any_make_is_read_in_little_time(name: str) -> None:
    """A small size for every day: a quadratic reader takes seconds for it."""
    slow = {
        made_of: took
        for made_of, text in TEXTS.items()
        if (took := seconds(READERS[name], text(8000))) > 1
    }
    assert slow == {}


def test_19_900_full_stops_are_cut_into_sentences_at_once() -> None:
    """A message of 20 kB that froze everybody for seconds, word by word as it was sent."""
    assert seconds(sentences.split, "." * 19_900) < 1


@pytest.mark.benchmark
@pytest.mark.parametrize("name", READERS)
def test_the_time_grows_with_the_length_alone(name: str) -> None:
    steep = {
        made_of: grown
        for made_of, text in TEXTS.items()
        if (grown := growth(READERS[name], text(SHORT), text(LONG))) >= STEEPEST
    }
    assert steep == {}


def growth(reads: Reads, short: str, long: str) -> float:
    """Return the exponent by which the time grows, the best of several rounds: 0 for no time."""
    steepest = math.inf
    for _ in range(ROUNDS):
        quick, slow = min(seconds(reads, short) for _ in range(2)), seconds(reads, long)
        if slow < WORTH_MEASURING:
            return 0.0
        grown = math.log(slow / max(quick, 1e-6)) / math.log(len(long) / len(short))
        steepest = min(steepest, grown)
        if steepest < STEEPEST:
            break
    return steepest


def seconds(reads: Reads, text: str) -> float:
    """Return the time of this thread that reading a text takes, without the garbage of others."""
    gc.collect(0)
    gc.disable()
    begun = time.thread_time()
    try:
        reads(text)
    except LIMITED:
        pass
    finally:
        took = time.thread_time() - begun
        gc.enable()
    return took
