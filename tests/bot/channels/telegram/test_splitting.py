"""Long texts go as several messages, none longer than Telegram takes, no word lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.splitting import MOST_UNITS, pieces, units
from practice.evidence import INDICATORS
from tests.prompts.test_claim_cards import WORDS, reflection

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \n\U0001f476é"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=200,
)


def words(text: str) -> str:
    return "".join(text.split())


@given(TEXT, st.integers(2, 40))
def test_every_piece_fits_and_is_not_blank_and_together_they_say_the_same(
    text: str, most: int
) -> None:
    found = pieces(text, most)
    assert all(0 < units(piece) <= most and piece.strip() for piece in found)
    assert words("".join(found)) == words(text)


@given(TEXT)
def test_a_text_that_fits_goes_as_one(text: str) -> None:
    assert pieces(text) == ([text.strip()] if text.strip() else [])


def test_it_is_cut_at_line_ends_before_spaces_before_the_middle_of_a_word() -> None:
    assert pieces("one two\nthree four", 12) == ["one two", "three four"]
    assert pieces("one two three", 9) == ["one two", "three"]
    assert pieces("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_character_of_two_units_is_not_cut_in_half() -> None:
    assert pieces("\U0001f476" * 5, 3) == ["\U0001f476"] * 5


def test_telegram_counts_in_utf_16() -> None:
    assert units("\U0001f476é") == 3
    assert MOST_UNITS == 4096


def test_a_card_of_thirteen_long_claims_goes_in_pieces_that_cut_no_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in INDICATORS:
        monkeypatch.setitem(WORDS, name, f"{name} {'and then we went on ' * 13}that day.")
    talk = reflection(INDICATORS)
    talk.tap("See all")
    found = pieces(talk.card.text)
    assert units(talk.card.text) > MOST_UNITS
    assert all(units(piece) <= MOST_UNITS for piece in found)
    assert all(any(f'"{WORDS[name]}"' in piece for piece in found) for name in INDICATORS)
