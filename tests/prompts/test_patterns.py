"""Named lists of words: whole words, and answers that say there is nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts.errors import PromptsError
from prompts.patterns import mentions, names, says_none


@pytest.mark.parametrize(
    "text", ["The school rang", "SCHOOL.", "pre-school, school", "a GP's note; gp"]
)
def test_a_whole_word_is_found_in_any_case(text: str) -> None:
    assert mentions("agencies", text)


@pytest.mark.parametrize("text", ["schooling", "egps", "", "home"])
def test_a_part_of_a_word_is_not(text: str) -> None:
    assert not mentions("agencies", text)


def test_a_run_of_words_is_found_across_punctuation_and_lines() -> None:
    assert mentions("agencies", "The health\nvisitor came")
    assert mentions("turned_down", "We decided\u00a0against it.")


@pytest.mark.parametrize("value", [None, 3, True, ["school"]])
def test_what_is_not_text_mentions_nothing(value: object) -> None:
    assert not mentions("agencies", value)


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(PromptsError, match="luck"):
        mentions("luck", "text")


def test_says_none_is_not_a_list_to_mention() -> None:
    assert "says_none" not in names()


@pytest.mark.parametrize(
    "text",
    [
        "none",
        "None.",
        "no",
        "n/a",
        "N/A",
        "Nothing",
        "not known",
        "Unknown.",
        "don't know",
        "We don\u2019t know yet",
        "none that we know of",
        "No other family",
        "Nobody else.",
        "-",
        "?",
        "not discussed",
        "no plan yet",
    ],
)
def test_saying_there_is_nothing_is_none(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize(
    "text",
    [
        "No contact with his uncle since June",
        "Nobody at home works",
        "None of the aunts visit now, so he is alone",
        "Grandmother",
        "",
        "   ",
        "no no no no no no no no no",
    ],
)
def test_saying_something_is_not_none(text: str) -> None:
    assert not says_none(text)


@given(st.text())
@settings(deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert says_none(text) in {True, False}
    assert all(mentions(name, text) in {True, False} for name in names())
