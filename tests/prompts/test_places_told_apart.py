"""Where words can go: no two buttons say the same, however long the words are that name them."""

from collections.abc import Mapping

from prompts.card import Tapped
from prompts.interview import interview_of
from prompts.kept import Why
from prompts.loader import shipped
from prompts.options import Named
from prompts.steps import Json
from tests.prompts.interviews import CONTEXTS, TODAY, Talk

LONG = "Ring the school nurse about his weight and ask for"
SIX_MOVEMENTS: Mapping[str, Json] = {
    **CONTEXTS["case-supervision"],
    "last_plan": "",
    "act_by_passed": False,
    "unborn": False,
    "moved_question": "",
    "last_actions": [
        {"id": id_, "what": f"{LONG} {what}", "who": "Priya", "due": "1 October 2026", "carried": n}
        for id_, what, n in (("a1", "the chart", 2), ("a2", "a dentist", 2), ("a3", "a coat", 0))
    ],
}


def talk_with_long_actions() -> Talk:
    talk = Talk("case-supervision")
    talk.guide = shipped().newest("case-supervision")
    talk.keep(interview_of(talk.guide).begin(SIX_MOVEMENTS))
    for why in ("he has put on weight", "his aunt takes him there"):
        talk.tap("Not done")
        talk.write("nobody had the number")
        talk.tap("Give it up, with a reason")
        talk.write(why)
    talk.tap("Not done")
    talk.write("there was no time for it")
    return talk


def test_the_places_of_answers_that_begin_alike_are_told_apart() -> None:
    labels = [place.label for place in talk_with_long_actions().conversation.places()]
    assert len(set(labels)) == len(labels)
    assert sum("given up" in label for label in labels) == 2


def test_so_are_the_buttons_that_offer_them() -> None:
    talk = talk_with_long_actions()
    talk.keep(talk.conversation.keep("mum asked for it twice", Why.NO_ANSWER))
    talk.keep(talk.conversation.take(Tapped(Named.ANOTHER_PLACE), TODAY))
    labels = [tap.label for tap in talk.taps()]
    assert len(set(labels)) == len(labels)
