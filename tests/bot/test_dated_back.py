"""What was held on an earlier day counts on it, and what a person set stays as they set it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from practice.calendar import london_day
from storage import people, records
from storage.tables import Record, Supervision
from tests.bot.staged import last, leave_all_out_of_depth, open_meeting
from tests.conversations.play import LONDON, Stage

NOW = datetime(2026, 12, 3, 10, 20, tzinfo=LONDON)
MONDAY = date(2026, 11, 30)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def hold(stage: Stage) -> None:
    """Leave every child out of depth, and go on to the check card."""
    leave_all_out_of_depth(stage)
    for _ in range(5):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    stage.tap("Sunil", "60")
    stage.tap("Sunil", "No date yet")


def held_days(stage: Stage) -> set[date]:
    with stage.store.reading() as session:
        held = session.exec(select(Supervision)).one()
        assert london_day(held.sent_at) == stage.now.date()
        return {held.held_on, *(r.held_on for r in session.exec(select(Record)).all())}


@pytest.mark.parametrize(
    "said",
    ["held on Monday 30 November", "It was on Monday", "we met on the 30th", "was held 30/11"],
)
def test_a_sentence_on_the_agenda_dates_a_meeting_back(stage: Stage, said: str) -> None:
    open_meeting(stage)
    stage.receive("Sunil", text=said)
    assert "Held on Monday 30 November 2026. Written on Thursday 3 December 2026." in last(
        stage, "Sunil"
    )
    hold(stage)
    stage.tap("Sunil", "Send to Priya")
    assert held_days(stage) == {MONDAY}


def test_the_day_that_was_set_is_not_changed_by_going_on_later(stage: Stage) -> None:
    open_meeting(stage)
    stage.receive("Sunil", text="held on Monday")
    stage.tap("Sunil", "Save for later")
    stage.now = datetime(2026, 12, 7, 9, 0, tzinfo=LONDON)
    stage.receive("Sunil", text="/continue")
    assert "Monday 30 November 2026" in last(stage, "Sunil")
    hold(stage)
    stage.tap("Sunil", "Send to Priya")
    assert held_days(stage) == {MONDAY}


def test_a_meeting_sent_the_day_after_keeps_the_day_it_was_begun(stage: Stage) -> None:
    open_meeting(stage)
    hold(stage)
    stage.now = datetime(2026, 12, 4, 9, 0, tzinfo=LONDON)
    stage.receive("Sunil", text="/continue")
    assert "Held on Thursday 3 December 2026." in last(stage, "Sunil")
    stage.tap("Sunil", "Send to Priya")
    assert held_days(stage) == {NOW.date()}
    assert "Thursday 3 December 2026 (written on Friday 4 December 2026)" in last(stage, "Priya")


@pytest.mark.parametrize("said", ["held on 4 December", "it was on 1 November 2026"])
def test_no_meeting_is_dated_to_come_or_long_ago(stage: Stage, said: str) -> None:
    open_meeting(stage)
    stage.receive("Sunil", text=said)
    assert "Nothing was changed." in last(stage, "Sunil")
    assert "Thursday 3 December 2026 · 5 children" in last(stage, "Sunil")


def test_a_sentence_that_names_no_day_is_kept_as_words(stage: Stage) -> None:
    open_meeting(stage)
    hold(stage)
    stage.receive("Sunil", text="it was horrible for her when he came in")
    assert "it was horrible" in last(stage, "Sunil")


def test_a_reflection_dated_back_was_shared_today_all_the_same(stage: Stage) -> None:
    open_meeting(stage)
    hold(stage)
    stage.tap("Sunil", "Send to Priya")
    stage.receive("Priya", text="visited 0401, it was loud")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.receive("Priya", text="it was on Monday")
    stage.tap("Priya", "Share with Sunil")
    stage.tap("Sunil", "Read")
    assert "Dated Monday 30 November 2026. Written on Thursday 3 December 2026." in last(
        stage, "Sunil"
    )
    with stage.store.reading() as session:
        shared = session.exec(select(Record).where(col(Record.visibility) == "shared")).one()
        assert shared.held_on == MONDAY
        priya = people.person(session, shared.writer_id)
        assert priya is not None
        since = records.last_supervision_on(session, priya.id)
        found = records.shared_reflections(session, priya.id, priya.supervisor_id or "", since)
        assert [r.id for r in found] == [shared.id]


@pytest.mark.parametrize(
    "written",
    [datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=LONDON),
     datetime(2031, 5, 4, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)],
)  # fmt: skip
def test_a_date_that_cannot_be_dates_no_record(stage: Stage, written: datetime) -> None:
    stage.receive("Priya", text="visited 0401, she hid behind the sofa", written_at=written)
    stage.tap("Priya", "Yes")
    stage.receive("Priya", text="She wanted him to go.", written_at=written)
    stage.tap("Priya", "That's enough")
    assert "Dated Thursday 3 December 2026." in last(stage, "Priya")
    stage.tap("Priya", "Keep to myself")
    with stage.store.reading() as session:
        assert session.exec(select(Record)).one().held_on == NOW.date()


def test_nor_does_it_say_when_somebody_is_away(stage: Stage) -> None:
    written = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    stage.receive("Priya", text="/away until Friday", written_at=written)
    assert "Friday 4 December 2026" in last(stage, "Priya")
