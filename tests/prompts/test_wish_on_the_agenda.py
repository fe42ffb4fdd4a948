"""Whom the practitioner asked to talk about stands on the agenda, in depth or not."""

from dataclasses import replace

from prompts.meeting.cards import agenda_card, choose_card
from prompts.meeting.child_cards import looked_card
from prompts.meeting.listed import AgendaChild
from prompts.meeting.state import Meeting

DEEP = AgendaChild("d", "CH-0401", "CP", in_depth=True, asked=True)
ASKED = AgendaChild("a", "CH-0402", "CIN", asked=True)
OTHER = AgendaChild("o", "CH-0403", "CIN")
MEETING = Meeting(practitioner="Priya", held_on="2026-11-24", children=(DEEP, ASKED, OTHER))


def test_a_wish_that_is_not_in_depth_is_said_where_the_agenda_is_chosen() -> None:
    for card in (agenda_card(MEETING), choose_card(MEETING)):
        assert "Priya asks to talk about CH-0402 too." in card.text


def test_it_is_said_no_more_once_the_child_is_in_depth() -> None:
    assert "too." not in agenda_card(replace(MEETING, depth={"CH-0402": True})).text


def test_the_childs_own_card_says_it() -> None:
    started = replace(MEETING, started=True)
    assert "Priya asks to talk about this child." in looked_card(started, "CH-0402").text
    assert "asks" not in looked_card(started, "CH-0403").text
