"""An e-mail that is pasted into the chat: kept as another's words, and its writer is told so."""

from datetime import timedelta

import pytest

from prompts.forwarded import own_words_only
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


# --- a mail that Telegram cuts at 4,096 characters ---

LONG = f"{MAIL}. " + "she did not come out until he had gone. " * 140
FIRST, REST = LONG[:4096], f"{LONG[4096:]} She said she wants to go home."


def send_cut(stage: Stage, seconds: int = 0, *pieces: str) -> None:
    """Send the pieces of a text as Telegram does, written at once or so many seconds apart."""
    stage.now += timedelta(minutes=1)
    written = stage.now
    for number, piece in enumerate(pieces or (FIRST, REST)):
        at = written + timedelta(seconds=number * seconds)
        stage.receive("Priya", text=piece, written_at=at)


def own(stage: Stage) -> str:
    """Return what counts as its writer's own of everything that was answered."""
    told = answers(stage).replace("\\n", "\n").replace('"', "\n")
    return " ".join(own_words_only(told).split())


@pytest.mark.parametrize("seconds", [0, 1])
def test_the_rest_of_a_mail_that_was_cut_is_somebody_elses_too(stage: Stage, seconds: int) -> None:
    send_cut(stage, seconds)
    assert last(stage, "Priya").startswith(TOLD)
    assert "You can stop at any time" not in stage.shown["Priya"][0].text
    stage.tap("Priya", "Done")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    assert "wants to go home" in answers(stage)
    assert "wants to go home" not in own(stage)
    assert "Your record shows, in your words" not in last(stage, "Priya")


def test_so_it_is_of_three_pieces_within_a_reflection(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401")
    stage.tap("Priya", "Yes")
    send_cut(stage, 1, FIRST, "and later he came back to her. " * 131, "She wants to go home.")
    stage.tap("Priya", "Done")
    assert "wants to go home" in answers(stage)
    assert own(stage) == "visited 0401 CH-0401"


def test_what_is_written_after_it_is_its_writers_own(stage: Stage) -> None:
    send_cut(stage, 3, FIRST, "I think she was afraid of him.")
    assert "I think she was afraid of him." in own(stage)


def test_the_rest_of_ones_own_long_words_stays_ones_own(stage: Stage) -> None:
    mine = "she did not come out until he had gone, 0401. " * 100
    send_cut(stage, 0, mine[:4096], mine[4096:])
    assert "Pasted" not in answers(stage)


def test_an_edit_of_a_piece_is_read_as_that_piece_was(stage: Stage) -> None:
    send_cut(stage)
    number = str(stage.updates)
    stage.receive(
        "Priya", text=f"{REST} He cried.", written_at=stage.now, source=number, amends=True
    )
    assert "He cried." not in own(stage)


def test_a_mail_pasted_soon_after_a_card_answers_that_card(stage: Stage) -> None:
    """It takes no time to write: nobody types it."""
    write(stage, "Priya", "visited 0401")
    stage.tap("Priya", "Yes")
    stage.receive("Priya", text=MAIL, written_at=stage.now + timedelta(seconds=4))
    assert "Where does it belong?" not in last(stage, "Priya")
    stage.receive(
        "Priya",
        text="she hid behind the sofa when he came in " * 3,
        forwarded_from="Jo",
        written_at=stage.now + timedelta(seconds=8),
    )
    assert "Where does it belong?" not in last(stage, "Priya")


# --- a mail whose frame comes at its end, in the second piece ---

BODY = "Dear Priya,\n" + "she did not come out until he had gone, 0401. " * 100
END = " She wants to go home.\nThis email is confidential and intended only for the addressee."


def test_the_piece_before_a_frame_at_the_end_is_of_the_same_mail(stage: Stage) -> None:
    """It stood as its writer's own, and claims rested on it."""
    send_cut(stage, 1, BODY[:4096], f"{BODY[4096:]}{END}")
    assert last(stage, "Priya").startswith(TOLD)
    stage.tap("Priya", "Done")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    assert "wants to go home" in answers(stage)
    assert "1 What happened: Pasted: > Dear Priya, > she did not" in last(stage, "Priya")
    assert "Your record shows, in your words" not in last(stage, "Priya")


def test_own_words_long_before_it_stay_ones_own(stage: Stage) -> None:
    stage.now += timedelta(minutes=1)
    stage.receive("Priya", text=BODY[:4096], written_at=stage.now)
    stage.now += timedelta(minutes=2)
    stage.receive("Priya", text=END, written_at=stage.now)
    stage.tap("Priya", "Done")
    assert "Pasted:\\n> Dear Priya" not in answers(stage)
