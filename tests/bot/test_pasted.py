"""An e-mail that is pasted into the chat: kept as another's words, and its writer is told so."""

from prompts.phrases import phrase
from tests.bot.staged import answers, last, write
from tests.conversations.play import Stage

MAIL = "From: Jo\nSent: 23 November 2026\nSubject: 0401\n\nshe hid behind the sofa when he came in"
TOLD = phrase("spoken.is_pasted")


def test_a_pasted_mail_is_kept_as_somebody_elses_words_and_that_is_said(stage: Stage) -> None:
    write(stage, "Priya", MAIL)
    assert last(stage, "Priya").startswith(TOLD)
    stage.tap("Priya", "Yes")
    assert "Pasted:\\n> From: Jo" in answers(stage)
    assert "You wrote" not in last(stage, "Priya")
    stage.tap("Priya", "That's enough")
    assert "Your record shows, in your words" not in last(stage, "Priya")


def test_so_it_is_within_a_reflection(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", MAIL)
    assert last(stage, "Priya").startswith(TOLD)


def test_ones_own_words_bring_no_such_line(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    assert TOLD not in last(stage, "Priya")
