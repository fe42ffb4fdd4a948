"""Words that name another child wait for one tap, and then stand where that tap put them."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import Child, Draft, Step
from tests.bot.staged import last, open_meeting, write
from tests.conversations.deeds import make_siblings
from tests.conversations.play import Stage

STAIRS = "0402 told me he is scared of the stairs"


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
    open_meeting(stage)
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
    # The family is one item: both are in depth, and words of one stand with either.
    begin(stage, in_depth=2)
    write(stage, "Sunil", STAIRS)
    assert {(kind, place) for kind, place, _ in holds(stage, STAIRS)} >= {("guide", "words")}


def test_in_a_part_it_goes_to_the_line_of_that_child_and_the_part_goes_on(stage: Stage) -> None:
    begin(stage)
    asked = last(stage, "Sunil")
    write(stage, "Sunil", STAIRS)
    stage.tap("Sunil", "It is about CH-0402")
    assert holds(stage, STAIRS) == [("meeting", "changed:CH-0402", None)]
    assert last(stage, "Sunil").startswith("Noted for CH-0402: something changed.")
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
    assert "before you came here" in last(stage, "Sunil")
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


# --- words for another draft, by reply or too late ---


def reply(stage: Stage, name: str, quoted: str, text: str, **more: object) -> None:
    to = next(number for number, said in reversed(stage.numbered) if quoted in said)
    stage.receive(name, text=text, written_at=stage.now, replies_to=to, **more)


def one_part_done(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "she said no", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")


@pytest.mark.parametrize("more", [{}, {"forwarded_from": "Lee Ray"}, {"beside": "photo"}])
def test_a_reply_to_a_part_that_is_done_is_asked_about_there(
    stage: Stage, more: dict[str, object]
) -> None:
    one_part_done(stage)
    reply(stage, "Sunil", "What did the child say", STAIRS, **more)
    assert "Is it about CH-0402, or part of this one?" in last(stage, "Sunil")
    assert holds(stage, STAIRS) == []
    stage.tap("Sunil", "It is about CH-0402")
    assert holds(stage, STAIRS) == [("meeting", "changed:CH-0402", None)]
    stage.tap("Sunil", "Done with CH-0401")
    assert last(stage, "Sunil").splitlines()[-1].startswith("3 left. CH-0403 ·")


def test_words_too_late_for_a_part_are_asked_about_there(stage: Stage) -> None:
    begin(stage, in_depth=2)
    write(stage, "Sunil", "she said no", "that's enough")
    done = next(t for t in ("CH-0401", "CH-0402") if t in last(stage, "Sunil").splitlines()[0])
    stage.now += timedelta(minutes=1)
    stage.tap("Sunil", f"Done with {done}")
    stage.receive("Sunil", text="0404 sang all day", written_at=stage.now)
    assert holds(stage, "sang all day") == []
    assert "CH-0404" in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0404")
    assert holds(stage, "sang all day") == [("meeting", "changed:CH-0404", None)]


def test_a_reply_to_a_line_of_the_list_from_within_a_part_waits_with_the_list(
    stage: Stage,
) -> None:
    one_part_done(stage)
    write(stage, "Sunil", "he has a new school and goes")
    stage.tap("Sunil", "In depth")
    reply(stage, "Sunil", "CH-0402 · child protection", "0404 sang all day")
    assert last(stage, "Sunil").startswith("I kept that with what you wrote before.")
    assert holds(stage, "sang all day") == []
    write(stage, "Sunil", "she said no", "that's enough")
    stage.tap("Sunil", "Done with CH-0403")
    assert "Is it about CH-0404, or part of this one?" in last(stage, "Sunil")


def test_a_reply_to_a_saved_reflection_waits_for_it(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "save for later", "visited 0404, he sang")
    stage.tap("Priya", "Yes")
    reply(stage, "Priya", "CH-0401 · 1", STAIRS)
    assert last(stage, "Priya").startswith("I kept that with what you wrote before.")
    assert holds(stage, STAIRS) == []
    write(stage, "Priya", "save for later")
    reply(stage, "Priya", "CH-0401 · 1", "0403 was there as well")
    assert "New visit, or part of this one?" in last(stage, "Priya")
    stage.tap("Priya", "Part of this one")
    assert holds(stage, STAIRS) != []
    assert "0403 was there as well" in last(stage, "Priya")


def test_a_reply_that_names_the_child_of_that_draft_is_added_to_it(stage: Stage) -> None:
    one_part_done(stage)
    reply(stage, "Sunil", "What did the child say", "0401 said it twice to me")
    assert last(stage, "Sunil").startswith("Added to")
    assert len(holds(stage, "said it twice")) == 1


def test_words_too_soon_that_name_another_child_are_asked_about(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    stage.receive("Priya", text=STAIRS, written_at=stage.now + timedelta(seconds=1))
    assert "New visit, or part of this one?" in last(stage, "Priya")


def test_a_sentence_at_the_check_card_that_names_another_child_is_asked_about(
    stage: Stage,
) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "that's enough", STAIRS)
    assert "New visit, or part of this one?" in last(stage, "Priya")
    stage.tap("Priya", "Part of this one")
    assert holds(stage, STAIRS) == [("guide", "story", None)]


def test_a_new_visit_to_two_children_is_asked_about_both(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "0402 said she is scared and 0403 said he is not")
    stage.tap("Priya", "New visit")
    assert "Is this a reflection about CH-0402 and CH-0403?" in last(stage, "Priya")
