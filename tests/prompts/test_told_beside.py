"""One sentence tells what is done, who does it, and by when; what is in doubt is asked."""

from datetime import date

import pytest

from prompts.own_numbers import own_numbers
from prompts.told_beside import day_told, person_told
from tests.each import each

TODAY = date(2026, 11, 25)  # a Wednesday
NAMES = ("Priya", "Sunil")


@each(
    "text, day",
    [
        ("Priya rings the school nurse by Friday", "2026-11-27"),
        ("Priya rings the school nurse by Friday 4 December", "2026-12-04"),
        ("I will see her on Monday", "2026-11-30"),
        ("ring nan tomorrow", "2026-11-26"),
        ("by the 4th of December I visit", "2026-12-04"),
        ("visit in 2 weeks", "2026-12-09"),
        ("visit within a week", "2026-12-02"),
        ("see him next Friday", None),
        ("If she misses school on Monday I ring her aunt, by 4 December", "2026-12-04"),
        ("Priya sees both children before the review", None),
        ("see her twice and ring 3 people", None),
        ("the second visit is Sunil's", None),
        ("she may come with mum", None),
        ("ring on Monday or on Tuesday", None),
        ("", None),
    ],
)
def test_a_day_is_taken_from_a_sentence_where_only_one_can_be_meant(
    text: str, day: str | None
) -> None:
    assert day_told(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("If she misses school on Monday I ring her aunt; by 4 December", "2026-12-04"),
        ("if he does not come home on Friday then Priya rings the police", None),
    ],
)
def test_of_a_plan_for_when_nothing_changes_the_day_of_the_sign_is_not_taken(
    text: str, day: str | None
) -> None:
    assert day_told(text, TODAY, only_last=True) == day


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Priya rings the school nurse", "Priya"),
        ("priya to ring Sunil", "Priya"),
        ("I will ring the school", "Sunil"),
        ("I\u2019ll ring Priya", "Sunil"),
        ("by Friday Priya rings the school", "Priya"),
        ("Ask Priya and Sunil to visit", None),
        ("the school nurse weighs him", None),
    ],
)
def test_who_does_it_is_taken_from_a_sentence_where_only_one_can_be_meant(
    text: str, who: str | None
) -> None:
    assert person_told(text, NAMES, "Sunil") == who


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("child 3, mum 6", (3, 6)),
        ("she said three and dad says 10", (3, 10)),
        ("mum: 7", (None, 7)),
        ("he would say about a 4", (4, None)),
        ("nobody did", (None, None)),
        ("child 12", (None, None)),
    ],
)
def test_the_numbers_of_a_child_and_a_parent_are_read(
    text: str, numbers: tuple[int | None, int | None]
) -> None:
    assert own_numbers(text) == numbers
