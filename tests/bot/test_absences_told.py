"""Who is put down as away or back by somebody else is told so in their chat, in one sentence."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot import absences_told
from practice.calendar import london_day
from storage import absences, outbox
from storage.absences import Stretch
from storage.tables import Person
from tests.bot.staged import last, write
from tests.conversations.play import LONDON, Stage

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
EVENING = datetime(2026, 11, 27, 22, 0, tzinfo=LONDON)


def put_down(stage: Stage, name: str, first: int, last_day: int) -> None:
    with stage.store.writing() as session:
        person = session.exec(select(Person).where(Person.ref == name)).one()
        today = london_day(stage.now)
        days = Stretch(today + timedelta(first), today + timedelta(last_day))
        absences.say(session, person.id, days, None, stage.now)
        outbox.release(session, person.id, stage.now)
        absences_told.away(session, person.id, days, stage.now)


def take_back(stage: Stage, name: str) -> None:
    with stage.store.writing() as session:
        person = session.exec(select(Person).where(Person.ref == name)).one()
        today = london_day(stage.now)
        (days,) = absences.standing(session, person.id, today)
        absences.end(session, person.id, days.last, today, None, stage.now)
        outbox.release(session, person.id, stage.now)
        absences_told.back(session, person.id, days, stage.now)


def told(stage: Stage) -> str:
    stage.deliver()
    return stage.numbered[-1][1] if stage.numbered else ""


@pytest.fixture
def stage(tmp_path: object) -> Stage:
    return Stage(tmp_path, MORNING)  # type: ignore[arg-type]


def test_away_from_today_is_told_though_they_are_away(stage: Stage) -> None:
    put_down(stage, "Priya", 0, 3)
    assert told(stage) == (
        "You were put down as away until Friday 27 November 2026, that day included; "
        "type /away if that is wrong."
    )
    write(stage, "Priya", "/away")
    assert "You are away until Friday 27 November 2026" in last(stage, "Priya")


def test_it_is_told_in_office_hours(stage: Stage) -> None:
    stage.now = EVENING
    put_down(stage, "Priya", 0, 9)
    assert told(stage) == ""
    stage.now = datetime(2026, 11, 30, 8, 0, tzinfo=LONDON)
    assert told(stage).startswith("You were put down as away until Sunday 6 December 2026")


def test_a_later_absence_and_its_end_are_told(stage: Stage) -> None:
    put_down(stage, "Priya", 7, 11)
    assert "as away from Tuesday 1 December 2026 until Saturday 5 December 2026;" in told(stage)
    take_back(stage, "Priya")
    assert told(stage).startswith("You were put down as not away from Tuesday 1 December 2026")


def test_back_early_is_told(stage: Stage) -> None:
    put_down(stage, "Priya", 0, 3)
    told(stage)
    take_back(stage, "Priya")
    assert told(stage) == "You were put down as back; type /away if that is wrong."


def test_it_takes_no_question_away(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    put_down(stage, "Priya", 0, 3)
    assert told(stage).startswith("You were put down as away")
    write(stage, "Priya", "yes")
    assert "1 of at most 2" in last(stage, "Priya")
