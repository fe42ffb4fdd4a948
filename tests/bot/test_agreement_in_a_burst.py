"""What a practitioner writes in several messages about one part goes with it, all of it."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from storage.encryption import open_row
from storage.tables import Step
from tests.bot.staged import last, stage_after, write
from tests.conversations.play import Stage

SENT = (
    "# Priya has only CH-0401 CH-0402",
    "Sunil: /supervise priya",
    "Sunil: take 402 out",
    "Sunil: start",
    'Sunil: She said "I dont want to go home when he is there"',
    "Sunil: that's enough",
    "Sunil: done with ch-0401",
    "Sunil: something changed",
    "Sunil: he started nursery and he cries when mum leaves",
    "Sunil: not today",
    "Sunil: 60",
    "Sunil: no date yet",
    "Sunil: send",
    "Priya: read",
)
FIRST, SECOND = "thats not what she said", "she said I dont want to go to nans and not home"
OTHER = "0402 isnt at nursery yet he starts in january"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, SENT)


def decided(stage: Stage) -> list[tuple[str, str]]:
    """Return what the two parts came to, in order, and in which words."""
    with stage.store.reading() as session:
        rows = session.exec(select(Step).where(Step.kind == "answered")).all()
        values = [open_row(session, "step", one.model_dump())["value"] for one in rows]
    found = [v for v in map(_as_decision, values) if v]
    return [(str(v["decided"]), str(v["text"] or "")) for v in found]


def _as_decision(value: object) -> dict[str, object]:
    found = json.loads(str(value)) if str(value or "").startswith("{") else None
    return found if isinstance(found, dict) and "decided" in found else {}


def test_two_messages_about_one_part_return_it_together(stage: Stage) -> None:
    write(stage, "Priya", FIRST, SECOND)
    assert f'"{FIRST} {SECOND}"' in last(stage, "Priya")
    write(stage, "Priya", "return it")
    assert decided(stage) == [("returned", f"{FIRST}\n{SECOND}")]
    assert "Do you agree with this part?" in last(stage, "Priya")


def test_words_about_another_part_wait_for_it(stage: Stage) -> None:
    write(stage, "Priya", FIRST, OTHER)
    write(stage, "Priya", "return it")
    assert decided(stage) == [("returned", FIRST)]
    assert f'"{OTHER}"' in last(stage, "Priya")


@pytest.mark.parametrize("way", ["Leave it out", "It is something new"])
def test_words_that_are_left_when_all_is_decided_still_get_a_place(stage: Stage, way: str) -> None:
    write(stage, "Priya", FIRST, OTHER, SECOND, "return it", "return it")
    assert decided(stage) == [("returned", FIRST), ("returned", OTHER)]
    assert f'"{SECOND}"' in last(stage, "Priya")
    stage.tap("Priya", way)
    said = "\n".join(m.text for m in stage.shown["Priya"][-2:])
    assert "go on reading" not in said
    assert decided(stage) == [("returned", FIRST), ("returned", OTHER)]
    assert ("Which child is this about?" in last(stage, "Priya")) is (way != "Leave it out")
    write(stage, "Priya", "/drafts")
    assert "A supervision to agree" not in last(stage, "Priya")


PLACE, LOOKED = "2 of 2 · Children looked at", "he started nursery and he cries when mum leaves"


def test_the_next_part_is_read_before_words_that_wait_decide_it(stage: Stage) -> None:
    """Its text had never been shown, and the line above the words named the part before it."""
    write(stage, "Priya", FIRST, OTHER, "return it")
    shown = last(stage, "Priya")
    assert PLACE in shown
    assert LOOKED in shown
    assert f'You wrote this for this part before you came to it: "{OTHER}"' in shown
    assert "New visit" not in shown
    assert "CH-0401\n" not in shown


def test_so_it_is_of_words_that_name_nobody(stage: Stage) -> None:
    write(stage, "Priya", "that is wrong, she was at school then")
    to = next(number for number, said in reversed(stage.numbered) if "1 of 2 · CH-0401" in said)
    stage.receive("Priya", text="and there is more to say", written_at=stage.now, replies_to=to)
    stage.tap("Priya", "Return it with these words")
    shown = last(stage, "Priya")
    assert "and there is more to say" in shown
    assert LOOKED in shown


def test_words_about_a_child_of_no_part_are_asked_about_at_the_part_that_stands(
    stage: Stage,
) -> None:
    write(stage, "Priya", FIRST, "0401 and 0402 are cousins of CH-0499, by the way")
    write(stage, "Priya", "return it")
    assert PLACE in last(stage, "Priya")


def test_words_for_a_part_that_was_agreed_are_said_to_be_late(stage: Stage) -> None:
    stage.tap("Priya", "Agree")
    to = next(number for number, said in reversed(stage.numbered) if "1 of 2 · CH-0401" in said)
    stage.receive("Priya", text="no wait I dont agree", written_at=stage.now, replies_to=to)
    assert last(stage, "Priya").startswith(
        "You agreed CH-0401 already. You can add to it on its page.\nChildren looked at\n"
    )
