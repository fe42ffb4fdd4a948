"""A message that says no more than which child it is about: nothing is answered by it."""

from datetime import timedelta

import pytest

from bot.channels.web.channel import WEB, WebIncoming
from storage import people
from storage.tables import Identity
from tests.bot.staged import answers, last, write
from tests.bot.test_two_children import person
from tests.conversations.deeds import act
from tests.conversations.play import Stage, newest, put_after

STORY = "she hid behind the sofa when he came in"


def stories(stage: Stage) -> list[str]:
    """Return what stands as an answer in words, the children who were chosen left out."""
    told = [line.strip('"') for line in answers(stage).splitlines()]
    return [line for line in told if not line.startswith(("CH-", "["))]


@pytest.mark.parametrize(
    "said",
    ["0401", "CH-0401", "ch 401.", "0401?", "about 0401", "/new 0401", "New reflection on 0401"],
)
def test_a_reference_begins_a_reflection_about_that_child_with_nothing_answered(
    stage: Stage, said: str
) -> None:
    write(stage, "Priya", said)
    assert "CH-0401 · What happened" in last(stage, "Priya")
    assert stories(stage) == []
    write(stage, "Priya", STORY)
    assert last(stage, "Priya").startswith("CH-0401 · 1 of at most 2 · ")
    assert stories(stage) == [STORY]
    write(stage, "Priya", "that's enough")
    assert f"1 What happened: {STORY}\n2 Child: CH-0401" in last(stage, "Priya")


def test_so_it_is_where_what_happened_is_asked(stage: Stage) -> None:
    write(stage, "Priya", "/new", "0401")
    assert "CH-0401 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


def test_several_are_asked_about_and_then_what_happened(stage: Stage) -> None:
    write(stage, "Priya", "0401 and 0403")
    assert "Is this a reflection about CH-0401 and CH-0403?" in last(stage, "Priya")
    stage.tap("Priya", "Yes, both")
    assert "CH-0401 and CH-0403 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


@pytest.mark.parametrize("said", ["CH-0499", "0499"])
def test_nobodys_reference_is_said_to_be_nobodys_and_answers_nothing(
    stage: Stage, said: str
) -> None:
    write(stage, "Priya", said)
    assert "Nobody" in last(stage, "Priya") or "know" in last(stage, "Priya")
    stage.tap("Priya", "CH-0401")
    assert "CH-0401 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


def test_another_child_can_be_chosen_before_anything_is_told(stage: Stage) -> None:
    write(stage, "Priya", "0401")
    stage.tap("Priya", "Back")
    write(stage, "Priya", "0402")
    assert "CH-0402 · What happened" in last(stage, "Priya")
    write(stage, "Priya", "not 0402, 0403")
    stage.tap("Priya", "Yes")
    assert "CH-0403 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


def test_a_reflection_of_a_child_alone_cannot_be_ended(stage: Stage) -> None:
    write(stage, "Priya", "0401", "that's enough")
    assert "Check what you wrote" not in last(stage, "Priya")
    assert "A child may not be safe tonight" in [
        button.label for row in stage.shown["Priya"][-1].buttons for button in row
    ]


def test_words_sent_with_it_in_a_burst_are_what_happened(stage: Stage) -> None:
    write(stage, "Priya", "0401")
    stage.receive("Priya", text=STORY, written_at=stage.now)
    assert stories(stage) == [STORY]
    stage.receive("Priya", text="and then she cried", written_at=stage.now)
    assert last(stage, "Priya").startswith("Added to your answer: What happened.")
    write(stage, "Priya", "that's enough")
    assert f"1 What happened: {STORY} and then she cried" in last(stage, "Priya")


def test_it_is_no_answer_to_a_later_question_about_that_child(stage: Stage) -> None:
    write(stage, "Priya", f"visited 0401, {STORY}")
    stage.tap("Priya", "Yes")
    asked = last(stage, "Priya")
    write(stage, "Priya", "0401")
    assert last(stage, "Priya").splitlines()[-1] == asked.splitlines()[-1]
    assert stories(stage) == [f"visited 0401, {STORY}"]
    stage.tap("Priya", "It is my answer")
    assert stories(stage)[-1] == "0401"


