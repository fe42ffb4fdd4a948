"""Words typed while a supervision is read that name another child than the part's: asked about."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import last, play_once, write
from tests.bot.test_another_child import begin, holds
from tests.conversations.deeds import make_siblings
from tests.conversations.play import Stage

SIGHT = "0405 was never seen alone that week"
DISAGREES, RETURNS = phrase("agreement.words.disagree"), phrase("agreement.words.return")


@pytest.fixture
def reading(stage: Stage) -> Stage:
    play_once(stage, hold_and_read)
    return stage


def hold_and_read(stage: Stage) -> None:
    """Let Priya read CH-0402, then CH-0401, then the list of three others."""
    begin(stage, in_depth=2)
    for words in ("He hid in the cellar", "She ran to the door"):
        write(stage, "Sunil", words)
        stage.tap("Sunil", "That's enough")
        done = next(b for b in labels(stage, "Sunil") if b.startswith("Done with"))
        stage.tap("Sunil", done)
    for _ in range(3):
        stage.looks_the_same("Sunil")
    for tapped in ("Not today", "60", "No date yet", "Send to Priya"):
        stage.tap("Sunil", tapped)
    stage.tap("Priya", "Read")


def labels(stage: Stage, name: str) -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


def parts(stage: Stage) -> tuple[str, str]:
    """Return whose part is read first, and whose second."""
    return ("CH-0402", "CH-0401") if "· CH-0402" in last(stage, "Priya") else ("CH-0401", "CH-0402")


def test_a_disagreement_that_names_another_child_is_asked_about(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    assert phrase("kept.another_child", child=second, words=words) in last(stage, "Priya")
    assert last(stage, "Priya").startswith(first)
    assert labels(stage, "Priya")[:3] == ["Part of this one", f"It is about {second}",
                                          "It is about both"]  # fmt: skip
    assert decided(stage) == {}


def decided(stage: Stage) -> dict[str, str]:
    """Return what the supervisor reads of what is seen differently, by part."""
    opens = phrase("agreement.buttons.differs")
    buttons = [b.label for m in stage.shown["Sunil"] for row in m.buttons for b in row]
    if opens not in buttons:
        return {}
    stage.tap("Sunil", opens)
    lines = last(stage, "Sunil").splitlines()
    parted = (line.removeprefix("Seen differently in ").partition(": ") for line in lines)
    return {title: words for title, _, words in parted}


def agree_the_rest(stage: Stage) -> None:
    while "Agree" in labels(stage, "Priya"):
        stage.tap("Priya", "Agree")


def test_part_of_this_one_stands_beside_it_and_the_card_says_so(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    stage.tap("Priya", "Part of this one")
    assert phrase("agreement.beside", title=first) in last(stage, "Priya")
    agree_the_rest(stage)
    assert decided(stage) == {first: words}


def test_what_is_about_a_later_part_waits_until_that_is_read(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    stage.tap("Priya", f"It is about {second}")
    assert phrase("agreement.kept_part", title=second) in last(stage, "Priya")
    assert phrase("agreement.disagree_ask") in last(stage, "Priya")
    write(stage, "Priya", "He was quiet.")
    shown = last(stage, "Priya")
    assert f"2 of 3 · {second}" in shown
    assert phrase("kept.for_part", words=words) in shown
    assert labels(stage, "Priya")[:2] == [DISAGREES, RETURNS]
    stage.tap("Priya", DISAGREES)
    agree_the_rest(stage)
    assert decided(stage) == {first: "He was quiet.", second: words}


def test_what_is_about_both_stands_beside_both(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    stage.tap("Priya", "It is about both")
    assert phrase("agreement.beside", title=first) in last(stage, "Priya")
    assert phrase("kept.for_part", words=words) in last(stage, "Priya")
    stage.tap("Priya", DISAGREES)
    agree_the_rest(stage)
    assert decided(stage) == {first: words, second: words}


def test_about_both_where_the_other_comes_later_says_both(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", SIGHT)
    stage.tap("Priya", "It is about both")
    shown, title = last(stage, "Priya"), phrase("agreement.looked_title")
    assert phrase("agreement.beside", title=first) in shown
    assert phrase("agreement.kept_part", title=title) in shown
    assert f"2 of 3 · {second}" in shown


def test_a_reason_to_return_that_names_another_child_is_asked_about(reading: Stage) -> None:
    stage, (first, second) = reading, parts(reading)
    words = f"{second.removeprefix('CH-')} said this, not {first}"
    stage.tap("Priya", "Return it")
    write(stage, "Priya", words)
    assert phrase("kept.another_child", child=second, words=words) in last(stage, "Priya")
    assert not any("returned a part" in m.text for m in stage.shown["Sunil"])
    stage.tap("Priya", "Part of this one")
    assert phrase("agreement.goes_back", title=first) in last(stage, "Priya")
    assert any("returned a part" in m.text for m in stage.shown["Sunil"])


def test_words_beside_a_part_that_name_another_are_asked_about_with_every_way(
    reading: Stage,
) -> None:
    stage, (_, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    write(stage, "Priya", words)
    assert labels(stage, "Priya")[:4] == [DISAGREES, RETURNS, f"It is about {second}",
                                          "Leave it out"]  # fmt: skip
    stage.tap("Priya", f"It is about {second}")
    assert phrase("agreement.kept_part", title=second) in last(stage, "Priya")
    assert "Agree" in labels(stage, "Priya")


def test_a_child_of_the_list_leads_to_the_list(reading: Stage) -> None:
    stage = reading
    write(stage, "Priya", SIGHT)
    stage.tap("Priya", "It is about CH-0405")
    title = phrase("agreement.looked_title")
    assert phrase("agreement.kept_part", title=title) in last(stage, "Priya")
    stage.tap("Priya", "Agree")
    stage.tap("Priya", "Agree")
    assert phrase("kept.for_part", words=SIGHT) in last(stage, "Priya")
    assert title in last(stage, "Priya")
    stage.tap("Priya", DISAGREES)
    assert decided(stage) == {title: SIGHT}


def test_a_child_of_no_part_that_waits_begins_something_new(reading: Stage) -> None:
    stage, (first, _) = reading, parts(reading)
    stage.tap("Priya", "Agree")
    words = f"{first} hid behind the sofa today"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    assert "New visit" in labels(stage, "Priya")
    stage.tap("Priya", "New visit")
    assert last(stage, "Priya").startswith(f"{first} · ")
    assert holds(stage, words) == [("guide", "story", None)]
    assert phrase("agreement.left") in [m.text for m in stage.shown["Priya"]]


def test_what_is_left_out_stands_nowhere(reading: Stage) -> None:
    stage, (_, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    stage.tap("Priya", "Leave it out")
    assert phrase("agreement.disagree_ask") in last(stage, "Priya")
    assert holds(stage, words) == []


def test_words_that_wait_for_a_part_outlive_a_restart(reading: Stage) -> None:
    stage, (_, second) = reading, parts(reading)
    words = f"{second} was the one who hid in the cellar"
    write(stage, "Priya", words)
    stage.tap("Priya", f"It is about {second}")
    stage.tap("Priya", "Save for later")
    stage.open()
    write(stage, "Priya", "/continue")
    stage.tap("Priya", "Agree")
    assert phrase("kept.for_part", words=words) in last(stage, "Priya")


def test_a_brother_is_no_question(stage: Stage) -> None:
    make_siblings(stage, "CH-0402", "CH-0401")
    begin(stage, in_depth=2)
    while "That's enough" in labels(stage, "Sunil"):
        write(stage, "Sunil", "She ran to the door")
        stage.tap("Sunil", "That's enough")
        done = next(b for b in labels(stage, "Sunil") if b.startswith("Done with"))
        stage.tap("Sunil", done)
    while any(label.startswith("No change") for label in labels(stage, "Sunil")):
        stage.looks_the_same("Sunil")
    for tapped in ("Not today", "60", "No date yet", "Send to Priya"):
        stage.tap("Sunil", tapped)
    stage.tap("Priya", "Read")
    other = "0402" if "CH-0401" in last(stage, "Priya") else "0401"
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", f"{other} laughed, she did not")
    assert "Is it about" not in last(stage, "Priya")


@pytest.mark.parametrize("words", ["She said it on 12/04", "He hid for 0.5 hours, 24/7", "No."])
def test_other_words_decide_at_once(reading: Stage, words: str) -> None:
    stage, (first, _) = reading, parts(reading)
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", words)
    if words == "No.":
        stage.tap("Priya", phrase("spoken.buttons.my_answer"))
    assert phrase("agreement.beside", title=first) in last(stage, "Priya")


def test_words_about_two_later_parts_wait_for_each(reading: Stage) -> None:
    stage, (_, second) = reading, parts(reading)
    write(stage, "Priya", f"{second} and 0405 were both seen at school")
    assert "It names CH-0405 too. I ask about that next." in last(stage, "Priya")
    stage.tap("Priya", f"It is about {second}")
    assert f"Kept for {second}." in last(stage, "Priya")
    write(stage, "Priya", "yes")
    assert "Kept for Children looked at." in last(stage, "Priya")
    stage.tap("Priya", "Agree")
    assert "were both seen at school" in last(stage, "Priya")
    stage.tap("Priya", RETURNS)
    assert last(stage, "Priya").count("were both seen at school") == 1
    assert "Children looked at" in last(stage, "Priya")
