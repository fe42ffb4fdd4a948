"""Whatever a word for the bot means, something is said to it on every card."""

from itertools import product

import pytest

from prompts.heard import Heard, said_to
from prompts.options import Named
from prompts.spoken_words import Meaning

CARDS = (frozenset[Named](), frozenset({Named.BACK}), frozenset({Named.CHANGE}))
WORDS = "words of theirs"


@pytest.mark.parametrize("meaning", Meaning)
def test_something_is_said_to_every_word_on_every_card(meaning: Meaning) -> None:
    for question, offered, shares in product((None, "tell_it"), CARDS, (False, True)):
        heard = Heard(3, WORDS, meaning, question, 0)
        assert said_to(heard, offered, "It asks for a child.", shares=shares)