def test_a_decision_asks_what_was_decided(stage: Stage) -> None:
    write(stage, "Sunil", "/decision 0401")
    assert "CH-0401" in last(stage, "Sunil")
    assert "What did you decide?" in last(stage, "Sunil")
    write(stage, "Sunil", "Priya rings the school by Friday")
    assert "Why this" in last(stage, "Sunil")


def test_an_edit_of_it_names_another_child(stage: Stage) -> None:
    act(stage, "Priya: 0401")
    stage.now += timedelta(seconds=20)
    act(stage, "Priya edits: 0402")
    assert "CH-0402 · What happened" in last(stage, "Priya")
    write(stage, "Priya", STORY, "that's enough")
    assert "2 Child: CH-0402" in last(stage, "Priya")


# --- by a name that the council told ---


def on_the_web(stage: Stage, text: str) -> str:
    """Let Priya write on the council's own page; return what is answered there."""
    priya = person(stage, "Priya")
    with stage.store.writing() as session:
        if people.person_at(session, WEB, priya.id, stage.now.date()) is None:
            here = Identity(
                channel=WEB, address=priya.id, person_id=priya.id, enrolled_at=stage.now
            )
            session.add(here)
        before = newest(session)
    incoming = WebIncoming(WEB, priya.id, f"{priya.id}.{len(text)}.{text}", text=text)
    stage.dialogue.receive(incoming, stage.now)
    with stage.store.reading() as session:
        return put_after(session, before)[-1].message.text


@pytest.mark.parametrize("said", ["Kayden", "kayden marsh", "about Kayden.", "/new Kayden"])
def test_on_the_councils_own_page_a_name_alone_is_that_child(stage: Stage, said: str) -> None:
    act(stage, "# CH-0401 is called Kayden Marsh")
    assert "CH-0401 · What happened" in on_the_web(stage, said)
    assert stories(stage) == []


def test_a_name_that_two_bear_is_asked_about(stage: Stage) -> None:
    act(stage, "# CH-0401 is called Kayden Marsh")
    act(stage, "# CH-0402 is called Jade Marsh")
    assert "CH-0401 and CH-0402?" in on_the_web(stage, "Marsh")
    assert "CH-0402 · What happened" in on_the_web(stage, "Jade")


@pytest.mark.parametrize("said", ["Kayden", "kayden marsh"])
def test_elsewhere_a_name_alone_asks_which_child_and_is_not_kept(stage: Stage, said: str) -> None:
    act(stage, "# CH-0401 is called Kayden Marsh")
    write(stage, "Priya", said)
    assert "Which child is this about?" in last(stage, "Priya")
    write(stage, "Priya", said)
    assert "I did not keep the name.\nWhich child" in last(stage, "Priya")
    write(stage, "Priya", "0402")
    assert "CH-0402 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


def test_a_name_beside_a_reference_is_left_out(stage: Stage) -> None:
    act(stage, "# CH-0401 is called Kayden Marsh")
    write(stage, "Priya", "0401 Kayden")
    assert "CH-0401 · What happened" in last(stage, "Priya")
    assert stories(stage) == []


def test_a_name_in_a_story_is_kept_as_it_is(stage: Stage) -> None:
    act(stage, "# CH-0401 is called Kayden Marsh")
    write(stage, "Priya", "Kayden hid from me")
    assert stories(stage) == ["Kayden hid from me"]


@pytest.mark.parametrize(("said", "meant"), [("0420", "CH-0402"), ("0495", "CH-0405")])
def test_whom_a_slip_may_mean_is_asked_once(stage: Stage, said: str, meant: str) -> None:
    write(stage, "Priya", said)
    assert last(stage, "Priya").count("Did you mean") == 1
    assert f"I do not know {said} among your children. Did you mean {meant}?" in last(
        stage, "Priya"
    )
