"""What happens around a draft while it is open: days pass, children come, supervisors change."""

from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from storage.tables import Person, Record, Supervision
from tests.conversations.play import LONDON, Stage
from tests.factories import a_child, an_involvement

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


def last(stage: Stage, name: str) -> str:
    return stage.shown[name][-1].text


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(name))).one()


def give_priya_to(stage: Stage, name: str | None) -> None:
    with stage.store.writing() as session:
        priya = called(session, "Priya")
        priya.supervisor_id = called(session, name).id if name else None
        session.add(priya)


def reflect_to_the_last_card(stage: Stage) -> None:
    stage.receive("Priya", text="visited 0401, it was loud")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")


def reflections(stage: Stage) -> list[str]:
    with stage.store.reading() as session:
        return [record.visibility for record in session.exec(select(Record)).all()]


@pytest.mark.parametrize("supervisor", ["Ruth", None])
def test_a_reflection_goes_to_nobody_its_card_did_not_name(
    stage: Stage, supervisor: str | None
) -> None:
    reflect_to_the_last_card(stage)
    give_priya_to(stage, supervisor)
    stage.tap("Priya", "Share with Sunil")
    assert "Your supervisor has changed" in last(stage, "Priya")
    assert reflections(stage) == []
    stage.tap("Priya", f"Share with {supervisor}" if supervisor else "Keep to myself")
    assert reflections(stage) == ["shared" if supervisor else "kept"]


def open_and_leave(stage: Stage) -> None:
    stage.receive("Sunil", text="/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Save for later")


def a_new_child(stage: Stage) -> None:
    with stage.store.writing() as session:
        child = a_child(session, "CH-0999", status="CP")
        an_involvement(session, child, called(session, "Priya"), started_on=stage.now.date())


def test_a_meeting_that_starts_later_has_that_days_agenda_and_date(stage: Stage) -> None:
    open_and_leave(stage)
    stage.now = datetime(2026, 12, 3, 10, 0, tzinfo=LONDON)
    a_new_child(stage)
    stage.receive("Sunil", text="/continue")
    assert "3 December 2026 · 6 children" in last(stage, "Sunil")


def test_a_start_tapped_days_later_starts_that_days_meeting(stage: Stage) -> None:
    stage.receive("Sunil", text="/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.now = datetime(2026, 12, 3, 10, 0, tzinfo=LONDON)
    for _ in range(3):
        stage.tap("Sunil", "Start") if "Start" in labels(stage) else None
        stage.tap("Sunil", "Skip")
        stage.tap("Sunil", "That's enough")
        stage.tap("Sunil", "Not in depth today")
    for _ in range(5):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    stage.tap("Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")
    with stage.store.reading() as session:
        assert session.exec(select(Supervision)).one().held_on == stage.now.date()


def labels(stage: Stage) -> set[str]:
    return {button.label for row in stage.shown["Sunil"][-1].buttons for button in row}


def test_a_meeting_is_not_gone_on_with_by_who_no_longer_supervises(stage: Stage) -> None:
    stage.receive("Sunil", text="/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")
    give_priya_to(stage, "Ruth")
    stage.receive("Sunil", text="She said she is fine with nan.")
    assert "no longer yours to write" in last(stage, "Sunil")
    stage.receive("Sunil", text="/continue")
    assert "no longer yours to write" in last(stage, "Sunil")


def test_a_reference_that_may_be_two_children_asks_which(stage: Stage) -> None:
    with stage.store.writing() as session:
        child = a_child(session, "LD-0401")
        an_involvement(session, child, called(session, "Priya"))
    stage.receive("Priya", text="it was loud and I left early")
    stage.receive("Priya", text="401")
    assert "Which do you mean?" in last(stage, "Priya")
    stage.tap("Priya", "LD-0401")
    assert "1 of at most 2" in last(stage, "Priya")
