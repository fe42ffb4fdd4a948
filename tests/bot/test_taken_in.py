"""A shared reflection goes into a child's record by its writer's tap, and by nobody else's."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from storage.encryption import open_row
from storage.tables import Addendum, AuditEvent, Person, Record, TakenIn
from tests.bot.staged import last, write
from tests.bot.test_two_phones import labels, send, to_the_end
from tests.conversations.council import pass_to
from tests.conversations.play import SHIPPED, Stage

HERS = "She hid behind the sofa when he came in and would not talk till he left."
HIS = "Mum is managing well and the house was warm."
TAKE = "Add what I wrote on 24 November 2026"


@pytest.fixture(autouse=True)
def shipped(stage: Stage) -> None:
    stage.open(SHIPPED)


def reflect(
    stage: Stage, words: str = HERS, *, about: str = "Yes", to: str = "Share with Sunil"
) -> str:
    """Let Priya write a reflection and share or keep it; return the id of its record."""
    write(stage, "Priya", f"0402 {words}")
    stage.tap("Priya", about)
    write(stage, "Priya", "that's enough")
    stage.tap("Priya", to)
    with stage.store.reading() as session:
        return session.exec(select(Record.id).where(Record.kind == "reflection")).all()[-1]


def tap_take(stage: Stage, name: str, record_id: str) -> str:
    stage.receive(name, button=f"!take:{record_id}")
    return last(stage, name)


def taken(stage: Stage) -> int:
    with stage.store.reading() as session:
        return len(session.exec(select(TakenIn)).all())


def meet(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", next(one for one in labels(stage, "Sunil") if "Priya Shah" in one))
    write(stage, "Sunil", "take 0403 out")
    write(stage, "Sunil", "take 0401 out")
    stage.tap("Sunil", "Start")


def in_record(stage: Stage) -> str:
    """Return all that steps of the part about the child hold."""
    with stage.store.reading() as session:
        record = session.exec(select(Record).where(Record.kind == "in depth")).one()
        rows = session.connection().exec_driver_sql(
            "SELECT * FROM step WHERE draft_id = ? ORDER BY number", (record.draft_id,)
        )
        steps = [open_row(session, "step", dict(row._mapping)) for row in rows]
    return "\n".join(str(step["value"]) for step in steps)


def test_whom_it_was_shared_with_takes_it_nowhere(stage: Stage) -> None:
    record_id = reflect(stage)
    absent = tap_take(stage, "Sunil", "0" * 32)
    for name in ("Sunil", "Ruth"):
        assert tap_take(stage, name, record_id) == absent
    assert taken(stage) == 0


@pytest.mark.parametrize(
    ("words", "about", "to"),
    [
        (HERS, "Yes", "Keep to myself"),
        ("and 0403 played with nan.", "Yes, both", "Share with Sunil"),
        ("and 0403 played with nan.", "Only CH-0402", "Share with Sunil"),
    ],
    ids=["kept", "about two children", "names another"],
)
def test_what_is_kept_or_is_of_another_child_too_is_not_taken_in(
    stage: Stage, words: str, about: str, to: str
) -> None:
    record_id = reflect(stage, words, about=about, to=to)
    assert tap_take(stage, "Priya", record_id) == tap_take(stage, "Priya", "0" * 32)
    assert taken(stage) == 0


def test_taken_in_twice_it_is_there_once(stage: Stage) -> None:
    record_id = reflect(stage)
    assert "Added." in tap_take(stage, "Priya", record_id)
    assert "already" in tap_take(stage, "Priya", record_id)
    assert taken(stage) == 1
    with stage.store.reading() as session:
        deeds = session.exec(select(AuditEvent).where(AuditEvent.deed == "taken in")).all()
        assert [one.noun_id for one in deeds] == [record_id]


def away(stage: Stage, name: str) -> None:
    write(stage, name, "/away until Friday")


def test_of_one_who_is_not_here_it_stands_beside_the_answer_as_theirs(stage: Stage) -> None:
    tap_take(stage, "Priya", reflect(stage))
    away(stage, "Priya")
    meet(stage)
    write(stage, "Sunil", HIS)
    said = "\n".join(one.text for one in stage.shown["Sunil"])
    told = f"Written on 24 November 2026:\n0402 {HERS}"
    assert f"Priya wrote, apart from you:\nWhat has happened: {told}" in said
    send(stage)
    assert HERS in in_record(stage)


def test_it_goes_into_one_record_and_not_into_the_next(stage: Stage) -> None:
    tap_take(stage, "Priya", reflect(stage))
    away(stage, "Priya")
    meet(stage)
    write(stage, "Sunil", HIS)
    send(stage)
    stage.now += timedelta(days=1)
    before = len(stage.shown["Sunil"])
    meet(stage)
    write(stage, "Sunil", HIS)
    assert HERS not in "\n".join(one.text for one in stage.shown["Sunil"][before:])


def test_it_is_never_credited_to_whoever_has_the_child_now(stage: Stage) -> None:
    tap_take(stage, "Priya", reflect(stage))
    with stage.store.writing() as session:
        pass_to(session, "CH-0402", "Omar", stage.now)
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", next(one for one in labels(stage, "Sunil") if "Omar" in one))
    away(stage, "Omar")
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", HIS)
    to_the_end(stage)
    assert HERS not in "\n".join(one.text for one in stage.shown["Sunil"])


def test_it_stands_beneath_a_record_only_once_that_is_agreed(stage: Stage) -> None:
    record_id = reflect(stage)
    meet(stage)
    write(stage, "Sunil", HIS)
    send(stage)
    with stage.store.reading() as session:
        tail = session.exec(select(Record.id).where(Record.kind == "in depth")).one()[-12:]
    said = tap_take(stage, "Priya", f"{record_id}:{tail}")
    assert said.startswith("That cannot be added now. Nothing was changed.")
    stage.tap("Priya", "Read")
    write(stage, "Priya", "agree")
    write(stage, "Priya", "agree")
    stage.tap("Priya", TAKE)
    assert [(author, HERS in text) for author, text in beneath(stage)] == [("Priya Shah", True)]
    stage.tap("Priya", TAKE)
    assert len(beneath(stage)) == 1


def beneath(stage: Stage) -> list[tuple[str, str]]:
    with stage.store.reading() as session:
        rows = session.exec(select(Addendum).order_by(col(Addendum.id))).all()
        return [(_name(session, row.author_id), _text(session, row)) for row in rows]


def _text(session: Session, row: Addendum) -> str:
    return str(open_row(session, "addendum", row.model_dump())["text"])


def _name(session: Session, person_id: str) -> str:
    return session.get_one(Person, person_id).name


def test_the_reflection_itself_opens_to_nobody_else(stage: Stage) -> None:
    record_id = reflect(stage)
    tap_take(stage, "Priya", record_id)
    with stage.store.writing() as session:
        pass_to(session, "CH-0402", "Omar", stage.now)
    for name in ("Omar", "Ruth"):
        stage.receive(name, button="!read:" + "0" * 32)
        absent = last(stage, name)
        stage.receive(name, button=f"!read:{record_id}")
        assert last(stage, name) == absent
