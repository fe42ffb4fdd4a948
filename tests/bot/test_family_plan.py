"""A plan for when nothing changes is one for the family: it is asked about once."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from practice.terms import SignAnswer
from storage.tables import ContingencyAnswer
from tests.bot.staged import last, stage_after, write
from tests.conversations.play import LONDON, SHIPPED, Stage

FAMILY = (
    "# at 2026-11-03 10:00",
    "# CH-0401 and CH-0404 are siblings",
    "# Priya has only CH-0401 CH-0404",
)
PLAN = "If dad comes back to the house, then Priya rings me the same day; by 11 November"
SIGN = "Has that sign come?"


def until(stage: Stage, words: str) -> None:
    """Leave what is asked until a card holds the words."""
    for _ in range(30):
        if words in last(stage, "Sunil"):
            return
        write(stage, "Sunil", "skip")
    raise AssertionError(last(stage, "Sunil"))


def tell(stage: Stage, ref: str, story: str) -> None:
    write(stage, "Sunil", story, "that's enough")
    stage.tap("Sunil", f"Done with {ref}")


def end(stage: Stage) -> None:
    write(stage, "Sunil", "not today", "60", "no date yet", "send to priya")
    assert "Sent to Priya" in "".join(m.text for m in stage.shown["Sunil"][-2:])


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Three weeks after a supervision in which the family's plan was told, its day passed."""
    made = stage_after(tmp_path, FAMILY)
    made.open(SHIPPED)
    write(made, "Sunil", "/supervise priya", "start", "He hid behind the sofa when dad came in.")
    until(made, "If what happens")
    write(made, "Sunil", PLAN, "that's enough")
    made.tap("Sunil", "Done with CH-0401")
    tell(made, "CH-0404", "She stayed close to nan all the time that I was there.")
    end(made)
    made.now = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
    return made


def answered(stage: Stage) -> list[tuple[str, str]]:
    with stage.store.reading() as session:
        return [(one.child_id, one.answer) for one in session.exec(select(ContingencyAnswer))]


def times_asked(stage: Stage) -> int:
    return sum(SIGN in m.text for m in stage.shown["Sunil"])


def test_in_depth_it_is_asked_with_the_first_and_stands_with_each(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise priya", "start")
    assert SIGN in last(stage, "Sunil")
    stage.tap("Sunil", "No")
    tell(stage, "CH-0401", "He was out of the room before anybody said a word.")
    assert "Has the sign come?" in "".join(m.text for m in stage.shown["Sunil"][-3:])
    tell(stage, "CH-0404", "She asked me whether nan can stay with them.")
    end(stage)
    assert times_asked(stage) == 1
    assert [answer for _, answer in answered(stage)] == [SignAnswer.NOT_COME] * 2


def test_looked_at_it_is_asked_with_the_first_and_stands_with_each(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise priya", "take 401 out", "start")
    stage.tap("Sunil", "Yes, we acted")
    write(stage, "Sunil", "no change", "no change")
    end(stage)
    assert times_asked(stage) == 1
    assert [answer for _, answer in answered(stage)] == [SignAnswer.ACTED] * 2
    assert len({child for child, _ in answered(stage)}) == 2
