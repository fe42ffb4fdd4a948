"""A card that several messages in a row brought again and again goes out once: the last of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.messages import Button, Outgoing, from_json, to_json
from storage import drafts, outbox
from storage.outbox import NewMessage
from storage.tables import Draft, OutboxMessage, Person
from tests.bot.staged import last, write
from tests.conversations.play import LONDON, Stage

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
LEASE = timedelta(seconds=30)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path, MORNING)
    write(made, "Priya", "visited 0401, she hid behind the sofa when he came in")
    return made


def put(stage: Stage, *cards: tuple[str, str, int]) -> None:
    """Put cards for Priya: (address, text, the step that asked)."""
    with stage.store.writing() as session:
        priya = session.exec(select(Person).where(Person.ref == "Priya")).one()
        draft_id = session.exec(select(Draft.id)).one()
        for address, text, asked in cards:
            buttons = ((Button("Yes", f"{draft_id}:{asked}:yes"),),)
            body = to_json(Outgoing(text, buttons))
            message = NewMessage(priya.id, "telegram", address, body, card=(draft_id, asked))
            outbox.put(session, [message], at=stage.now)


def claimed(stage: Stage) -> list[tuple[str, str]]:
    with stage.store.writing() as session:
        found = outbox.claim(session, "telegram", now=stage.now, lease=LEASE)
        return [(from_json(w.body).text, w.body.partition(":")[2][-10:]) for w in found]


def reasons(stage: Stage) -> list[str | None]:
    with stage.store.reading() as session:
        rows = session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return [one.failure for one in rows if one.failed_at is not None]


HERE = "chat-Priya"


def test_the_same_card_three_times_goes_out_once_and_it_is_the_last(stage: Stage) -> None:
    put(stage, (HERE, "Where does it belong?", 7), (HERE, "Where does it belong?", 8))
    put(stage, (HERE, "Where does it belong?", 9))
    with stage.store.writing() as session:
        found = outbox.claim(session, "telegram", now=stage.now, lease=LEASE)
    assert [":9:yes" in one.body for one in found] == [True]
    assert reasons(stage) == ["overtaken", "overtaken"]


def test_what_says_something_else_goes_out(stage: Stage) -> None:
    put(stage, (HERE, "Added to your answer.", 7), (HERE, "1 more message waits.", 8))
    put(stage, (HERE, "2 more messages wait.", 9))
    assert len(claimed(stage)) == 3
    assert reasons(stage) == []


def test_a_person_reads_the_question_once_and_can_answer_it(stage: Stage) -> None:
    with stage.store.reading() as session:
        priya = session.exec(select(Person).where(Person.ref == "Priya")).one()
        assert drafts.current(session, priya.id) is not None
    write(stage, "Priya", "yes")
    assert "1 of at most 2" in last(stage, "Priya")
