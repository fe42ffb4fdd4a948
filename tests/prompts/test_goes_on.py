import pytest

from prompts.goes_on import begins_with_joining_word


@pytest.mark.parametrize(
    "words",
    [
        "and threw a shoe at it",
        "And his nan was there.",
        "oh and i should have rung",
        "...and then he left",
        "P.S. also the baby",
        "plus she had no coat",
    ],
)
def test_a_joining_word_ties_words_to_what_was_said(words: str) -> None:
    assert begins_with_joining_word(words)


@pytest.mark.parametrize(
    "words",
    ["Andrew came too.", "the dog barked", "because he shouts", "so I rang", "4", "", "?"],
)
def test_an_answer_of_its_own_does_not(words: str) -> None:
    assert not begins_with_joining_word(words)
