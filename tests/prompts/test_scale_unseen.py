"""Nobody sees an earlier number of a child's scale before they have given theirs."""

import pytest

from prompts.meeting.cards import list_card
from prompts.meeting.child_cards import looked_card, sign_card
from prompts.meeting.listed import AgendaChild
from prompts.meeting.state import Meeting

LOOKED = AgendaChild("l", "CH-0404", "CP", rating=4, rated_on="2026-07-03", act_by="2026-11-20")


def deep(number: int) -> AgendaChild:
    return AgendaChild(
        f"d{number}", f"CH-05{number:02}", "CP", in_depth=True, rating=4, rated_on="2026-07-03"
    )


def meeting(in_depth: int, sendings: int = 0) -> Meeting:
    children = (*(deep(number) for number in range(in_depth)), LOOKED)
    return Meeting(
        practitioner="Priya",
        held_on="2026-11-24",
        children=children,
        started=True,
        sendings=sendings,
    )


@pytest.mark.parametrize("in_depth", range(4))
def test_the_list_of_an_agenda_says_when_a_child_was_rated_and_not_what(in_depth: int) -> None:
    said = list_card(meeting(in_depth)).text
    assert "rated on 3 July 2026" in said
    assert "out of 10" not in said


@pytest.mark.parametrize("card", [looked_card, sign_card])
@pytest.mark.parametrize("in_depth", range(3))
def test_who_may_still_be_taken_in_depth_is_shown_without_the_number(card, in_depth: int) -> None:  # type: ignore[no-untyped-def]
    now = meeting(in_depth)
    said = card(now, "CH-0404").text
    assert now.takes_more_in_depth()
    assert ("rated on 3 July 2026" in said, "out of 10" in said) == (True, False)


def test_who_will_not_be_rated_today_is_shown_with_the_number_and_its_day() -> None:
    said = looked_card(meeting(3), "CH-0404").text
    assert "rated 4 out of 10 on 3 July 2026" in said


def test_a_child_of_a_meeting_that_was_sent_is_rated_no_more() -> None:
    assert "rated 4 out of 10" in looked_card(meeting(1, sendings=1), "CH-0404").text
