"""One update, one transaction: counted once, set aside when it fails, answered in any case."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.update import UpdateContext
from prompts.loader import shipped
from storage import codes, people
from storage.cipher import Cipher
from storage.encryption import open_row
from storage.errors import RecordsBusyError
from storage.session import Store, embedded_url
from storage.tables import SetAside, Step
from tests.conversations.play import DUTY, LONDON, Stage
from tests.factories import KEY

NOW = datetime(2026, 11, 24, 21, 50, tzinfo=LONDON)
SENTINEL = "SENTINEL-he-said-it-hurts"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def steps(stage: Stage) -> list[Step]:
    with stage.store.reading() as session:
        return list(session.exec(select(Step)).all())


def test_the_same_update_counts_once(stage: Stage) -> None:
    update = Incoming("telegram", "chat-Priya", "77", text="visited 0401 and she was out")
    first = stage.dialogue.receive(update, NOW)
    known = len(steps(stage))
    again = stage.dialogue.receive(update, NOW)
    assert (first.fresh, again.fresh) == (True, False)
    assert len(steps(stage)) == known


def test_an_update_that_fails_is_set_aside_answered_and_counted(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(visit: UpdateContext, first_words: str | None = None) -> None:
        raise ValueError(f"cannot use {first_words} of {visit.person.name}")

    monkeypatch.setattr("bot.conversations.router.reflection.begin", fail)
    with caplog.at_level(logging.DEBUG):
        stage.receive("Priya", text=SENTINEL)
    assert "kept safe" in stage.shown["Priya"][-1].text
    assert SENTINEL not in caplog.text
    assert "Priya" not in caplog.text
    with stage.store.reading() as session:
        kept = session.exec(select(SetAside)).one()
        assert SENTINEL not in kept.payload
        assert SENTINEL in open_row(session, "set_aside", kept.model_dump())["payload"]
    assert steps(stage) == []


def test_locked_records_store_nothing_and_the_update_may_come_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW)
    hasty = Dialogue(Store(embedded_url(tmp_path), Cipher(KEY), busy_seconds=0.05), shipped(), DUTY)
    update = Incoming("telegram", "chat-Priya", "77", text="visited 0401")
    with stage.store.writing(), pytest.raises(RecordsBusyError):
        hasty.receive(update, NOW)
    assert steps(stage) == []
    assert hasty.receive(update, NOW).fresh


def test_a_crafted_button_cannot_break_anything(stage: Stage) -> None:
    for data in ("", ":", "!", "!nothing:x", "abc:1:skip", "abc::", "!continue:zzz", "!read:zzz"):
        stage.receive("Priya", button=data)
        assert stage.shown["Priya"][-1].text
    with stage.store.reading() as session:
        assert session.exec(select(SetAside)).all() == []


def test_a_used_and_an_old_code_are_each_refused_in_a_sentence(stage: Stage) -> None:
    with stage.store.writing() as session:
        priya = people.person_at(session, "telegram", "chat-Priya", NOW.date())
        assert priya is not None
        used = codes.make_code(session, priya.id, NOW)
    stage.receive("New", text=f"/start {used}")
    stage.receive("Other", text=f"/start {used}")
    assert "This code has been used. Nothing was changed." in stage.shown["Other"][-1].text
    with stage.store.writing() as session:
        old = codes.make_code(session, priya.id, NOW)
    stage.now = NOW + timedelta(days=2)
    stage.receive("Third", text=f"/start {old}")
    assert "This code is too old. Nothing was changed." in stage.shown["Third"][-1].text
