"""An edit that newly names another child is asked about as a newly typed message is."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import last, write
from tests.bot.test_another_child import begin, holds
from tests.conversations.deeds import caption, edit, make_siblings, say
from tests.conversations.play import Stage

HID = "visited 0401, she hid"
STAIRS = "0402 told me he is scared of the stairs"
ASKED = "New visit, or part of this one?"
CHANGED = "Changed. Your answer now reads as you edited it."


def labels(stage: Stage, name: str) -> set[str]:
    return {button.label for row in stage.shown[name][-1].buttons for button in row}


def story_of(stage: Stage, name: str) -> str:
    """Return the line of the check card that holds the story."""
    return next(line for line in last(stage, name).splitlines() if line.startswith("1 "))


def told(stage: Stage) -> None:
    say(stage, "Priya", HID)
    stage.tap("Priya", "Yes")


# --- a reflection ---


def test_what_an_edit_added_waits_and_stands_nowhere(stage: Stage) -> None:
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert ASKED in last(stage, "Priya")
    assert f'"{STAIRS}"' in last(stage, "Priya")
    assert holds(stage, STAIRS) == []


def test_an_edit_that_is_part_of_this_one_is_the_answer_as_it_was_edited(stage: Stage) -> None:
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    stage.tap("Priya", "Part of this one")
    assert last(stage, "Priya").startswith(CHANGED)
    write(stage, "Priya", "that's enough")
    assert story_of(stage, "Priya") == f"1 What happened: {HID}. {STAIRS}"


def test_what_an_edit_added_begins_a_new_visit_and_the_answer_stays(stage: Stage) -> None:
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    stage.tap("Priya", "New visit")
    assert last(stage, "Priya").startswith("CH-0402 · ")
    assert holds(stage, STAIRS) == [("guide", "story", None)]
    assert holds(stage, "she hid") == [("guide", "story", None)]


def test_an_edit_that_is_left_out_changes_nothing(stage: Stage) -> None:
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    stage.tap("Priya", "Leave it out")
    write(stage, "Priya", "that's enough")
    assert story_of(stage, "Priya") == f"1 What happened: {HID}"


@pytest.mark.parametrize("text", [f"{STAIRS}. {HID}", "visited 0402, she hid"])
def test_an_edit_that_names_another_child_anywhere_is_asked_about(stage: Stage, text: str) -> None:
    told(stage)
    edit(stage, "Priya", text)
    assert ASKED in last(stage, "Priya")


def test_an_edit_at_the_check_card_is_asked_about_and_then_shown_there(stage: Stage) -> None:
    told(stage)
    write(stage, "Priya", "that's enough")
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert ASKED in last(stage, "Priya")
    stage.tap("Priya", "Part of this one")
    assert story_of(stage, "Priya") == f"1 What happened: {HID}. {STAIRS}"


def test_an_edited_caption_is_asked_about(stage: Stage) -> None:
    caption(stage, "Priya", "photo", HID)
    stage.tap("Priya", "Yes")
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert ASKED in last(stage, "Priya")
    assert holds(stage, STAIRS) == []


def test_an_edit_that_names_a_sibling_or_the_same_child_is_taken(stage: Stage) -> None:
    make_siblings(stage, "CH-0401", "CH-0402")
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert last(stage, "Priya") == CHANGED
    edit(stage, "Priya", "visited CH-0401, she hid and laughed")
    assert last(stage, "Priya") == CHANGED


def test_an_edit_of_an_edit_that_waits_takes_its_place(stage: Stage) -> None:
    told(stage)
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    edit(stage, "Priya", f"{HID}. 0403 was there too")
    assert "CH-0403" in last(stage, "Priya")
    assert "more message" not in last(stage, "Priya")
    edit(stage, "Priya", f"{HID} under the table")
    assert last(stage, "Priya").startswith(CHANGED)
    assert ASKED not in last(stage, "Priya")
    write(stage, "Priya", "that's enough")
    assert story_of(stage, "Priya") == f"1 What happened: {HID} under the table"


# --- an edit that takes a name away ---


def test_words_that_wait_are_read_anew_where_an_edit_takes_the_name_away(stage: Stage) -> None:
    told(stage)
    say(stage, "Priya", STAIRS)
    assert ASKED in last(stage, "Priya")
    edit(stage, "Priya", "she told me she is scared of the stairs")
    assert ASKED not in last(stage, "Priya")
    assert holds(stage, "she is scared") == [("guide", "probe.child_voice", None)]


def test_words_that_wait_are_asked_about_as_an_edit_has_them(stage: Stage) -> None:
    told(stage)
    say(stage, "Priya", STAIRS)
    edit(stage, "Priya", "0403 told me he is scared of the stairs")
    assert "This may be about CH-0403" in last(stage, "Priya")
    assert "more message" not in last(stage, "Priya")


def test_while_it_is_asked_which_child_an_edit_asks_it_of_the_children_it_names(
    stage: Stage,
) -> None:
    say(stage, "Priya", HID)
    edit(stage, "Priya", "visited 0401 and 0402, they hid")
    assert "Yes, both" in labels(stage, "Priya")
    edit(stage, "Priya", "visited 0402, he hid")
    assert "about CH-0402?" in last(stage, "Priya")
    edit(stage, "Priya", "visited them, he hid")
    assert "CH-0403" in labels(stage, "Priya")


def test_a_reflection_on_two_files_asks_again_where_an_edit_names_one_no_more(
    stage: Stage,
) -> None:
    say(stage, "Priya", "visited 0401 and 0402, they hid")
    stage.tap("Priya", "Yes, both")
    write(stage, "Priya", "that's enough")
    edit(stage, "Priya", HID)
    assert last(stage, "Priya").startswith(CHANGED)
    assert "about CH-0401?" in last(stage, "Priya")
    stage.tap("Priya", "Yes")
    assert "2 Child: CH-0401\n" in last(stage, "Priya")


# --- an edit that changes the card that stands ---


def test_an_edit_at_the_check_card_shows_it_again_and_older_buttons_send_nothing(
    stage: Stage,
) -> None:
    told(stage)
    write(stage, "Priya", "that's enough")
    edit(stage, "Priya", 'visited 0401, she told me "I hate it when he shouts"')
    assert last(stage, "Priya").startswith(f"{CHANGED}\nCH-0401 · Check what you wrote")
    assert "I hate it" in last(stage, "Priya").partition("Your record shows")[2]
    stage.tap("Priya", "Keep to myself", 2)
    assert last(stage, "Priya").startswith("That question was answered already.")
    stage.tap("Priya", "Keep to myself")
    assert last(stage, "Priya").startswith("Kept.")


def test_an_edit_does_not_take_away_words_that_joined_the_answer(stage: Stage) -> None:
    say(stage, "Priya", HID)
    stage.receive("Priya", text="when he came in", written_at=stage.now)
    edit(stage, "Priya", "visited 0401, she laughed")
    assert last(stage, "Priya") == phrase("help.not_amended_part")


# --- a supervision ---


def test_an_edit_in_a_part_goes_to_the_child_it_names(stage: Stage) -> None:
    begin(stage)
    say(stage, "Sunil", "she said no to the plan")
    edit(stage, "Sunil", f"she said no to the plan. {STAIRS}")
    assert "Is it about CH-0402, or part of this one?" in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0402")
    assert holds(stage, STAIRS) == [("meeting", "changed:CH-0402", None)]


def test_an_edit_on_the_list_is_asked_about(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "she said no", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    say(stage, "Sunil", "she has moved to her aunt")
    edit(stage, "Sunil", "she has moved to her aunt. 0404 has a new school now")
    assert "Is it about CH-0404, or part of this one?" in last(stage, "Sunil")
    stage.tap("Sunil", "Part of this one")
    assert last(stage, "Sunil").startswith(CHANGED)
    assert len(holds(stage, "a new school")) == 1


def test_an_edit_of_a_part_that_is_done_opens_it_to_ask_and_the_meeting_goes_on(
    stage: Stage,
) -> None:
    begin(stage)
    say(stage, "Sunil", "she said no to the plan")
    write(stage, "Sunil", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    line = last(stage, "Sunil").splitlines()[-1]
    edit(stage, "Sunil", f"she said no to the plan. {STAIRS}")
    assert "Is it about CH-0402, or part of this one?" in last(stage, "Sunil")
    stage.tap("Sunil", "Part of this one")
    assert STAIRS[:20] in last(stage, "Sunil")
    stage.tap("Sunil", "Done with CH-0401")
    assert last(stage, "Sunil").splitlines()[-1] == line


def test_an_edit_of_a_draft_that_is_left_is_asked_about_when_it_is_taken_up(stage: Stage) -> None:
    told(stage)
    write(stage, "Priya", "save for later")
    mine = stage.typed["Priya"]
    write(stage, "Priya", "visited 0404, he sang")
    stage.tap("Priya", "Yes")
    stage.typed["Priya"] = mine
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert last(stage, "Priya").startswith(phrase("kept.asks_later"))
    assert "CH-0404" in last(stage, "Priya")
    assert holds(stage, STAIRS) == []
    write(stage, "Priya", "save for later")
    edit(stage, "Priya", f"{HID}. {STAIRS}")
    assert ASKED in last(stage, "Priya")
