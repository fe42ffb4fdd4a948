"""Words that name another child wait for one tap, and then stand where that tap put them."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import Child, Draft, Step
from tests.bot.test_supervision import NOW, last, write
from tests.conversations.play import Stage, make_siblings

STAIRS = "0402 told me he is scared of the stairs"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def holds(stage: Stage, words: str) -> list[tuple[str, str | None, str | None]]:
    """Return every answer that holds the words: kind of draft, question, child of the draft."""
    with stage.store.reading() as session:
        query = (
            select(Step, Draft.kind, Child.ref)
            .join(Draft, col(Draft.id) == col(Step.draft_id))
            .outerjoin(Child, col(Child.id) == col(Draft.child_id))
            .where(col(Step.kind).in_(["answered", "joined", "part"]))
        )
        return [
            (kind, step.question, ref)
            for step, kind, ref in session.exec(query).all()
            if words in str(open_row(session, "step", step.model_dump())["value"])
        ]


def begin(stage: Stage, in_depth: int = 1) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Change these")
    for ref in ("CH-0403", "CH-0402")[: 3 - in_depth]:
        stage.tap("Sunil", f"{ref} · in depth")
    stage.tap("Sunil", "Done")
    stage.tap("Sunil", "Start")


def test_nothing_is_filed_until_it_is_answered(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", STAIRS)
    assert "New visit, or part of this one?" in last(stage, "Priya")
    assert holds(stage, STAIRS) == []
    stage.tap("Priya", "Part of this one")
    assert holds(stage, STAIRS) == [("guide", "probe.child_voice", None)]


def test_what_is_left_out_stands_nowhere(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", STAIRS)
    stage.tap("Priya", "Leave it out")
    assert holds(stage, STAIRS) == []


def test_a_new_visit_is_about_that_child_and_the_open_one_waits(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", STAIRS)
    stage.tap("Priya", "New visit")
    assert last(stage, "Priya").startswith("CH-0402 · ")
    assert holds(stage, STAIRS) == [("guide", "story", None)]
    write(stage, "Priya", "/drafts")
    labels = [b.label for row in stage.shown["Priya"][-1].buttons for b in row]
    assert [label.split(",")[1] for label in labels[:-1]] == [" CH-0402", " CH-0401"]


def test_a_sibling_is_asked_about_nowhere(stage: Stage) -> None:
    make_siblings(stage, "CH-0401", "CH-0402")
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", STAIRS)
    assert holds(stage, STAIRS) == [("guide", "probe.child_voice", None)]
    begin(stage)
    write(stage, "Sunil", STAIRS)
    assert ("guide", "words", "CH-0401") in holds(stage, STAIRS)


def test_in_a_part_it_goes_to_the_line_of_that_child_and_the_part_goes_on(stage: Stage) -> None:
    begin(stage)
    asked = last(stage, "Sunil")
    write(stage, "Sunil", STAIRS)
    stage.tap("Sunil", "It is about CH-0402")
    assert holds(stage, STAIRS) == [("meeting", "changed:CH-0402", None)]
    assert last(stage, "Sunil").startswith("Added to what you wrote about CH-0402.")
    assert last(stage, "Sunil").splitlines()[-1] == asked.splitlines()[-1]


def test_a_child_in_depth_later_is_asked_about_it_in_their_own_part(stage: Stage) -> None:
    begin(stage, in_depth=2)
    told = "0402 hid" if last(stage, "Sunil").count("CH-0401") else "0401 hid"
    other = f"CH-{told.split()[0]}"
    write(stage, "Sunil", f"{told} under the table")
    stage.tap("Sunil", f"It is about {other}")
    write(stage, "Sunil", "she said no")
    write(stage, "Sunil", "that's enough")
    stage.tap("Sunil", f"Done with {'CH-0401' if other == 'CH-0402' else 'CH-0402'}")
    assert "I kept this" in last(stage, "Sunil")
    assert "under the table" in last(stage, "Sunil")


def test_on_the_list_it_goes_to_the_child_it_names(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "she said no")
    write(stage, "Sunil", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    write(stage, "Sunil", "404 has moved to her aunt")
    assert holds(stage, "moved to her aunt") == []
    stage.tap("Sunil", "It is about CH-0404")
    assert holds(stage, "moved to her aunt") == [("meeting", "changed:CH-0404", None)]
    assert "CH-0402 ·" in last(stage, "Sunil")
