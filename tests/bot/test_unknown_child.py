"""A reference that is nobody's is said once, with whom it may mean, wherever it is written."""

from pathlib import Path

import pytest

from prompts.phrases import phrase
from tests.bot.staged import (
    answers,
    last,
    leave_all_out_of_depth,
    open_meeting,
    stage_after,
    write,
)
from tests.conversations.play import Stage

STAYS = phrase("cards.unknown_stays")


def unknown(refs: str) -> str:
    return phrase("cards.unknown", refs=refs)


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


def test_beside_one_that_is_known_it_is_said_and_the_right_one_joins(stage: Stage) -> None:
    write(stage, "Priya", "seen 0401 and 0929 today both quiet")
    assert unknown("0929") in last(stage, "Priya")
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")
    write(stage, "Priya", "0403")
    assert "Is this a reflection about CH-0401 and CH-0403?" in last(stage, "Priya")
    stage.tap("Priya", "Yes, both")
    assert last(stage, "Priya").startswith("CH-0401 and CH-0403 · ")


def test_the_nearest_is_offered(stage: Stage) -> None:
    write(stage, "Priya", "seen 0401 and 0430 today both quiet")
    assert phrase("cards.unknown_near", refs="0430", near="CH-0403") in last(stage, "Priya")
    stage.tap("Priya", "Yes, both")
    assert last(stage, "Priya").startswith("CH-0401 and CH-0403 · ")


def test_the_nearest_is_offered_beside_one_that_is_sure(stage: Stage) -> None:
    write(stage, "Priya", "seen 0401 and 0495 today both quiet")
    assert phrase("cards.unknown_near", refs="0495", near="CH-0405") in last(stage, "Priya")
    assert labels(stage)[:3] == ["Yes", "Another child", "Also about CH-0405"]
    stage.tap("Priya", "Also about CH-0405")
    assert "Is this a reflection about CH-0401 and CH-0405?" in last(stage, "Priya")


def test_alone_it_is_said_with_the_list(stage: Stage) -> None:
    write(stage, "Priya", "seen 0923 today she had a bruise")
    assert unknown("0923") in last(stage, "Priya")
    assert {"CH-0401", "No child"} <= set(labels(stage))


def test_typed_beside_one_that_is_known_it_is_said_too(stage: Stage) -> None:
    write(stage, "Priya", "she hid behind the sofa", "0401/0929")
    assert unknown("0929") in last(stage, "Priya")
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")
    write(stage, "Priya", "0403")
    assert "Is this a reflection about CH-0401 and CH-0403?" in last(stage, "Priya")


@pytest.mark.parametrize(
    "words", ["0401/0403", "CH-0401 & 0403", "0401-0403 (two siblings)", "401 and 403", "0401+403"]
)
def test_two_typed_together_are_both_proposed(stage: Stage, words: str) -> None:
    write(stage, "Priya", "she hid behind the sofa", words)
    assert "Is this a reflection about CH-0401 and CH-0403?" in last(stage, "Priya")


def test_in_an_answer_it_is_said_once(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "oh also 0923 was there the baby sister she had a bruise")
    assert last(stage, "Priya").startswith(f"{unknown('0923')} {STAYS}")
    write(stage, "Priya", "0923 was crying and I held her")
    assert "0923 among" not in last(stage, "Priya")


def test_at_the_check_it_is_said_with_the_words_that_wait(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    write(stage, "Priya", "seen 0923 today she had a bruise")
    assert last(stage, "Priya").startswith(unknown("0923"))
    assert phrase("kept.ask") in last(stage, "Priya")


def test_a_correction_to_one_that_is_unknown_says_so(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "wait that should be 0962 not 0401")
    assert unknown("0962") in last(stage, "Priya")


@pytest.mark.parametrize("words", ["visited 0401 at 0930, she hid", "0401 owes 300 pounds"])
def test_other_numbers_say_nothing(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert "I do not know" not in last(stage, "Priya")


def test_a_child_of_somebody_elses_is_not_said_to_be_unknown_in_a_supervision(
    tmp_path: Path,
) -> None:
    stage = stage_after(tmp_path, ("# Omar has 1 more children", "Sunil: supervise priya"))
    write(stage, "Sunil", "start", "0406 was there too, they go to the same club")
    assert "I do not know" not in last(stage, "Sunil")
    stage.tap("Sunil", "Part of this one")
    assert "I do not know" not in last(stage, "Sunil")
    write(stage, "Sunil", "back", "0499 was there too, they go to the same club")
    assert "I do not know 0499 among your children." in last(stage, "Sunil")


@pytest.mark.parametrize("words", ["CH-0499 has moved to her aunt", "0499 fine"])
@pytest.mark.parametrize("tapped", [(), ("Something changed",)])
def test_on_the_list_words_about_nobodys_reference_stand_with_no_child_unasked(
    stage: Stage, words: str, tapped: tuple[str, ...]
) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    for label in tapped:
        stage.tap("Sunil", label)
    write(stage, "Sunil", words)
    assert phrase("kept.unknown_child", words=words) in last(stage, "Sunil")
    assert words not in answers(stage)
    stage.tap("Sunil", phrase("kept.buttons.another_place"))
    stage.tap("Sunil", phrase("kept.buttons.child", name="CH-0404"))
    assert "CH-0404" in last(stage, "Sunil")


def test_words_that_name_the_child_of_the_line_too_stand_there(stage: Stage) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    write(stage, "Sunil", "0402 hit CH-0499 at school")
    assert "0402 hit CH-0499 at school" in answers(stage)
    assert STAYS in last(stage, "Sunil")
