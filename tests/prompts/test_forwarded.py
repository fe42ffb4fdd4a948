"""Forwarded words are marked as another's, and nothing is proposed to rest on them."""

import pytest

from prompts.forwarded import forwarded, own_words_only
from prompts.interview.claims import claims
from tests.each import each
from tests.prompts.test_claims import reflection

THEIRS = 'she said "I don\'t like it when he shouts" and hid behind the sofa'


def test_forwarded_words_say_whose_they_are_line_by_line() -> None:
    assert forwarded("one\n\ntwo", " Lee\nRay ") == "Forwarded from Lee Ray:\n> one\n> \n> two"
    assert forwarded("one", "") == "Forwarded:\n> one"


@each("origin", ["", "Lee Ray", "Lee: Ray"])
@each("before, after", [("", ""), ("I saw\n", ""), ("", "\nI saw it too")])
def test_own_words_are_what_is_not_forwarded(origin: str, before: str, after: str) -> None:
    text = f"{before}{forwarded(THEIRS, origin)}{after}"
    own = own_words_only(text)
    assert len(own) == len(text)
    assert own.split() == f"{before}{after}".split()


@pytest.mark.parametrize(
    "text", ["a > b", "> quoted", "Forwarded from the school", "Forwarded:\nx"]
)
def test_what_is_not_marked_is_ones_own(text: str) -> None:
    assert own_words_only(text) == text


def test_no_claim_rests_on_forwarded_words() -> None:
    assert "child_voice" in claims(reflection(THEIRS).state)
    assert claims(reflection(f"seen\n{forwarded(THEIRS, 'Lee')}").state) == {}


def test_a_claim_on_ones_own_words_beside_them_quotes_these() -> None:
    found = claims(reflection(f"seen\n{forwarded('dad wrote to me', 'Lee')}\n{THEIRS}").state)
    assert found["child_voice"].sentence in THEIRS
