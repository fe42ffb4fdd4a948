"""A child's own words: what stands in quotation marks, and nothing that somebody else worded."""

import pytest

from practice.quoted_words import MOST_LETTERS, holds_numbers, quoted
from practice.redaction import names_in
from tests.each import each
from tests.growth import STEEP, growth


@each(
    "text, found",
    [
        ("She told me \"I don't like it when it's loud\".", ["I don't like it when it's loud"]),
        ("She said 'I don't like it when it's loud.'", ["I don't like it when it's loud."]),
        ("He said \u2018it\u2019s my nan\u2019s\u2019, twice", ["it\u2019s my nan\u2019s"]),
        ("\u201cgo away\u201d and then \u201cstay\u201d", ["go away", "stay"]),
        ("He said \u201cmum said 'go' to me\u201d.", ["mum said 'go' to me"]),
        ("She said that she hates the noise.", []),
        ("It's the girls' room and the boys' room", []),
        ("He said: I want to go home", []),
        ('He said "I want', []),
        ('a """" b', []),
        ('She said "no" and "no" again', ["no"]),
        ('She said "one\n\u202etwo\u2069\x00 three"', ["one two three"]),
        (f'"{"a" * (MOST_LETTERS + 1)}"', []),
    ],
)
def test_what_is_quoted(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@each(
    "words, found",
    [
        ("I don't like it when it's loud", []),
        ("I want to stay at nan's with mummy", []),
        ("I hate it when Callum comes", ["Callum"]),
        ("I hate it when callum comes", ["callum"]),
        ("I hate it when calum comes", ["calum"]),
        ("are you the new Priya", ["Priya"]),
        ("Jayden hits me", ["Jayden"]),
        ("I like St Mary's", ["St", "Mary's"]),
    ],
)
def test_names_are_found_known_or_written_large_or_nearly_known(
    words: str, found: list[str]
) -> None:
    assert names_in(words, ["Callum Reed", "Priya Shah"]) == found


@pytest.mark.parametrize(("words", "holds"), [("I am 7", False), ("number 42", True)])
def test_numbers_that_may_lead_to_somebody(words: str, *, holds: bool) -> None:
    assert holds_numbers(words) is holds


def test_very_many_marks_take_no_longer_than_there_are_of_them() -> None:
    few, many = (")]\"'" * length for length in (1_000, 4_000))
    assert growth(lambda: quoted(few), lambda: quoted(many), 4) < STEEP
