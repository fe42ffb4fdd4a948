"""Whole messages by which somebody says that they are away; what is a story is none."""

from prompts.only_a_value import is_only_a_value
from prompts.spoken_words import Meaning, meaning_of
from tests.each import each


@each(
    "words",
    [
        "im off sick til friday",
        "I'm off sick",
        "off sick until Monday",
        "on leave from monday",
        "I'm on leave from Monday until the 11th of December",
        "I am on annual leave next week",
        "I'm not well",
        "i dont feel very well today",
        "sorry im poorly today",
        "I'll be off tomorrow",
        "im off for two weeks",
        "im off until 4 December",
        "signed off sick for a couple of weeks",
        "calling in sick",
        "my leave starts tomorrow",
        "I'm away until further notice",
        "I will be away from the 7th to the 11th",
        "ok im off sick today",
    ],
)
def test_whoever_says_that_they_are_away_is_heard(words: str) -> None:
    assert meaning_of(words) is Meaning.AWAY


@each(
    "words",
    [
        "he is off sick til friday",
        "mum is not well",
        "I was on leave when she fell",
        "im off sick til friday and she has nobody to see her",
        "im sick of this",
        "I'm off",
        "im off now",
        "poorly",
        "away",
        "on holiday",
        "I'm away from her when he shouts",
        "im not well placed to say",
        "I am not in favour of it",
        "she was off school on monday",
        "I'm feeling sick about what he did",
    ],
)
def test_what_tells_is_none(words: str) -> None:
    assert meaning_of(words) is not Meaning.AWAY


@each(
    "text",
    ["29 feb", "4", "10.30", "12", "27/3/2026", "friday", "next week", "4 out of 10", "two weeks",
     "yesterday", "at 3pm", "29th of February", "five", "07700 900123", "by friday"],
)  # fmt: skip
def test_a_number_a_day_or_a_time_tells_nothing(text: str) -> None:
    assert is_only_a_value(text)


@each(
    "text", ["0417 hid", "on monday she hid", "she is 4", "the first", "all of", "visit friday", ""]
)
def test_what_says_anything_else_is_no_mere_value(text: str) -> None:
    assert not is_only_a_value(text)
