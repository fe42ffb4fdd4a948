"""Long texts go as several messages, none longer than Telegram takes, no word lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.splitting import MOST_UNITS, pieces, units

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
