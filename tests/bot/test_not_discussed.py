"""Children who were not discussed at a meeting: what their practitioner is told and shown."""

from datetime import timedelta
from pathlib import Path

import pytest

from practice.calendar import london_day
from prompts.phrases import phrase
from storage import due
from tests.bot.staged import NOW, last, open_meeting, write
from tests.bot.test_supervision import month
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=1)


def open_meeting_without_depth(stage: Stage) -> None:
    open_meeting(stage)
    stage.tap("Sunil", "Change these")
    stage.tap("Sunil", "CH-0401 · in depth")
    stage.tap("Sunil", "Done")
    stage.tap("Sunil", "Start")


def send(stage: Stage) -> None:
    stage.tap("Sunil", "Not today")
    write(stage, "Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")


def not_discussed(stage: Stage) -> int:
    """How many children are in Priya's reminder."""
    with stage.store.reading() as session:
        day = london_day(stage.now)
        return sum(one.children for one in due.not_discussed(session, day.replace(day=1), day))


def test_a_meeting_with_nothing_to_agree_is_told_without_a_button(stage: Stage) -> None:
    open_meeting_without_depth(stage)
    stage.tap("Sunil", "Not discussed")
    stage.tap("Sunil", "No time today")
    send(stage)
    told = stage.shown["Priya"][-1]
    assert told.text == phrase(
        "agreement.nothing_to_agree", supervisor="Sunil", day="Tuesday 24 November 2026"
    )
    assert told.buttons == ()


def test_a_looked_at_child_sent_again_as_not_discussed_counts_as_not_discussed(
    stage: Stage,
) -> None:
    open_meeting_without_depth(stage)
    stage.looks_the_same("Sunil")
    send(stage)
    assert (month(stage)["children.discussed_share"], not_discussed(stage)) == ((1, 1), 0)
    before = stage.now
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "We did not speak of this child")
    stage.now += timedelta(days=1)
    stage.tap("Sunil", "Open it")
    for label in ("Change something", "CH-0401", "Not discussed", "No time today", "Send to Priya"):
        stage.tap("Sunil", label)
    assert (month(stage)["children.discussed_share"], not_discussed(stage)) == ((0, 1), 1)
    stage.tap("Priya", "Read")
    shown = [line for line in last(stage, "Priya").splitlines() if "CH-0401" in line]
    assert shown == ["CH-0401: not discussed, no time today"]
    stage.now = before
    assert month(stage)["children.discussed_share"] == (1, 1)


@pytest.mark.parametrize("words", ["we ran out of time for this one", "didnt get to her"])
def test_words_that_nobody_talked_about_a_child_make_no_record_of_a_change(
    stage: Stage, words: str
) -> None:
    open_meeting_without_depth(stage)
    write(stage, "Sunil", words)
    assert "Was this child not discussed, or has something changed?" in last(stage, "Sunil")
    stage.tap("Sunil", "Not discussed")
    stage.tap("Sunil", "No time today")
    send(stage)
    assert not_discussed(stage) == 1


def test_they_are_what_changed_where_their_writer_says_so(stage: Stage) -> None:
    open_meeting_without_depth(stage)
    write(stage, "Sunil", "did not speak a word to me")
    stage.tap("Sunil", "Something changed")
    assert "Noted for CH-0401: something changed." in last(stage, "Sunil")
