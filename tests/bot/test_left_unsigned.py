"""What a leaver left unsigned: who answers for it reads it, sends it on, or closes it."""

from sqlmodel import col, select

from bot import departures
from bot.channels.web.record_state import Reader, stands
from practice.terms import StepKind
from storage import people, records
from storage.access import viewer_of
from storage.tables import AuditEvent, Person, Record, Supervision, UnsignedClosing
from tests.bot.staged import last, write
from tests.bot.test_gone_means_gone import a_supervision_sent, leave
from tests.conversations.play import Stage

WHY = "The list is another child's."


def returned_and_left(stage: Stage) -> None:
    """Priya returned the list, and Sunil has left before he sent it again."""
    a_supervision_sent(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", WHY)
    leave(stage, "Sunil")


def state_of(stage: Stage) -> str | None:
    with stage.store.reading() as session:
        held = session.exec(select(Supervision)).one()
        return records.state(session, records.records_of_supervision(session, held.id)[0].draft_id)


def closings(stage: Stage) -> list[UnsignedClosing]:
    with stage.store.reading() as session:
        return list(session.exec(select(UnsignedClosing)))


def deeds(stage: Stage, name: str) -> list[str]:
    with stage.store.reading() as session:
        who = session.exec(select(Person.id).where(col(Person.name).startswith(name))).one()
        rows = select(AuditEvent.deed).where(AuditEvent.actor_id == who)
        return list(session.exec(rows.order_by(col(AuditEvent.id))))


def test_who_answers_for_it_reads_it_and_why_it_came_back(stage: Stage) -> None:
    returned_and_left(stage)
    assert "You answer for that now." in last(stage, "Ruth")
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    said = "\n".join(m.text for m in stage.shown["Ruth"])
    assert "Children looked at" in said
    assert "CH-0401: no change" in said
    assert f"Priya returned it: {WHY}" in said
    assert "read" in "".join(deeds(stage, "Ruth"))


def test_it_is_sent_again_as_it_was_and_agreed_by_both(stage: Stage) -> None:
    returned_and_left(stage)
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    stage.tap("Ruth", "Send it to Priya again")
    assert state_of(stage) == StepKind.SUBMITTED
    assert "unsigned part sent again" in deeds(stage, "Ruth")
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Agree")
    assert state_of(stage) == StepKind.AGREED
    assert "agreed all of it" in last(stage, "Ruth")


def test_returned_once_more_it_comes_to_who_sent_it(stage: Stage) -> None:
    returned_and_left(stage)
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    stage.tap("Ruth", "Send it to Priya again")
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "It is another child's still.")
    assert "Priya returned a part" in last(stage, "Ruth")
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    assert "It is another child's still." in "\n".join(m.text for m in stage.shown["Ruth"])


def test_it_is_closed_with_a_reason_and_the_other_person_is_told(stage: Stage) -> None:
    returned_and_left(stage)
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    stage.tap("Ruth", "Close it, not agreed by both")
    assert closings(stage) == []
    # She is here, so that she left is no reason.
    labels = [b.label for row in stage.shown["Ruth"][-1].buttons for b in row]
    assert labels == ["It was discussed again since", "It was sent by mistake"]
    stage.tap("Ruth", "It was sent by mistake")
    (one,) = closings(stage)
    assert one.reason == "sent by mistake"
    assert "unsigned part closed" in deeds(stage, "Ruth")
    assert state_of(stage) == StepKind.RETURNED
    assert "Ruth closed" in last(stage, "Priya")
    stage.tap("Ruth", "See what is left")
    assert last(stage, "Ruth") == "Nothing is left that you answer for."
    stage.tap("Ruth", "It was sent by mistake")
    assert len(closings(stage)) == 1


