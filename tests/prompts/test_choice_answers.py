"""A choice is answered by the words of an option; a bare yes or no answers only a yes and a no."""

from datetime import date

import pytest

from prompts.kinds import AskedQuestion, read_answer
from prompts.question import Kind, Option, Question
from prompts.readings import UnclearError
from tests.each import each

SEEN = (
    "Alone, at home",
    "Alone, somewhere else",
    "With others, at home",
    "Not seen since last time",
)
DONE = ("Done", "Partly", "Not done", "No longer needed")
AGREED = ("Yes", "No, not yet", "No change")


def answer(labels: tuple[str, ...], words: str, ask: str = "How?") -> object:
    options = tuple(Option(value=label.casefold(), label=label) for label in labels)
    question = Question(id="q", kind=Kind.CHOICE, ask=ask, example="x", options=options)
    return read_answer(AskedQuestion(question), words, date(2026, 11, 24))


@each("words", ["no", "No.", "nope", "nah", "no thanks", "yes", "Yeah", "n", "y"])
def test_a_bare_yes_or_no_is_none_of_other_options(words: str) -> None:
    with pytest.raises(UnclearError):
        answer(SEEN, words)


@pytest.mark.parametrize(
    "words", ["alone somewhere else", "Alone - somewhere else!", "not seen", "4"]
)
def test_commas_and_signs_do_not_matter(words: str) -> None:
    expected = SEEN[3] if words in {"not seen", "4"} else SEEN[1]
    assert answer(SEEN, words) == expected.casefold()


@pytest.mark.parametrize(
    ("labels", "words", "expected"),
    [
        (DONE, "no", "not done"),
        (DONE, "nope", "not done"),
        (DONE, "Yes", "done"),
        (DONE, "no longer", "no longer needed"),
        (AGREED, "no", "no, not yet"),
        (AGREED, "yep", "yes"),
    ],
)
def test_they_answer_options_that_are_a_yes_and_a_no(
    labels: tuple[str, ...], words: str, expected: str
) -> None:
    assert answer(labels, words) == expected


LAST_SEEN = "How was the child last seen, and where?"


@each(
    "words, which",
    [
        ("seen alone at home", 0),
        ("she was last seen with others, at home", 2),
        ("he was not seen since last time", 3),
    ],
)
def test_words_of_the_question_say_no_more_than_the_option(words: str, which: int) -> None:
    assert answer(SEEN, words, LAST_SEEN) == SEEN[which].casefold()


@each("words", ["seen", "not alone, at home", "seen at home", "she was seen"])
def test_nothing_else_names_an_option_by_them(words: str) -> None:
    with pytest.raises(UnclearError):
        answer(SEEN, words, LAST_SEEN)


def test_a_not_is_never_left_out() -> None:
    assert answer(DONE, "it was not done", "Was it done, or not?") == "not done"
    with pytest.raises(UnclearError):
        answer(("Alone", "With others"), "not alone", "Was she seen alone or not?")
