"""Several messages sent before the first card could be read: all of them are what happened."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.encryption import open_row
from storage.tables import Step
from tests.bot.staged import last, write
from tests.conversations.play import Stage

HID = "she hid behind the sofa when he came in"
MUM = "and then mum said it was nothing"
LEFT = "he left after ten minutes"


def burst(stage: Stage, *texts: str) -> None:
    """Let Priya send texts that she wrote before anything was answered."""
    for text in texts:
        stage.receive("Priya", text=text, written_at=stage.now)


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


def what_happened(stage: Stage) -> str:
    with stage.store.reading() as session:
        steps = [
            json.loads(open_row(session, "step", step.model_dump())["value"])
            for step in session.exec(select(Step).order_by(Step.number))  # type: ignore[arg-type]
            if step.question == "story" and step.kind in {"answered", "joined"}
        ]
    told = steps[-1]
    return str(told["text"] if isinstance(told, dict) else told)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (["0401", HID, MUM, LEFT], [HID, MUM, LEFT]),
        ([HID, "0401", MUM, LEFT], [HID, MUM, LEFT]),
        ([f"visited 0401, {HID}", MUM, LEFT], [f"visited 0401, {HID}", MUM, LEFT]),
    ],
)
def test_all_of_it_is_what_happened(stage: Stage, sent: list[str], told: list[str]) -> None:
    burst(stage, *sent)
    assert last(stage, "Priya").startswith("Added to your answer: What happened.")
    assert "It belongs elsewhere" in labels(stage)
    assert what_happened(stage) == "\n".join(told)
    assert "CH-0401" in last(stage, "Priya")


def test_a_reference_among_them_says_which_child(stage: Stage) -> None:
    burst(stage, HID, "0401")
    assert last(stage, "Priya").startswith("CH-0401 · 1 of at most 2 · ")
    assert what_happened(stage) == HID


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"visited 0401, {HID}", "0402 was there too and he cried"),
        ("visited 0401 today", "0402"),
    ],
)
def test_another_child_whom_they_name_is_proposed_too(
    stage: Stage, first: str, second: str
) -> None:
    """The card went on proposing the first alone, and [Yes] filed the words with that child."""
    burst(stage, first, second)
    assert "Is this a reflection about CH-0401 and CH-0402?" in last(stage, "Priya")
    assert "It belongs elsewhere" in labels(stage)
    # The button of the card before it is of that card.
    stage.tap("Priya", "Yes")
    assert "Is this a reflection about CH-0401 and CH-0402?" in last(stage, "Priya")
    stage.tap("Priya", "Yes, both")
    assert last(stage, "Priya").startswith("CH-0401 and CH-0402 · ")


def test_who_was_named_first_later_is_proposed(stage: Stage) -> None:
    burst(stage, HID, "0402 was sad", LEFT)
    assert "Is this a reflection about CH-0402?" in last(stage, "Priya")
    assert what_happened(stage) == f"{HID}\n0402 was sad\n{LEFT}"


def test_what_is_taken_out_again_is_proposed_no_more(stage: Stage) -> None:
    burst(stage, f"visited 0401, {HID}", "0402 has a new school")
    stage.tap("Priya", "It belongs elsewhere")
    stage.tap("Priya", "Leave it out")
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")


def test_once_the_first_card_can_be_read_they_are_asked_about(stage: Stage) -> None:
    burst(stage, "0401", HID)
    stage.receive("Priya", text=MUM, written_at=stage.now + timedelta(seconds=1))
    assert "Where does it belong?" in last(stage, "Priya")


def test_with_the_card_read_an_answer_is_an_answer(stage: Stage) -> None:
    burst(stage, "0401", HID)
    stage.now += timedelta(seconds=30)
    write(stage, "Priya", "she may be afraid of him")
    assert what_happened(stage) == HID
