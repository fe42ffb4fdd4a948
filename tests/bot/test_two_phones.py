"""Two people in one supervision, each on their own phone: leaving, and who is credited."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from storage.encryption import open_row
from storage.tables import Claim, Draft, OutboxMessage, Person, Step
from tests.bot.staged import NOW, last, play_once, write
from tests.conversations.play import SHIPPED, Stage

HERS = "He told me he is scared of the stairs."
HIS = "Mum is managing well and the house was warm."


def meet(stage: Stage) -> None:
    """Let Sunil open a supervision with Priya, and the first child in depth."""
    stage.open(SHIPPED)
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", next(one for one in labels(stage, "Sunil") if "Priya Shah" in one))
    stage.tap("Sunil", "Start")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    found = Stage(tmp_path, NOW)
    play_once(found, meet)
    found.open(SHIPPED)
    return found


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(name))).one()


def change(stage: Stage, name: str, **what: object) -> None:
    with stage.store.writing() as session:
        person = called(session, name)
        for field, value in what.items():
            setattr(person, field, value)
        session.add(person)


def gives_priya_to(stage: Stage, name: str) -> None:
    with stage.store.reading() as session:
        supervisor_id = called(session, name).id
    change(stage, "Priya", supervisor_id=supervisor_id)


def steps(stage: Stage, kind: str) -> list[tuple[str, str]]:
    """Return every step of the drafts of a kind: the first name of its author, and its words."""
    with stage.store.reading() as session:
        names = {one.id: one.name.split()[0] for one in session.exec(select(Person)).all()}
        query = select(Step).join(Draft).where(Draft.kind == kind).order_by(col(Step.id))
        rows = [open_row(session, "step", s.model_dump()) for s in session.exec(query).all()]
    return [(names[row["author_id"]], str(row["value"])) for row in rows]


def said_to(stage: Stage, name: str) -> str:
    return "\n".join(message.text for message in stage.shown.get(name, []))


def labels(stage: Stage, name: str) -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


def send(stage: Stage) -> None:
    """Let Sunil end what he is in, take the others as unchanged, and send it."""
    to_the_end(stage)
    stage.tap("Sunil", "Send to Priya")


def to_the_end(stage: Stage, name: str = "Sunil") -> None:
    write(stage, name, "that's enough")
    for _ in range(15):
        told = labels(stage, name)
        if {"Send to Priya", "Send"} & set(told):
            break
        done = next((label for label in told if label.startswith(("Done with", "Not in"))), None)
        stage.tap(name, done) if done else write(stage, name, _next(told))


def _next(told: list[str]) -> str:
    known = ("No change", "No change, seen", "That's enough", "Not today", "60", "No date yet")
    return next((label for label in known if label in told), HIS)


def test_what_the_practitioner_wrote_alone_is_nobodys_before_she_shows_it(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    write(stage, "Sunil", HIS)
    assert "Priya is writing their own" in last(stage, "Sunil")
    assert HERS not in said_to(stage, "Sunil")
    assert all(HERS not in words for _, words in steps(stage, "guide"))
    assert all(HIS not in words for _, words in steps(stage, "view"))


def test_who_waits_is_told_at_once_and_sees_it(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Sunil", HIS)
    write(stage, "Priya", HERS)
    stage.tap("Priya", "Show Sunil")
    with stage.store.reading() as session:
        sent = session.exec(select(OutboxMessage).where(OutboxMessage.told == "view")).all()
    assert [one.interrupts for one in sent if one.person_id == _id(stage, "Sunil")] == [True]
    stage.tap("Sunil", "Go on")
    assert HERS in said_to(stage, "Sunil")


def _id(stage: Stage, name: str) -> str:
    with stage.store.reading() as session:
        return called(session, name).id


def test_each_sentence_has_its_author_and_its_claim_is_confirmed_by_them(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    stage.tap("Priya", "Show Sunil")
    write(stage, "Sunil", HIS)
    assert ("Priya", HERS) in [(who, HERS) for who, said in steps(stage, "guide") if HERS in said]
    assert all(who == "Priya" for who, said in steps(stage, "guide") if HERS in said)
    send(stage)
    with stage.store.reading() as session:
        claims = [
            open_row(session, "claim", claim.model_dump())
            for claim in session.exec(select(Claim)).all()
        ]
    by = {claim["sentence"]: claim["confirmed_by"] for claim in claims}
    assert by[HERS] == _id(stage, "Priya")


def test_nobody_waits_for_a_practitioner_who_left_in_mid_meeting(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    change(stage, "Priya", left_on=date(2026, 11, 24))
    write(stage, "Sunil", HIS)
    assert "Priya is writing" not in last(stage, "Sunil")
    assert HERS not in said_to(stage, "Sunil")


def test_what_was_shown_before_somebody_left_stands(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    stage.tap("Priya", "Show Sunil")
    change(stage, "Priya", left_on=date(2026, 11, 24))
    write(stage, "Sunil", HIS)
    assert HERS in said_to(stage, "Sunil")


def test_a_view_beside_the_meeting_of_a_former_supervisor_is_over_in_a_sentence(
    stage: Stage,
) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    gives_priya_to(stage, "Ruth")
    write(stage, "Ruth", "/supervise")
    stage.tap("Ruth", "Priya Shah")
    stage.tap("Ruth", "Start")
    stage.tap("Priya", "Show Sunil")
    assert "not held any more" in last(stage, "Priya")
    assert HERS in last(stage, "Priya")
    assert all(HERS not in words for _, words in steps(stage, "guide"))
    assert "Ruth has opened your supervision" in said_to(stage, "Priya")


def test_a_supervision_sent_while_the_practitioner_writes_takes_none_of_it(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    write(stage, "Sunil", HIS)
    stage.tap("Sunil", "Go on without Priya")
    send(stage)
    stage.tap("Priya", "Show Sunil")
    assert "Sunil has sent this supervision" in last(stage, "Priya")
    assert HERS in last(stage, "Priya")
    assert all(HERS not in words for _, words in steps(stage, "guide"))


def test_words_typed_for_a_view_that_is_over_are_kept_and_shown(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Sunil", HIS)
    stage.tap("Sunil", "Go on without Priya")
    send(stage)
    write(stage, "Priya", HERS)
    assert HERS in last(stage, "Priya")
    assert any(who == "Priya" and HERS in said for who, said in steps(stage, "view"))


def test_a_part_agreed_while_it_was_being_written_beside_is_over(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    write(stage, "Sunil", HIS)
    stage.tap("Sunil", "Go on without Priya")
    send(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Read it now") if "Read it now" in labels(stage, "Priya") else None
    while "Agree" in labels(stage, "Priya"):
        stage.tap("Priya", "Agree")
    write(stage, "Priya", "/drafts")
    stage.tap("Priya", next(one for one in labels(stage, "Priya") if "your own view" in one))
    assert "Sunil has sent this supervision" in last(stage, "Priya")


@pytest.mark.parametrize("sends", ["Send to Priya", "share"])
def test_what_was_shown_since_a_part_was_done_is_read_before_it_is_sent(
    stage: Stage, sends: str
) -> None:
    write(stage, "Sunil", HIS)
    to_the_end(stage)
    stage.tap("Priya", "Write my view", nth=len(stage.shown["Priya"]))
    write(stage, "Priya", HERS)
    stage.tap("Priya", "Show Sunil")
    write(stage, "Sunil", sends)
    assert HERS in said_to(stage, "Sunil")
    assert "Send to Priya" in labels(stage, "Sunil")
    stage.tap("Sunil", "Send to Priya")
    assert last(stage, "Sunil").startswith("Sent to Priya")
    assert any(HERS in said for _, said in steps(stage, "guide"))


def test_throwing_a_view_away_throws_nothing_else_away(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS, "delete this")
    stage.tap("Priya", next(one for one in labels(stage, "Priya") if "hrow" in one))
    assert "Nobody saw it" in last(stage, "Priya")
    write(stage, "Sunil", HIS)
    assert "Priya is writing" not in last(stage, "Sunil")
    assert "How was the child last seen" in last(stage, "Sunil")


def test_a_view_of_a_supervision_that_was_thrown_away_is_over(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    write(stage, "Sunil", "delete this")
    stage.tap("Sunil", next(one for one in labels(stage, "Sunil") if "hrow" in one))
    stage.tap("Priya", "Show Sunil")
    assert "not held any more" in last(stage, "Priya")


def test_a_view_nobody_began_is_taken_back_as_the_supervision_is_sent(stage: Stage) -> None:
    write(stage, "Sunil", HIS)
    send(stage)
    write(stage, "Priya", "/drafts")
    assert not [one for one in labels(stage, "Priya") if "your own view" in one]


def test_leaving_a_view_leaves_the_part_beside_it_open(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    stage.tap("Priya", "Save for later")
    write(stage, "Sunil", HIS)
    assert "How was the child last seen" in last(stage, "Sunil")


def test_words_that_name_another_child_stay_in_the_view(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", "CH-0405 told me that he is scared of the stairs and of the dark.")
    assert "CH-0405" in last(stage, "Priya")
    assert all("scared" not in words for _, words in steps(stage, "guide"))
    assert all("scared" not in words for _, words in steps(stage, "meeting"))


def test_nobody_else_opens_what_two_people_write_apart(stage: Stage) -> None:
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", HERS)
    stage.tap("Priya", "Show Sunil")
    write(stage, "Sunil", HIS)
    with stage.store.reading() as session:
        ids = [row.id for row in session.exec(select(Draft)).all()]
    for one in [*ids, "nothing"]:
        for button in (f"!apart:{one}", f"!continue:{one}"):
            stage.receive("Ruth", button=button)
    assert HERS not in said_to(stage, "Ruth")
    assert HIS not in said_to(stage, "Ruth")


def test_who_is_away_is_asked_for_no_view(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW)
    write(stage, "Priya", "/away until Friday")
    meet(stage)
    assert "own view" not in said_to(stage, "Sunil")
    write(stage, "Sunil", HIS)
    assert "How was the child last seen" in last(stage, "Sunil")
    assert steps(stage, "view") == []
