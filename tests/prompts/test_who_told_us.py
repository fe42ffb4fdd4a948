"""Who was asked, when and how: asked where an agency is quoted, not wherever one is named."""

import pytest

from prompts.conditions import holds
from prompts.lens import bank
from tests.each import each

LENS = next(lens for lens in bank() if lens.id == "who_told_us")
CALLS = (
    "School says she's always tired.",
    "The police have no concerns.",
    "Nursery thinks they don't speak because they are shy.",
    "Mum considers it is the medication; the school consider it is him being fussy.",
    "His nursery had him down as a handful before.",
    "School: no probs, quiet.",
    "All agencies have been consulted and their views have been taken into account.",
    "School are worried about her.",
    "The health visitor also said he has lost weight.",
)
CALLS_NOT = (
    "The children were at school.",
    "She hates her new school and misses her father.",
    "Midwife were just leaving as I came.",
    "Seen on his own at the school gate, five minutes.",
    "There was only him and the baby while Mam was at the hospital.",
    "Ring the school and see Reece on his own next week.",
    "Mum's come round to the idea of the refuge.",
    "She told me she wants her father to come to the school play.",
    "It was half six in the morning with three police cars.",
    "The housing officer calls our front door.",
)
DAY_IS_SAID = (
    "School said on Monday that she is tired.",
    "The nurse told me by phone that he has lost weight.",
    "The GP reported at the meeting that she has not been seen.",
    "School say attendance is 91, in the report of 4th March.",
    "The nursery said last week that he bites.",
)


def asks_about(sentence: str) -> bool:
    return holds(LENS.sentence or "", {"words": sentence}, frozenset())


@each("sentence", CALLS)
def test_what_an_agency_says_calls_for_it(sentence: str) -> None:
    assert asks_about(sentence)


@each("sentence", CALLS_NOT)
def test_a_place_and_an_errand_do_not(sentence: str) -> None:
    assert not asks_about(sentence)


@pytest.mark.parametrize("sentence", DAY_IS_SAID)
def test_nor_does_what_has_its_day_or_its_means(sentence: str) -> None:
    assert not asks_about(sentence)
