"""Words for a reflection that another device ended meanwhile begin a new one, and say so."""

from prompts.phrases import phrase
from tests.bot.staged import last, write
from tests.conversations.play import Stage


def a_kept_reflection(stage: Stage) -> str:
    """Return the card that its writer was shown last before it was kept."""
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    buttons = [b.data for b in stage.shown["Priya"][-1].every_button() if b.data.count(":") > 1]
    stage.tap("Priya", "Keep to myself")
    return ":".join(buttons[-1].split(":")[:2])


def test_words_sent_late_from_another_device_say_that_they_begin_a_new_one(stage: Stage) -> None:
    stage.receive("Priya", text="one more thing, mum was asleep", card=a_kept_reflection(stage))
    assert last(stage, "Priya").startswith(phrase("kept.begins_anew"))
    assert "Which child is this about?" in last(stage, "Priya")


def test_so_does_a_reply_to_it(stage: Stage) -> None:
    a_kept_reflection(stage)
    check = next(n for n, said in reversed(stage.numbered) if "Check what you wrote" in said)
    stage.receive(
        "Priya", text="one more thing, mum was asleep", written_at=stage.now, replies_to=check
    )
    assert last(stage, "Priya").startswith(phrase("kept.begins_anew"))


def test_a_new_story_says_nothing_of_the_one_before(stage: Stage) -> None:
    a_kept_reflection(stage)
    write(stage, "Priya", "one more thing, mum was asleep")
    assert phrase("kept.begins_anew") not in last(stage, "Priya")
