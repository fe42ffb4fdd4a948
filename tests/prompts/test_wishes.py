"""Wishes for a person are told from what happened, in the many ways in which tired people ask."""

from pathlib import Path

from prompts.spoken_words import Meaning, meaning_of
from prompts.wishes import Wish, wish_within
from tests.each import each

FOLDER = Path(__file__).with_name("wishes")
LINE = "Sunil Mehta Ruth Adeyemi Sue Okafor"
OPENS = {Meaning.TELL, Meaning.REACH, Meaning.TONIGHT}


def lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@each("said", lines("opens_tell"))
def test_a_message_that_is_a_wish_to_have_somebody_told_is_read_as_one(said: str) -> None:
    assert meaning_of(said, LINE) in {Meaning.TELL, Meaning.REACH}


@each("said", lines("opens_number"))
def test_a_message_that_asks_whom_to_ring_is_read_as_one(said: str) -> None:
    assert meaning_of(said, LINE) in OPENS


@each("said", lines("offers_tell"))
def test_a_wish_that_says_more_is_no_word_for_the_bot_and_is_seen(said: str) -> None:
    assert meaning_of(said, LINE) is None
    assert wish_within(said, LINE) is Wish.TELL


@each("said", lines("offers_number"))
def test_a_question_whom_to_ring_that_says_more_is_seen(said: str) -> None:
    assert meaning_of(said, LINE) is None
    assert wish_within(said, LINE) is not None


@each("said", lines("case_words"))
def test_what_people_did_and_said_is_no_wish(said: str) -> None:
    assert meaning_of(said, LINE) not in OPENS
    assert wish_within(said, LINE) is None
