"""What is read as the writer's own life, and what is not."""

from pathlib import Path

import pytest

from prompts.own_life import speaks_of_own_life
from tests.each import each

FOLDER = Path(__file__).with_name("own_life")
SETS = {"of_the_writer": 60, "of_the_writer_again": 35, "of_the_writer_last": 28}
"""How many of each set are found (docs/decisions/0108): the first has 60, the others 40 each."""


def lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("name", "found"), SETS.items())
def test_as_many_are_found_as_is_said(name: str, found: int) -> None:
    assert sum(map(speaks_of_own_life, lines(name))) == found


@each("said", [said for name in SETS for said in lines(name.replace("the_writer", "others"))])
def test_what_others_say_and_what_is_only_a_manner_of_speaking_is_not(said: str) -> None:
    assert not speaks_of_own_life(said)


@pytest.mark.parametrize(
    "text",
    [
        "i cant do this anymore",
        "I can't go on",
        "visited 0401. honestly I just can't cope any more",
        "I want to kill myself",
        "i feel like ending it all",
        "im thinking of walking in front of a train tonight",
        "I'm feeling suicidal",
        "i told my sister i want to die",
        "everyone would be better off without me",
        "I dont want to be here anymore",
        "ive taken too many tablets",
        "i keep thinking about killing myself",
    ],
)
def test_the_writers_own_life_is_read(text: str) -> None:
    assert speaks_of_own_life(text)


@pytest.mark.parametrize(
    "text",
    [
        "she told me i want to kill myself",
        'He said: "I can\'t go on"',
        "mum took an overdose in March",
        "mum said I can't do this anymore",
        "I can't go on Friday",
        "i cant do this visit until tuesday",
        "I would never hurt myself",
        "I can't cope with the printer",
        "Forwarded from Lee:\n> I can't go on",
        "we cannot go on meeting at school",
    ],
)
def test_what_another_said_and_what_is_no_such_thing_is_not(text: str) -> None:
    assert not speaks_of_own_life(text)
