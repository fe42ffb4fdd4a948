"""A supervision in which something goes wrong between two people: one sentence, nothing lost."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import SQLModel, select

from practice.access import may_read
from storage.access import record_facts, viewer_of
from storage.tables import Child, Record, Supervision
from tests.bot.staged import NOW, last, write
from tests.bot.test_two_phones import (
    HERS,
    HIS,
    called,
    change,
    gives_priya_to,
    labels,
    said_to,
    to_the_end,
)
from tests.conversations.deeds import hand_on, make_siblings, pass_on
from tests.conversations.play import SHIPPED, Stage

T = TypeVar("T", bound=SQLModel)
LATER = "He asked when his nan comes."


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    found = Stage(tmp_path, NOW)
    found.open(SHIPPED)
    return found


def opens(stage: Stage, name: str = "Sunil") -> None:
    write(stage, name, "/supervise")
    stage.tap(name, next(one for one in labels(stage, name) if "Priya Shah" in one))


def rows(stage: Stage, table: type[T]) -> list[T]:
    with stage.store.reading() as session:
        return list(session.exec(select(table)))


# --- a practitioner who left in mid-meeting ---


def test_what_was_said_before_the_practitioner_left_is_sent_and_they_are_not_told(
    stage: Stage,
) -> None:
    opens(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", HIS)
    change(stage, "Priya", left_on=date(2026, 11, 24))
    before = said_to(stage, "Priya")
    to_the_end(stage)
    stage.tap("Sunil", "Send")
    assert said_to(stage, "Priya") == before
    assert "Priya is not here any more, so was not told." in last(stage, "Sunil")
    assert "They read it" not in last(stage, "Sunil")
    assert "nobody else agrees it" in last(stage, "Sunil")
    write(stage, "Sunil", "/drafts")
    assert any("Priya Shah, supervision of" in one for one in labels(stage, "Sunil"))
    assert len(rows(stage, Supervision)) == 1
    assert {one.kind for one in rows(stage, Record)} == {"in depth", "looked at"}


def test_a_meeting_that_was_saved_is_gone_on_with_though_the_practitioner_left_since(
    stage: Stage,
) -> None:
    opens(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", HIS)
    stage.tap("Sunil", "Save for later")
    change(stage, "Priya", left_on=date(2026, 11, 24))
    write(stage, "Sunil", "/continue")
    assert HIS in last(stage, "Sunil")
    assert "How was the child last seen" in last(stage, "Sunil")


# --- two supervisors open one practitioner's meeting ---


def test_each_of_two_supervisors_has_their_own_and_the_first_is_told_that_theirs_is_over(
    stage: Stage,
) -> None:
    opens(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", HIS)
    gives_priya_to(stage, "Ruth")
    opens(stage, "Ruth")
    stage.tap("Ruth", "Start")
    write(stage, "Sunil", LATER)
    told = last(stage, "Sunil")
    assert told.startswith("This supervision is no longer yours to write")
    assert (HIS in told, LATER in told) == (True, True), "what he wrote is his to read"
    write(stage, "Sunil", "/continue")
    assert LATER in last(stage, "Sunil")
    assert not {HIS, LATER} & set(said_to(stage, "Ruth").splitlines())
    write(stage, "Ruth", HERS)
    to_the_end(stage, "Ruth")
    stage.tap("Ruth", "Send to Priya")
    with stage.store.reading() as session:
        (held,) = session.exec(select(Supervision))
        assert held.supervisor_id == called(session, "Ruth").id


def test_a_command_typed_for_a_meeting_that_is_over_is_no_answer_of_it(stage: Stage) -> None:
    opens(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", HIS)
    gives_priya_to(stage, "Ruth")
    write(stage, "Sunil", "that's enough")
    assert "that's enough" not in last(stage, "Sunil")
    assert rows(stage, Supervision) == []


# --- a family split between two workers ---


def test_each_worker_of_a_family_is_asked_about_their_own_children_and_reads_no_others(
    stage: Stage,
) -> None:
    make_siblings(stage, "CH-0401", "CH-0402")
    pass_on(stage, "CH-0402", "Omar")
    opens(stage)
    assert "4 children" in last(stage, "Sunil")
    assert "CH-0402" not in last(stage, "Sunil")
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", "CH-0402 told me he is scared of the stairs")
    assert "CH-0402 is not a child of this supervision." in last(stage, "Sunil")
    stage.tap("Sunil", "Part of this one")
    to_the_end(stage)
    stage.tap("Sunil", "Send to Priya")
    held = {one.child_id for one in rows(stage, Record)}
    with stage.store.reading() as session:
        theirs = session.exec(select(Child).where(Child.ref == "CH-0402")).one()
        assert theirs.id not in held
        of_omar = viewer_of(session, called(session, "Omar"))
        facts = record_facts(session, [one.id for one in rows(stage, Record)], stage.now.date())
        assert not any(may_read(of_omar, one) for one in facts.values())


def test_a_decision_on_one_child_of_a_split_family_is_told_to_that_ones_worker(
    stage: Stage,
) -> None:
    make_siblings(stage, "CH-0401", "CH-0402")
    pass_on(stage, "CH-0402", "Omar")
    write(stage, "Sunil", "/decision 0402 and his brother 0401 stay with nan this week")
    stage.tap("Sunil", "CH-0402")
    write(stage, "Sunil", "because nobody has seen the house")
    stage.tap("Sunil", "That's enough")
    stage.tap("Sunil", "Send the decision")
    assert "about a child you work with" in said_to(stage, "Omar")
    assert "about a child you work with" not in said_to(stage, "Priya")


# --- a child who is no longer the practitioner's ---


def test_a_child_who_moves_on_in_mid_meeting_is_said_to_have_before_it_is_sent(
    stage: Stage,
) -> None:
    write(stage, "Sunil", "/supervise priya", "401 in depth, the rest quick", "start", HIS)
    pass_on(stage, "CH-0402", "Omar")
    hand_on(stage, "CH-0401", "Priya", "Omar", "2026-11-24")
    to_the_end(stage)
    told = [one.text for one in stage.shown["Sunil"]]
    (line,) = [said for said in told if "4 left. CH-0402" in said]
    assert line.endswith("\nNot Priya's any more.")
    card = next(said for said in reversed(told) if said.startswith("Check the supervision"))
    assert "These children are not Priya's any more: CH-0402, CH-0401." in card
    stage.tap("Sunil", "Send to Priya")
    assert len(rows(stage, Record)) == 5
