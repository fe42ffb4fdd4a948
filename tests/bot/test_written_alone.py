"""What one person writes outside a meeting: it goes to whom its card named, once, and stays."""

from datetime import date, timedelta

from sqlmodel import col, select

from storage import records
from storage.tables import (
    Child,
    Draft,
    Involvement,
    OutboxMessage,
    Person,
    Record,
    Supervision,
    Team,
)
from tests.bot.staged import last, write
from tests.bot.test_gone_means_gone import a_new_supervisor, called, change
from tests.conversations.council import enrol
from tests.conversations.play import Stage
from tests.factories import a_person, an_involvement

WHY = "because he goes home on Thursday and nobody has seen the house"


def decide(stage: Stage, ref: str = "0402") -> None:
    """Let a decision stand at its check card."""
    write(stage, "Sunil", f"/decision {ref} stays with nan this week")
    stage.tap("Sunil", "Yes")
    write(stage, "Sunil", WHY)
    stage.tap("Sunil", "That's enough")


def sent(stage: Stage, kind: str) -> list[Record]:
    with stage.store.reading() as session:
        return list(session.exec(select(Record).where(Record.kind == kind)))


def pass_on(stage: Stage, ref: str, to: str) -> None:
    """Let a child go from Priya to somebody else."""
    with stage.store.writing() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        was = session.exec(select(Involvement).where(Involvement.child_id == child.id)).one()
        was.ended_on = stage.now.date()
        session.add(was)
        new = called(session, to)
        session.add(
            Involvement(
                child_id=child.id,
                person_id=new.id,
                team_id=new.team_id,
                started_on=stage.now.date(),
            )
        )


def test_a_decision_is_one_record_of_the_child_whatever_is_tapped_twice(stage: Stage) -> None:
    decide(stage)
    stage.tap("Sunil", "Send the decision")
    stage.tap("Sunil", "Send the decision")
    write(stage, "Sunil", "send it")
    (record,) = sent(stage, "decision")
    with stage.store.reading() as session:
        assert record.visibility == "child"
        assert record.writer_id == called(session, "Sunil").id
        assert record.other_id == called(session, "Priya").id
        assert record.team_id == called(session, "Priya").team_id
        assert record.held_on == date(2026, 11, 24)
        submission = records.last_submission(session, record.id) or ""
        told = session.exec(
            select(OutboxMessage).where(col(OutboxMessage.told) == "decision")
        ).all()
        assert submission
        assert len(told) == 1


def test_nothing_is_sent_about_a_child_that_went_to_somebody_elses_team(stage: Stage) -> None:
    decide(stage)
    pass_on(stage, "CH-0402", "Ruth")
    stage.tap("Sunil", "Send the decision")
    assert "Nothing was sent" in last(stage, "Sunil")
    assert sent(stage, "decision") == []
    stage.tap("Sunil", "Save for later")
    write(stage, "Sunil", "/drafts")
    labels = [b.label for row in stage.shown["Sunil"][-1].buttons for b in row]
    assert labels[0].startswith("Decision between supervisions, CH-0402")


def test_a_decision_is_sent_though_the_worker_left_in_mid_writing(stage: Stage) -> None:
    decide(stage)
    change(stage, "Priya", left_on=stage.now.date())
    stage.tap("Sunil", "Send the decision")
    (record,) = sent(stage, "decision")
    assert record.child_id is not None
    assert "Priya" not in last(stage, "Sunil")


def test_who_left_before_sending_sends_nothing(stage: Stage) -> None:
    decide(stage)
    change(stage, "Sunil", left_on=stage.now.date())
    stage.tap("Sunil", "Send the decision")
    assert sent(stage, "decision") == []


def test_a_practitioner_and_a_supervisor_of_nobody_begin_no_decision(stage: Stage) -> None:
    write(stage, "Priya", "/decision 0402 stays with nan this week")
    assert "nothing was begun" in last(stage, "Priya")
    change(stage, "Priya", supervisor_id=None)
    write(stage, "Sunil", "/decision 0402 stays with nan this week")
    assert "nothing was begun" in last(stage, "Sunil")


# --- before a supervision ---


def prepare(stage: Stage, ref: str = "0404") -> None:
    """Let a preparation stand at its check card."""
    write(stage, "Priya", f"/prepare {ref} because school rang twice")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")


def agenda(stage: Stage, name: str = "Sunil") -> str:
    write(stage, name, "/supervise")
    stage.tap(name, "Priya Shah")
    text = last(stage, name)
    stage.tap(name, "Save for later")
    return text


