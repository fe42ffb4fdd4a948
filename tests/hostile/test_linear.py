"""No text freezes the house: what reads words takes time that grows with their number alone."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise, takewhile

import pytest

from practice.evidence import sentences
from tests.growth import STEEP, growth
from tests.hostile.readers import LIMITED, READ_BY_THE_ABOVE, READERS, Reads, every_reader
from tests.hostile.texts import TEXTS

SMALL, SHORT, LONG = 1_000, 25_000, 200_000
STEEPEST = 1.2
"""The exponent that no growth may reach at full size, where little else is measured."""


def test_every_reader_of_words_is_listed() -> None:
    assert sorted(every_reader()) == sorted([*READERS, *READ_BY_THE_ABOVE])


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_a_text_of_any_make_is_read_in_time_that_grows_with_it(name: str) -> None:
    """A small size for every day, and larger ones for what is steep there.

    Whoever looks ahead for two thousand letters is steep as long as a text is no longer than that.
    """
    assert steep(name, (SMALL, 4 * SMALL, 32 * SMALL), STEEP) == {}


def test_19_900_full_stops_are_cut_into_sentences_at_once() -> None:
    """A message of 20 kB that froze everybody for seconds, word by word as it was sent."""
    assert grown(sentences.split, "." * 4_975, "." * 19_900) < STEEP


@pytest.mark.benchmark
@pytest.mark.parametrize("name", READERS)
def test_the_time_grows_with_the_length_alone(name: str) -> None:
    assert steep(name, (SHORT, LONG), STEEPEST) == {}


def steep(name: str, sizes: Sequence[int], steepest: float) -> dict[str, float]:
    """Return the exponents of the texts whose time grows too steeply, by what each is made of.

    The growth is too steep that is so from each of the sizes to the next.
    """
    found = {}
    for made_of, text in TEXTS.items():
        exponents = (grown(READERS[name], text(a), text(b), steepest) for a, b in pairwise(sizes))
        steep_ones = list(takewhile(lambda exponent: exponent >= steepest, exponents))
        if len(steep_ones) == len(sizes) - 1:
            found[made_of] = steep_ones[-1]
    return found


def grown(reads: Reads, short: str, long: str, steepest: float = STEEP) -> float:
    """Return the exponent by which the time of reading grows, 0 for no time to speak of."""

    def reading(text: str) -> None:
        with suppress(*LIMITED):
            reads(text)

    times = len(long) / len(short)
    return growth(lambda: reading(short), lambda: reading(long), times, steepest)
