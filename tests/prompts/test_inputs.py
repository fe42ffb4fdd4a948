"""How many inputs a child in depth takes, and how many of them are typed: every tap and message.

A child with two last actions, one outcome, one new action and a plan for when nothing changes.
"""

import sys
from collections.abc import Mapping
from datetime import date

import pytest

from prompts.card import Input, Tap, Typed
from prompts.conversation import Conversation
from prompts.interview.path import LENS
from prompts.interview.state import CHECK, Interview
from prompts.steps import Json
from tests.prompts.test_lens_choice import CHILD, begun

TODAY = date(2026, 11, 25)
LEFT: Mapping[str, Json] = {
    "last_on": "28 October 2026",
    "last_plan": "Decided on 28 October 2026: the plan goes on.",
    "last_action_count": 2,
    "last_actions": [
        {"id": "a1", "what": "Ring nan", "who": "Priya", "due": "by Friday", "carried": 0},
        {"id": "a2", "what": "See school", "who": "Priya", "due": "by Friday", "carried": 0},
    ],
    "outcome_count": 1,
    "last_outcomes": [
        {
            "id": "o1",
            "what": "Sleeps in his own bed",
            "last_rating": 3,
            "last_on": "28 October 2026",
            "low": "harm is happening",
            "high": "safe and well enough to close",
        }
    ],
}
ANSWERS = {
    "last_actions.answer": "Done, helped as hoped",
    "tell": "He told me \"I don't like it when it's loud\". I think he is afraid.",
    "seen": "Alone, at home",
    "ratings.rating": "5",
    "ratings.rests_on": "We saw it",
    "ratings.moved": "He has slept through since his nan comes on Sundays.",
    "ratings.their_numbers": "Nobody gave one",
    "decision": "We keep the plan, because he sleeps. We decided against closing.",
    "actions.what": "Priya rings school by Friday",
    "actions.why": "So that he eats before lessons",
    "actions.likely": "Likely",
    "actions.how": "I want to hear how his mornings are",
    "actions.more": "That is all",
    "contingency": "If he stays out again, then Priya rings me the same day; by 11 December",
    "say_back": "Partly",
}
TYPED = {"tell", "ratings.moved", "decision", "actions.what", "actions.why", "actions.how"}
LENS_ANSWER = "His mother says the same, and we saw it on Monday."


def said(talk: Conversation[Interview], answers_lenses: int) -> tuple[Input | Tap, bool]:
    """Return the next input, and whether it is typed."""
    place = talk.state.position
    if place.startswith(LENS) and len(talk.state.lenses) <= answers_lenses:
        return Typed(f"{LENS_ANSWER} That is {len(talk.state.lenses)}."), True
    label = "Leave it" if place.startswith(LENS) else ANSWERS[place]
    tap = next((tap for tap in talk.card().taps() if tap.label == label), None)
    return tap or Typed(label), tap is None


@pytest.mark.parametrize(("lenses", "inputs", "typed"), [(0, 18, 7), (2, 20, 9)])
def test_a_child_in_depth_takes_no_more_inputs_than_were_aimed_at(
    lenses: int, inputs: int, typed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    talk: Conversation[Interview] = begun(**{**CHILD, **LEFT})
    made: list[bool] = []
    while talk.state.position != CHECK:
        left = talk.state.position.startswith(LENS) and len(talk.state.lenses) > lenses
        given, is_typed = said(talk, lenses)
        talk = (
            talk.tap(given.option) if isinstance(given, Tap) else talk.take(given, TODAY)
        ).conversation
        # What a lens takes is counted beside, unless it is answered.
        made += [] if left else [is_typed]
    finishing = 1
    line = f"{len(made) + finishing} inputs, {sum(made)} typed, {lenses} lenses answered"
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
    assert len(made) + finishing <= inputs
    assert sum(made) <= typed
