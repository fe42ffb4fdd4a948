"""The first and the last words written in a draft."""

import pytest

from practice.terms import StepKind
from prompts.steps import Step, first_words, last_words


def written(*texts: str) -> list[Step]:
    return [Step(StepKind.ANSWERED, "story", value=text, sealed=True) for text in texts]


def test_the_words_are_those_that_a_person_wrote() -> None:
    steps = [
        Step(StepKind.OPENED, value={"children": ["CH-1"]}, sealed=True),
        *written("she hid"),
        Step(StepKind.PART, "story", value="behind the\nsofa", sealed=True),
        Step(StepKind.ANSWERED, "child", value="CH-1"),
        Step(StepKind.ANSWERED, "rating", value=3, sealed=True),
    ]
    assert (first_words(steps), last_words(steps)) == ("she hid", "behind the sofa")


def test_without_words_there_are_none() -> None:
    assert (first_words([]), last_words([Step(StepKind.OPENED)])) == ("", "")


@pytest.mark.parametrize("text", ["a word " * 60, "x" * 400, "ein Wort, noch eines. " * 30])
def test_long_words_are_cut_between_two_of_them(text: str) -> None:
    first, last = first_words(written(text)), last_words(written(text))
    assert (len(first) <= 33, len(last) <= 123) == (True, True)
    assert " ".join(text.split()).startswith(first.removesuffix(" …"))
    assert " ".join(text.split()).endswith(last.removeprefix("… "))
