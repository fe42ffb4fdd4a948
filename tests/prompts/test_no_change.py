"""What words about a child say of change."""

import pytest

from prompts.meeting.no_change import Says, said_of_change
from tests.each import each


@each(
    "words",
    [
        "nothing new hes doing ok",
        "no chnge",
        "nochange",
        "No chagne.",
        "nothings changed",
        "nothing has chnaged",
        "same",
        "Same.",
        "no change",
        "No real change, she's still fine",
        "all fine",
        "all good at home",
        "unchanged since last time",
        "the same as before",
        "much the same",
        "still the same",
        "as before",
        "nothing to report",
        "nothing has changed",
        "not much has changed",
        "ditto",
        "nothing",
        "nothing really",
        "everything is ok with him",
        "no concerns",
        "CH-0391 is the same",
    ],
)
def test_words_that_say_that_nothing_changed(words: str) -> None:
    assert said_of_change(words) is Says.NO_CHANGE


@each(
    "words",
    [
        "same but mum has moved out",
        "no change in contact, dad came twice",
        "the same man was at the house again",
        "no change except school",
        "hes fine",
        "doing ok",
        "nothing is the same",
        "all good now that dad has left",
    ],
)
def test_words_that_may_say_either_are_in_doubt(words: str) -> None:
    assert said_of_change(words) is Says.DOUBT


@each(
    "words",
    [
        "he moved to her aunt on Saturday and is settling",
        "not the same since Friday",
        "hes not ok",
        "she isn't doing well",
        "new foster carer from Monday",
        "changed school",
        "she told me she is scared",
        "dad has not been seen",
    ],
)
def test_words_that_tell_something(words: str) -> None:
    assert said_of_change(words) is Says.CHANGED


@pytest.mark.parametrize(
    "words",
    [
        "same for all the others",
        "no change for the rest",
        "all of them are fine",
        "everyone else is the same",
        "the other 11 are unchanged",
        "nothing new with any of them, same for all",
    ],
)
def test_words_about_more_children_than_one(words: str) -> None:
    assert said_of_change(words) is Says.SEVERAL


@pytest.mark.parametrize(
    "words",
    [
        "ran out of time",
        "we ran out of time for this one",
        "didnt get to her",
        "We didn't talk about him.",
        "not disussed",
        "not discussed, ran out of time",
        "sorry we never got round to CH-0391",
        "no time for him today",
        "leave this one for next time",
    ],
)
def test_words_that_say_that_nobody_talked_about_a_child(words: str) -> None:
    assert said_of_change(words) is Says.PASSED_OVER


@pytest.mark.parametrize(
    "words",
    [
        "dad did not get to contact",
        "she had a chance to see nan",
        "he was charged with theft",
        "we didnt talk about dad but he has moved back in and the kids are scared of him",
    ],
)
def test_words_that_tell_of_the_child(words: str) -> None:
    assert said_of_change(words) is Says.CHANGED
