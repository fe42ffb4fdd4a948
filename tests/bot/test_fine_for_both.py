"""Words that say of two children of a list that nothing changed: neither goes unanswered."""

import pytest

from tests.bot.staged import last, leave_all_out_of_depth, open_meeting, write
from tests.bot.test_another_child import holds
from tests.conversations.play import Stage

FINE = "0403 and 0402 both fine"


@pytest.fixture
def at_the_list(stage: Stage) -> Stage:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    assert "CH-0402" in last(stage, "Sunil")
    return stage


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]


def places(stage: Stage, words: str) -> list[str]:
    return sorted(str(place) for _, place, _ in holds(stage, words))


@pytest.mark.parametrize("said", [FINE, "ch403 and ch402: all fine, both of them"])
def test_one_tap_answers_both_and_nobody_else(at_the_list: Stage, said: str) -> None:
    stage = at_the_list
    write(stage, "Sunil", said)
    stage.tap("Sunil", "It is about both")
    assert "No change for all 5" not in labels(stage)
    assert "CH-0404" not in last(stage, "Sunil")
    stage.tap("Sunil", "No change for both")
    assert places(stage, said) == ["unchanged:CH-0402", "unchanged:CH-0403"]


def test_where_only_one_of_them_has_no_change_the_other_is_asked_about(at_the_list: Stage) -> None:
    stage = at_the_list
    write(stage, "Sunil", FINE)
    stage.tap("Sunil", "It is about both")
    stage.tap("Sunil", "No change for CH-0403")
    assert last(stage, "Sunil").startswith("Noted for CH-0403: no change.")
    assert f'CH-0402: "{FINE}"' in last(stage, "Sunil")
    stage.tap("Sunil", "Something changed")
    assert places(stage, FINE) == ["changed:CH-0402", "unchanged:CH-0403"]


def test_so_it_is_of_words_that_do_not_say_both(at_the_list: Stage) -> None:
    stage, said = at_the_list, "0403 is doing ok and so is 0402"
    write(stage, "Sunil", said)
    stage.tap("Sunil", "It is about both")
    stage.tap("Sunil", "No change")
    assert 'CH-0402: "0403 is doing ok' in last(stage, "Sunil")
    stage.tap("Sunil", "No change")
    assert places(stage, said) == ["unchanged:CH-0402", "unchanged:CH-0403"]


@pytest.mark.parametrize("said", ["fine", "Fine.", "all fine"])
def test_fine_at_a_childs_line_is_about_the_child(at_the_list: Stage, said: str) -> None:
    write(at_the_list, "Sunil", said)
    assert "Nothing was changed" not in last(at_the_list, "Sunil")
    if "No change" in labels(at_the_list):
        at_the_list.tap("Sunil", "No change")
    assert places(at_the_list, said) == ["unchanged:CH-0402"]


@pytest.mark.parametrize("said", ["ok", "\U0001f44d"])
def test_a_word_that_it_was_read_is_not(at_the_list: Stage, said: str) -> None:
    write(at_the_list, "Sunil", said)
    assert last(at_the_list, "Sunil").startswith("Nothing was changed.")
