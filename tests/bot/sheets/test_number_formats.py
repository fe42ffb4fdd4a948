import pytest

from bot.sheets.number_formats import shown
from tests.each import each


@each(
    "number, pattern, text",
    [
        (417, "00000", "00417"),
        (417.0, "0000", "0417"),
        (1234567, "000", "1234567"),
        (417, '"CH-"0000', "CH-0417"),
        (417, "\\C\\H\\-0000", "CH-0417"),
        (123456, "000-000", "123-456"),
        (12, "000-000", "000-012"),
        (417, '0" weeks"', "417 weeks"),
        (417, 'General" weeks"', "417 weeks"),
        (417, "[Red]00000;[Blue]-00000", "00417"),
        (0, "00000", "00000"),
    ],
)
def test_zeros_and_words_of_a_format_are_part_of_the_value(
    number: float, pattern: str, text: str
) -> None:
    assert shown(number, pattern) == text


@each(
    "number, pattern, text",
    [
        (417, "General", "417"),
        (417, "0", "417"),
        (417, "@", "417"),
        (1417, "#,##0", "1417"),
        (1417, "#,##0_);(#,##0)", "1417"),
        (1417, "#,##0.00", "1417"),
        (0.6, "0%", "0.6"),
        (0.6, "0.00", "0.6"),
        (0.65, "0.0", "0.65"),
        (417, "0.00E+00", "417"),
        (0.5, "# ?/?", "0.5"),
        (-417, "00000", "-417"),
    ],
)
def test_a_format_that_rounds_or_groups_changes_nothing(
    number: float, pattern: str, text: str
) -> None:
    assert shown(number, pattern) == text


@pytest.mark.parametrize(
    ("number", "pattern"), [(417, "[>100]00000;0"), (0.6, '0.0" of a post"'), (4.5, '"CH-"0')]
)
def test_a_format_that_cannot_be_followed_is_no_value(number: float, pattern: str) -> None:
    assert shown(number, pattern) is None
