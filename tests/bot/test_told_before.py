"""A line of a supervision's list that was told already: it is shown, and nothing goes unsaid."""

import pytest

from tests.bot.staged import last, leave_all_out_of_depth, open_meeting, write
from tests.bot.test_another_child import begin, holds, reply
from tests.conversations.play import Stage

OUT = "dad has moved out and she is sad about it"
HIT = "he hit him on monday at school"
SO_FAR = f'So far: something changed. "{OUT}"'


@pytest.fixture
def told(stage: Stage) -> Stage:
    """Return a supervision in which the first line of the list was told."""
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    write(stage, "Sunil", OUT)
    assert "CH-0403 ·" in last(stage, "Sunil")
    return stage


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]


def check_card(stage: Stage) -> str:
    """Return what is sent, once all that is left was answered."""
    while "not discussed yet" in last(stage, "Sunil"):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    write(stage, "Sunil", "60")
    stage.tap("Sunil", "No date yet")
    return last(stage, "Sunil")


def test_back_shows_what_was_told_and_it_can_stand(told: Stage) -> None:
    told.tap("Sunil", "Back")
    assert SO_FAR in last(told, "Sunil")
    told.tap("Sunil", "Keep this answer")
    assert "CH-0403 ·" in last(told, "Sunil")
    assert f'CH-0402: something changed. "{OUT}"' in check_card(told)


def test_words_that_take_its_place_say_so(told: Stage) -> None:
    told.tap("Sunil", "Back")
    write(told, "Sunil", HIT)
    assert last(told, "Sunil").startswith(f'Changed. This takes the place of: "{OUT}"')
    assert f'CH-0402: something changed. "{HIT}"' in check_card(told)


@pytest.mark.parametrize("tapped", ["No change, seen", "Not seen"])
def test_so_does_a_tap(told: Stage, tapped: str) -> None:
    told.tap("Sunil", "Back")
    told.tap("Sunil", tapped)
    assert last(told, "Sunil").startswith(f'Changed. This takes the place of: "{OUT}"')


def test_the_card_for_what_changed_shows_it_too(told: Stage) -> None:
    told.tap("Sunil", "Back")
    told.tap("Sunil", "Something changed")
    assert SO_FAR in last(told, "Sunil")
    told.tap("Sunil", "Back")
    told.tap("Sunil", "Keep this answer")
    assert f'CH-0402: something changed. "{OUT}"' in check_card(told)


def test_a_reply_that_nothing_changed_is_asked_about(told: Stage) -> None:
    reply(told, "Sunil", "CH-0402 ·", "no change")
    assert last(told, "Sunil").startswith(f'CH-0402: "no change"\n{SO_FAR}')
    told.tap("Sunil", "Keep this answer")
    assert f'CH-0402: something changed. "{OUT}"\n' in check_card(told)


def test_it_takes_the_place_of_what_was_told_where_it_is_meant_so(told: Stage) -> None:
    reply(told, "Sunil", "CH-0402 ·", "nothing new really")
    told.tap("Sunil", "No change")
    assert last(told, "Sunil").startswith(f'Changed. This takes the place of: "{OUT}"')
    told.tap("Sunil", "Seen")
    assert 'CH-0402: no change, seen. "nothing new really"\n' in check_card(told)


def test_a_reply_that_it_was_not_talked_of_is_asked_about(told: Stage) -> None:
    reply(told, "Sunil", "CH-0402 ·", "actually we did not talk about her")
    assert "Not discussed" in labels(told)
    told.tap("Sunil", "Not discussed")
    told.tap("Sunil", "No time today")
    assert last(told, "Sunil").startswith(f'Changed. This takes the place of: "{OUT}"')
    assert "Not discussed: CH-0402" in check_card(told)


def test_more_of_a_change_joins_it(told: Stage) -> None:
    reply(told, "Sunil", "CH-0402 ·", HIT)
    assert last(told, "Sunil").startswith("Added to what you wrote about CH-0402.")
    assert [text for _, text, _ in holds(told, f"{OUT}\\n{HIT}")] == ["changed:CH-0402"]


@pytest.mark.parametrize(
    ("said", "asks"),
    [("0404 ran out of time", "Not discussed"), ("0404 seems fine", "No change")],
)
def test_what_is_said_of_another_line_is_asked_about_there_as_here(
    told: Stage, said: str, asks: str
) -> None:
    """It was noted that something had changed."""
    write(told, "Sunil", said)
    told.tap("Sunil", "It is about CH-0404")
    assert last(told, "Sunil").startswith(f'CH-0404: "{said}"')
    told.tap("Sunil", asks)
    assert holds(told, said) == (
        [] if asks == "Not discussed" else [("meeting", "unchanged:CH-0404", None)]
    )


def test_said_within_a_part_it_waits_for_the_list(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "0404 has moved and he is sad")
    stage.tap("Sunil", "It is about CH-0404")
    write(stage, "Sunil", "0404 we did not get to today, sorry")
    stage.tap("Sunil", "It is about CH-0404")
    assert last(stage, "Sunil").startswith("I kept that with the list, and ask about it there.")
    write(stage, "Sunil", "she said no", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    assert "0404 we did not get to today" in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0404")
    assert "has moved and he is sad" in last(stage, "Sunil")
    stage.tap("Sunil", "Keep this answer")
    assert holds(stage, "did not get to") == []


@pytest.mark.parametrize("taps", [["Not discussed", "No time today"], ["No change, seen"]])
def test_a_reply_to_a_line_that_was_answered_by_a_tap_goes_to_that_line(
    stage: Stage, taps: list[str]
) -> None:
    """It was asked about, with the child whose line stood as the first answer."""
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    for label in taps:
        stage.tap("Sunil", label)
    reply(stage, "Sunil", "CH-0402 ·", HIT)
    assert last(stage, "Sunil").startswith("Noted for CH-0402: something changed.")
    assert [text for _, text, _ in holds(stage, HIT)] == ["changed:CH-0402"]
    assert "It belongs elsewhere" in labels(stage)


def test_a_reply_that_says_the_same_of_it_changes_nothing(stage: Stage) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    stage.tap("Sunil", "No change, seen")
    reply(stage, "Sunil", "CH-0402 ·", "she seems fine")
    assert last(stage, "Sunil").startswith("Noted for CH-0402: no change.")
    assert 'CH-0402: no change, seen. "she seems fine"\n' in check_card(stage)
