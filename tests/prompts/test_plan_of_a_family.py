"""A plan for when nothing changes is one for the family: what came of it is asked once."""

import pytest

from practice.terms import SignAnswer
from prompts.card import Tapped, Typed
from prompts.meeting import MeetingConversation
from prompts.options import Named, Sign
from prompts.steps import Json
from tests.prompts.test_enough_of_the_list import given, looked_at

PLAN: dict[str, Json] = {
    "act_by": "2026-11-20",
    "act_by_passed": True,
    "act_by_words": "act by 20 November, which has passed. If dad comes back, nan rings me.",
    "family": "F-1",
}
OTHER: dict[str, Json] = {**PLAN, "act_by_words": "act by 20 November. If she misses school."}


def asked_of(talk: MeetingConversation) -> list[str]:
    """Go through the list without change; return of whom the sign is asked."""
    found = []
    for _ in range(8):
        key, _, ref = talk.state.position.partition(":")
        if key not in {"sign", "looked"}:
            break
        found += [ref] if key == "sign" else []
        said = Sign(SignAnswer.ACTED) if key == "sign" else Named.NO_CHANGE
        talk = given(talk, Tapped(said))
    return found


def test_it_is_asked_with_the_first_of_them_and_stands_with_each() -> None:
    talk = looked_at(PLAN, PLAN, OTHER)
    assert "Asked once for the family: the answer stands with CH-0402 too." in talk.card().text
    said = given(talk, Tapped(Sign(SignAnswer.NOT_ACTED)), Typed("in 2 weeks"))
    assert said.state.signs["CH-0402"] == said.state.signs["CH-0401"]
    assert said.state.signs["CH-0402"] == (SignAnswer.NOT_ACTED, "2026-12-09")
    assert "CH-0403" not in said.state.signs


@pytest.mark.parametrize(
    ("second", "third", "asked"),
    [
        (PLAN, PLAN, ["CH-0401"]),
        (PLAN, OTHER, ["CH-0401", "CH-0403"]),
        ({**PLAN, "family": None}, PLAN, ["CH-0401", "CH-0402"]),
    ],
)
def test_another_plan_or_another_family_is_asked_about(
    second: dict[str, Json], third: dict[str, Json], asked: list[str]
) -> None:
    assert asked_of(looked_at(PLAN, second, third)) == asked


def test_what_is_put_right_is_put_right_with_each() -> None:
    said = given(looked_at(PLAN, PLAN, OTHER), Tapped(Sign(SignAnswer.ACTED)), Typed("back"))
    again = given(said, Tapped(Sign(SignAnswer.NOT_COME)))
    assert again.state.signs["CH-0402"] == (SignAnswer.NOT_COME, None)
    left = given(again, Typed("back"), Tapped(Named.SKIP))
    assert (left.state.signs["CH-0401"], left.state.signs["CH-0402"]) == (None, None)
