"""Named lists of words: whole words in any case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import patterns
from prompts.errors import PromptsError
from prompts.patterns import mentions, names


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


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(mentions(name, text) in {True, False} for name in names())


_LISTS = patterns._lists()
LISTED = sorted({word for runs in _LISTS.values() for run in runs for word in run.split()})


@given(st.lists(st.sampled_from([*LISTED, "and", "rain"]), max_size=12))
def test_it_is_found_where_it_stands_among_the_words_as_it_is_written(words: list[str]) -> None:
    text = " ".join(words)
    for name, runs in _LISTS.items():
        assert mentions(name, text) == any(f" {run} " in f" {text} " for run in runs)