def test_whom_somebody_prepares_for_is_their_wish_on_the_agenda_until_they_met(
    stage: Stage,
) -> None:
    assert "CH-0404 (Priya asks" not in agenda(stage)
    prepare(stage)
    stage.tap("Priya", "Send to Sunil")
    assert "CH-0404 (Priya asks to talk about this child" in agenda(stage)
    with stage.store.writing() as session:
        sunil, priya = called(session, "Sunil"), called(session, "Priya")
        draft = Draft(
            kind="meeting", guide="supervision", version=1, person_id=sunil.id, opened_at=stage.now
        )
        session.add(draft)
        session.flush()
        session.add(
            Supervision(
                id=draft.id,
                supervisor_id=sunil.id,
                practitioner_id=priya.id,
                team_id=priya.team_id,
                held_on=stage.now.date(),
                sent_at=stage.now,
            )
        )
    assert "Priya asks" not in agenda(stage)


def test_it_goes_to_whom_its_card_named_and_to_nobody_else(stage: Stage) -> None:
    prepare(stage)
    a_new_supervisor(stage)
    stage.tap("Priya", "Send to Sunil")
    assert "has changed since you began. Nothing was sent" in last(stage, "Priya")
    assert sent(stage, "preparation") == []
    stage.tap("Priya", "Send to Bea")
    (record,) = sent(stage, "preparation")
    assert record.visibility == "shared"
    for name, reads in (("Bea", True), ("Sunil", False), ("Ruth", False)):
        stage.receive(name, button=f"!read:{record.id}")
        assert ("school rang twice" in last(stage, name)) == reads, name


def test_what_is_about_two_children_is_sent_once_and_stands_with_each(stage: Stage) -> None:
    write(stage, "Priya", "/prepare 0401 and 0403 sleep badly")
    stage.tap("Priya", "Yes, both")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "Send to Sunil")
    assert len({record.child_id for record in sent(stage, "preparation")}) == 2
    assert len({record.draft_id for record in sent(stage, "preparation")}) == 1


def test_nothing_is_sent_where_nothing_is_written(stage: Stage) -> None:
    write(stage, "Priya", "/prepare")
    stage.tap("Priya", "Skip")
    stage.tap("Priya", "No child")
    for _ in range(3):
        stage.tap("Priya", "Skip")
    labels = [b.label for row in stage.shown["Priya"][-1].buttons for b in row]
    assert "Send to Sunil" not in labels
    assert "Save for later" in labels


# --- a child changes worker ---


def goes_on(stage: Stage, ref: str, to: Person, day: date) -> None:
    """Let it be known that a child goes from Priya to somebody on a day to come."""
    with stage.store.writing() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        work = session.exec(select(Involvement).where(Involvement.child_id == child.id)).one()
        work.ended_on = day
        session.add(work)
        an_involvement(session, child, to, day)


def hand_over(stage: Stage, name: str = "Priya") -> None:
    write(stage, name, "/handover 0401")
    write(stage, name, "she hides her drawings until she knows you")
    stage.tap(name, "That's enough")
    stage.tap(name, "Send the handover")


def a_colleague(stage: Stage) -> Person:
    """Add Omar, who is supervised by somebody else, and return him."""
    with stage.store.writing() as session:
        team = session.get_one(Team, called(session, "Priya").team_id)
        supervisor = a_person(session, "Bea Long", "supervisor", team=team)
        omar = a_person(session, "Omar Hill", team=team, supervisor=supervisor)
        enrol(session, omar, stage.now)
        return omar


def test_a_handover_opens_to_who_takes_over_before_they_begin(stage: Stage) -> None:
    omar = a_colleague(stage)
    goes_on(stage, "CH-0401", omar, stage.now.date() + timedelta(days=10))
    hand_over(stage)
    (record,) = sent(stage, "handover")
    assert record.visibility == "child"
    for name, reads in (("Omar", True), ("Sunil", True), ("Ruth", True)):
        stage.receive(name, button=f"!read:{record.id}")
        assert ("hides her drawings" in last(stage, name)) == reads, name


def test_each_side_is_written_once_and_by_nobody_else(stage: Stage) -> None:
    omar = a_colleague(stage)
    goes_on(stage, "CH-0401", omar, stage.now.date())
    for name in ("Sunil", "Ruth"):
        write(stage, name, "/handover 0401")
        assert "nothing to hand over" in last(stage, name), name
    hand_over(stage)
    write(stage, "Priya", "/handover 0401")
    assert "nothing to hand over" in last(stage, "Priya")
    hand_over(stage, "Omar")
    assert {one.writer_id for one in sent(stage, "handover")} >= {omar.id}
    assert len(sent(stage, "handover")) == 2


def test_a_handover_begun_and_left_is_gone_on_with(stage: Stage) -> None:
    goes_on(stage, "CH-0401", a_colleague(stage), stage.now.date())
    write(stage, "Priya", "/handover 0401")
    write(stage, "Priya", "she hides her drawings until she knows you")
    stage.tap("Priya", "Save for later")
    write(stage, "Priya", "/handover 0401")
    assert "You are back in: Handover" in last(stage, "Priya")
    assert "hides her drawings" in last(stage, "Priya")
