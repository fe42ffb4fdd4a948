"""Somebody's words in quotation marks: in one pair, whatever marks they hold themselves."""

from prompts.text import quoted
from tests.each import each


@each(
    "words, told",
    [
        ("can I tell you?", '"can I tell you?"'),
        ('she said "no"', '\u201cshe said "no"\u201d'),
        ('"can I tell you?"', '"can I tell you?"'),
        ("'can I tell you? It's yours.'", "'can I tell you? It's yours.'"),
        ("\u2018it\u2019s yours\u2019", "\u2018it\u2019s yours\u2019"),
        ("'go' and 'stay'", "\"'go' and 'stay'\""),
        ("'", '"\'"'),
    ],
)
def test_they_stand_in_one_pair(words: str, told: str) -> None:
    assert quoted(words) == told