def test_what_the_practitioner_left_is_closed_by_who_held_it_and_sent_to_nobody(
    stage: Stage,
) -> None:
    a_supervision_sent(stage)
    leave(stage, "Priya")
    stage.tap("Sunil", "See what is left")
    stage.tap("Sunil", "Priya Shah, supervision of 24 November 2026")
    labels = [b.label for row in stage.shown["Sunil"][-1].buttons for b in row]
    assert labels == ["Close it, not agreed by both"]
    stage.tap("Sunil", "Close it, not agreed by both")
    stage.tap("Sunil", "They left before agreeing it")
    assert len(closings(stage)) == 1


def test_what_was_closed_is_nobodys_to_answer_for_once_another_leaves(stage: Stage) -> None:
    a_supervision_sent(stage)
    leave(stage, "Priya")
    stage.tap("Sunil", "See what is left")
    stage.tap("Sunil", "Priya Shah, supervision of 24 November 2026")
    stage.tap("Sunil", "Close it, not agreed by both")
    stage.tap("Sunil", "They left before agreeing it")
    leave(stage, "Sunil")
    assert not [m for m in stage.shown.get("Ruth", []) if "You answer for that now" in m.text]


def test_what_was_begun_anew_and_never_sent_is_not_sent_by_somebody_else(stage: Stage) -> None:
    """Changes that the leaver had begun were shown to nobody."""
    a_supervision_sent(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", WHY)
    stage.tap("Sunil", "Open it")
    with stage.store.reading() as session:
        before = len(session.exec(select(Record)).all())
    write(stage, "Sunil", "CH-0401")
    leave(stage, "Sunil")
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    labels = [b.label for row in stage.shown["Ruth"][-1].buttons for b in row]
    assert labels == ["Close it, not agreed by both"]
    assert "had begun to change it" in "\n".join(m.text for m in stage.shown["Ruth"])
    assert before


def test_it_opens_to_nobody_else_whoever_sends_its_button(stage: Stage) -> None:
    returned_and_left(stage)
    with stage.store.reading() as session:
        held = session.exec(select(Supervision.id)).one()
    for argument in (held, f"{held}:send", f"{held}:close", f"{held}:close:mistake"):
        stage.receive("Priya", button=f"!unsigned:{argument}")
        assert last(stage, "Priya") == "That is not open to you. Nothing was changed."
    assert closings(stage) == []
    assert state_of(stage) == StepKind.RETURNED


def test_the_personal_part_is_not_shown_to_who_stands_in(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")
    for _ in range(3):
        stage.tap("Sunil", "Skip")
        stage.tap("Sunil", "That's enough")
        stage.tap("Sunil", "Not in depth today")
    for _ in range(5):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Start Priya's part")
    write(stage, "Sunil", "She sleeps badly and wants fewer cases")
    stage.tap("Sunil", "That's enough")
    stage.tap("Sunil", "Done with this part")
    stage.tap("Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")
    leave(stage, "Priya")
    departures.tick(stage.store, stage.now)
    leave(stage, "Sunil")
    with stage.store.reading() as session:
        assert people.person_at(session, "telegram", "chat-Ruth", stage.now.date())
    stage.tap("Ruth", "See what is left")
    stage.tap("Ruth", "Priya Shah, supervision of 24 November 2026")
    said = "\n".join(m.text for m in stage.shown["Ruth"])
    assert "sleeps badly" not in said
    assert "Priya's own part is not shown" in said


def test_the_record_says_who_closed_it_and_why(stage: Stage) -> None:
    a_supervision_sent(stage)
    leave(stage, "Priya")
    stage.tap("Sunil", "See what is left")
    stage.tap("Sunil", "Priya Shah, supervision of 24 November 2026")
    stage.tap("Sunil", "Close it, not agreed by both")
    stage.tap("Sunil", "They left before agreeing it")
    with stage.store.reading() as session:
        record = session.exec(select(Record)).first()
        sunil = session.exec(select(Person).where(col(Person.name).startswith("Sunil"))).one()
        assert record is not None
        reader = Reader(viewer_of(session, sunil), stage.now.date())
        said = stands(session, record, reader, None)
    assert said == (
        "Sent, and not agreed by both. Sunil Mehta closed it on Tuesday 24 November 2026: "
        "left before agreeing."
    )
