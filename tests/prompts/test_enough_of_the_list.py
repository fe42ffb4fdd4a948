""" "Enough" while children are left on the list: why is asked once, and nothing is noted by it."""

from prompts.card import Input, Tapped, Typed
from prompts.meeting import MeetingConversation
from prompts.meeting.state import Meeting
from prompts.options import Named, Reason
from prompts.steps import Json
from tests.prompts.test_inputs import TODAY

REFS = ("CH-0401", "CH-0402", "CH-0403")
PASSED: dict[str, Json] = {"act_by": "2026-11-20", "act_by_passed": True}


def supervision_of(children: list[Json]) -> MeetingConversation:
    """Return a supervision of these children, which is about to be started."""
    context: dict[str, Json] = {
        "practitioner": "Priya",
        "practitioner_id": "p1",
        "supervisor": "Sunil",
        "held_on": TODAY.isoformat(),
        "children": children,
    }
    opened = MeetingConversation(Meeting()).begin(context).conversation
    assert isinstance(opened, MeetingConversation)
    return opened


def looked_at(*of_each: dict[str, Json]) -> MeetingConversation:
    """Return a supervision at the first of three children that are looked at."""
    plain: dict[str, Json] = {"status": "CIN", "in_depth": False, "asks_seen": False}
    children: list[Json] = [
        {"id": ref, "ref": ref, **plain, **more} for ref, more in zip(REFS, of_each, strict=True)
    ]
    return given(supervision_of(children), Tapped(Named.START))


def listed(**of_the_last: Json) -> MeetingConversation:
    return looked_at({}, {}, of_the_last)


def given(talk: object, *said: Input) -> MeetingConversation:
    for one in said:
        assert isinstance(talk, MeetingConversation)
        talk = talk.take(one, TODAY).conversation
    assert isinstance(talk, MeetingConversation)
    return talk


def became(talk: MeetingConversation) -> dict[str, str | None]:
    return {ref: looked.reason for ref, looked in talk.state.looked.items()}


def test_nothing_is_noted_until_somebody_says_why() -> None:
    asked = given(listed(), Typed("that's enough"))
    assert "3 children are left: CH-0401, CH-0402, CH-0403." in asked.card().text
    assert became(asked) == {}
    assert given(asked, Tapped(Named.BACK)).state.position == "looked:CH-0401"


def test_the_reason_stands_with_each_of_them_and_with_nobody_who_was_told_of() -> None:
    talk = given(listed(), Tapped(Named.NO_CHANGE), Typed("enough"), Tapped(Reason("no_time")))
    assert became(talk) == {"CH-0401": None, "CH-0402": "no_time", "CH-0403": "no_time"}
    assert talk.state.position == "personal"


def test_a_child_whose_day_has_passed_is_asked_about_all_the_same() -> None:
    asked = given(listed(**PASSED), Typed("enough"))
    assert "2 children are left: CH-0401, CH-0402." in asked.card().text
    assert "Something is due for CH-0403" in asked.card().text
    after = given(asked, Tapped(Reason("away")))
    assert after.state.position == "sign:CH-0403"
    again = after.take(Typed("that's all"), TODAY)
    assert given(after, Typed("that's all")).state.position == "sign:CH-0403"
    assert "Something is due for CH-0403" in again.cards[-1].text


def test_whoever_saves_it_there_comes_back_to_the_children_that_are_left() -> None:
    left = given(listed(), Typed("enough"), Tapped(Named.LATER))
    resumed = left.resume().conversation
    assert isinstance(resumed, MeetingConversation)
    assert resumed.state.position == "looked:CH-0401"
    assert became(resumed) == {}
