"""The card before a supervision is sent says who will agree it, or that nobody will."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage import absences
from storage.absences import Stretch
from storage.tables import Person
from tests.bot.staged import last, stage_after, write
from tests.conversations.play import Stage

HELD = (
    "# Priya has only CH-0401",
    "Sunil: /supervise priya",
    "Sunil: take 401 out",
    "Sunil: start",
    "Sunil: no change",
    "Sunil: not today",
    "Sunil: 60",
    "Sunil: no date yet",
)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, HELD)


def put(stage: Stage, **values: object) -> None:
    with stage.store.writing() as session:
        priya = session.exec(select(Person).where(Person.ref == "Priya")).one()
        for name, value in values.items():
            setattr(priya, name, value)
        session.add(priya)


def test_whoever_is_here_reads_and_agrees_it(stage: Stage) -> None:
    assert "Priya then reads it all and agrees it." in last(stage, "Sunil")


@pytest.mark.parametrize("days", [0, 1, 30])
def test_of_whoever_has_left_it_says_that_nobody_will(stage: Stage, days: int) -> None:
    put(stage, left_on=stage.now.date() - timedelta(days))
    write(stage, "Sunil", "ok")
    assert "Priya has left, so nobody else will agree it." in last(stage, "Sunil")
    assert "then reads" not in last(stage, "Sunil")
    write(stage, "Sunil", "send")
    assert "nobody else agrees it now" in last(stage, "Sunil")


def test_whoever_leaves_after_today_still_agrees_it(stage: Stage) -> None:
    put(stage, left_on=stage.now.date() + timedelta(1))
    write(stage, "Sunil", "ok")
    assert "Priya then reads it all and agrees it." in last(stage, "Sunil")


def test_of_whoever_is_away_it_says_until_when(stage: Stage) -> None:
    with stage.store.writing() as session:
        priya = session.exec(select(Person).where(Person.ref == "Priya")).one()
        today = stage.now.date()
        days = Stretch(today, today + timedelta(10))
        absences.say(session, priya.id, days, None, stage.now)
    write(stage, "Sunil", "ok")
    assert "Priya is away until 4 December 2026, and reads it and agrees it after that." in last(
        stage, "Sunil"
    )
