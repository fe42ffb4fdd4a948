import pytest

from prompts.goes_on import begins_with_joining_word, may_go_on


@pytest.mark.parametrize(
    "words",
    [
        "and threw a shoe at it",
        "And his nan was there.",
        "oh and i should have rung",
        "but he wouldnt",
        "...and then he left",
        "P.S. also the baby",
        "because he shouts",
    ],
)
def test_a_joining_word_ties_words_to_what_was_said(words: str) -> None:
    assert begins_with_joining_word(words)
    assert may_go_on(words)


@pytest.mark.parametrize("words", ["the dog barked", "(she cried)", "  i waited", "é un muro"])
def test_a_small_first_letter_may_go_on(words: str) -> None:
    assert may_go_on(words)
    assert not begins_with_joining_word(words)


@pytest.mark.parametrize("words", ["Andrew came too.", "Sofa.", "The dog barked.", "4", "", "?"])
def test_a_sentence_of_its_own_does_not(words: str) -> None:
    assert not may_go_on(words)
