"""Which days away a message tells by which somebody says in passing that they are away."""

from datetime import date

import pytest

from prompts.absence_told import absence_told
from prompts.spoken_words import Meaning, meaning_of

TODAY = date(2026, 11, 24)


def days(*named: str) -> list[tuple[date, date]]:
    """Return stretches written as "25/11-29/11", or one day."""
    ends = [[date(2026, int(d.split("/")[1]), int(d.split("/")[0])) for d in one.split("-")]
            for one in named]  # fmt: skip
    return [(one[0], one[-1]) for one in ends]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("im off tomorow", days("25/11", "24/11-25/11")),
        ("im off tomorrow", days("25/11", "24/11-25/11")),
        ("off tommorow", days("25/11", "24/11-25/11")),
        ("I'm off tomorrow, back Monday", days("25/11-29/11")),
        ("off sick today back tomorrow hopefully", days("24/11")),
        ("on leave til the 5th", days("24/11-5/12")),
        ("off work til monday", days("24/11-30/11")),
        ("im on AL til monday", days("24/11-30/11")),
        ("A/L next week", days("30/11-4/12")),
        ("I'm on leave now, back on the 5th", days("24/11-4/12")),
        ("annual leave from 1 dec to 5 dec", days("1/12-5/12")),
        ("I am off from tomorrow until Monday", days("25/11-30/11")),
        ("ill be off from monday for two weeks", days("30/11-13/12")),
        ("im off for two weeks", days("24/11-7/12")),
        ("im away tomorrow and thursday", days("25/11-26/11")),
        ("i wont be in tomorrow", days("25/11", "24/11-25/11")),
        ("not in today", days("24/11")),
        ("sick today", days("24/11")),
        ("ooo til 5th", days("24/11-5/12")),
        ("day off friday", days("27/11", "24/11-27/11")),
        ("off sick", []),
        ("im off until 30 february", []),
        ("I'm not well", []),
        ("on leave from monday", []),
    ],
)
def test_it_is_heard_with_its_days(words: str, told: list[tuple[date, date]]) -> None:
    assert meaning_of(words) is Meaning.AWAY
    assert absence_told(words, TODAY) == told


@pytest.mark.parametrize(
    "words",
    [
        "he is off school tomorrow",
        "mum was off sick today",
        "off to court tomorrow",
        "working from home tomorrow",
        "she is not in today",
        "im off on the school run then a visit tomorrow",
        "not in school today",
        "sick in the night",
    ],
)
def test_what_is_told_of_others_is_none(words: str) -> None:
    assert meaning_of(words) is not Meaning.AWAY


def test_what_is_longer_than_a_line_tells_more_than_days() -> None:
    """Every beginning of it would be read, while everybody else's answers wait."""
    assert absence_told("off tomorrow", date(2026, 11, 30)) != []
    assert absence_told("off tomorrow " * 300, date(2026, 11, 30)) == []
