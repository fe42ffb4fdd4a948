"""A reply to a message that told of something: about that, and never the beginning of a story."""

import pytest

from tests.bot.staged import last, play_once, write
from tests.bot.test_another_child import holds
from tests.conversations.deeds import reply
from tests.conversations.play import Stage

SENT = "sent you the supervision"
WINDOW = "That is not what she said, it was the window"


@pytest.fixture
def told(stage: Stage) -> Stage:
    play_once(stage, hold)
    return stage


def hold(stage: Stage) -> None:
    """Let Sunil send a supervision with CH-0401 in depth, which waits for Priya."""
    write(stage, "Sunil", "/supervise priya", "401 in depth, the rest quick", "start")
    write(stage, "Sunil", "she ran to the door when he came", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    for _ in range(4):
        stage.looks_the_same("Sunil")
    for tapped in ("Not today", "60", "No date yet", "Send to Priya"):
        stage.tap("Sunil", tapped)


def labels(stage: Stage, name: str) -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


def test_the_supervision_opens_and_the_words_wait_beneath_its_first_part(told: Stage) -> None:
    reply(told, "Priya", SENT, WINDOW)
    assert "The child: she ran to the door when he came" in last(told, "Priya")
    assert f'I kept this: "{WINDOW}"' in last(told, "Priya")
    told.tap("Priya", "I agree, but see it differently")
    assert "2 of 2" in last(told, "Priya")
    assert [kind for kind, _, _ in holds(told, WINDOW)] == ["reading"]


def test_what_is_open_is_saved_first(told: Stage) -> None:
    write(told, "Priya", "visited 0402, he was quiet")
    reply(told, "Priya", SENT, WINDOW)
    assert "I agree, but see it differently" in labels(told, "Priya")
    assert all(place != "story" for _, place, _ in holds(told, WINDOW))
    told.tap("Priya", "Save for later")
    write(told, "Priya", "/drafts")
    assert any("Reflection" in label for label in labels(told, "Priya"))


@pytest.mark.parametrize("said", ["I agree", "agree", "ok", "yes"])
def test_nobody_agrees_what_they_have_not_read(told: Stage, said: str) -> None:
    reply(told, "Priya", SENT, said)
    assert labels(told, "Priya")[:3] == ["Agree", "Return it", "Agree, but I see it differently"]
    assert "1 of 2 \u00b7 CH-0401" in last(told, "Priya")


def test_a_returned_part_opens_for_a_reply_to_word_of_it(told: Stage) -> None:
    told.tap("Priya", "Read")
    told.tap("Priya", "Return it")
    write(told, "Priya", "it was the window")
    reply(told, "Sunil", "Priya returned a part", "she told me it was the window as well")
    assert "Add it to CH-0401 \u00b7 The child" in labels(told, "Sunil")
    assert any("Priya returned this: it was the window" in m.text for m in told.shown["Sunil"])


def test_what_takes_no_answer_says_so_and_keeps_the_words(told: Stage) -> None:
    told.tap("Priya", "Read")
    told.tap("Priya", "Agree")
    told.tap("Priya", "Agree")
    reply(told, "Priya", SENT, "one more thing about 0403")
    assert last(told, "Priya").startswith("Nobody reads a reply to that message.")
    told.tap("Priya", "Leave it out")
    write(told, "Priya", "/drafts")
    assert "Nothing waits" in last(told, "Priya")


def test_it_is_something_new_where_they_say_so(told: Stage) -> None:
    told.tap("Priya", "Read")
    told.tap("Priya", "Agree")
    told.tap("Priya", "Agree")
    reply(told, "Priya", SENT, "she hid behind the sofa today, 0403")
    told.tap("Priya", "It is something new")
    assert "Is this a reflection about CH-0403?" in last(told, "Priya")
    assert holds(told, "hid behind the sofa") == [("guide", "story", None)]
