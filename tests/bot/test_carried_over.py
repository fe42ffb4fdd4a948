"""An action that is not done: kept, changed or given up, and from the third time on not kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage import plans
from storage.plans import OpenAction
from storage.tables import Child
from tests.bot.staged import NOW, write
from tests.conversations.play import SHIPPED, Stage

LEAVES = ("That is all", "Skip", "Leave it", "Nothing moved today", "Nobody needs to hear it")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, NOW, children=1)
    stage.open(SHIPPED)
    return stage


def meet(stage: Stage, *inputs: str) -> None:
    """Open a supervision and give these inputs, each a button of the card or words."""
    write(stage, "Sunil", "/supervise")
    for said in ("Priya Shah", "Start", *inputs):
        give(stage, said)


def give(stage: Stage, said: str) -> None:
    labels = [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]
    if said in labels:
        stage.tap("Sunil", said)
    else:
        write(stage, "Sunil", said)


def skip_until(stage: Stage, words: str) -> None:
    for _ in range(30):
        if words in stage.shown["Sunil"][-1].text:
            return
        labels = [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]
        stage.tap("Sunil", next(label for label in LEAVES if label in labels))
    raise AssertionError(stage.shown["Sunil"][-1].text)


def send(stage: Stage) -> None:
    skip_until(stage, "Check what you wrote")
    for said in ("Done with CH-0401", "Not today", "60", "No date yet", "Send to Priya"):
        give(stage, said)
    stage.now += timedelta(weeks=4)


def first_meeting(stage: Stage) -> None:
    meet(stage, 'He told me "I like my new room".')
    skip_until(stage, "One action in one sentence")
    give(stage, "Priya rings nan by Friday")
    send(stage)


def not_done(stage: Stage, *then: str) -> None:
    meet(stage, "Not done", "nan was away", *then)
    skip_until(stage, "What has happened for this child")
    give(stage, 'She told me "I am fine".')
    send(stage)


def open_now(stage: Stage) -> list[OpenAction]:
    with stage.store.reading() as session:
        child = session.exec(select(Child)).one()
        return plans.open_actions(session, child.id)


def test_what_is_kept_is_asked_again_and_the_third_time_not_kept(stage: Stage) -> None:
    first_meeting(stage)
    not_done(stage, "Keep it")
    not_done(stage, "Keep it")
    meet(stage, "Not done", "nan was away")
    card = stage.shown["Sunil"][-1]
    assert "This is the third time that it is carried over." in card.text
    labels = [button.label for row in card.buttons for button in row]
    assert not {"Keep it", "Skip"} & set(labels)
    give(stage, "Raise it with the manager")
    skip_until(stage, "What has happened for this child")
    give(stage, 'She told me "I am fine".')
    before = len(stage.shown.get("Ruth", []))
    send(stage)
    (told,) = stage.shown["Ruth"][before:]
    assert told.text.startswith(
        "Sunil raises an action with you that was carried over three times."
    )
    assert "nan" not in told.text
    assert any("is raised with Ruth." in m.text for m in stage.shown["Sunil"])
    assert [action.carried for action in open_now(stage)] == [3]


def test_what_is_given_up_is_asked_no_more(stage: Stage) -> None:
    first_meeting(stage)
    not_done(stage, "Give it up")
    assert open_now(stage) == []


def test_what_is_changed_takes_the_place_of_what_it_was(stage: Stage) -> None:
    first_meeting(stage)
    not_done(stage, "Change it", "I visit nan by Monday")
    (action,) = open_now(stage)
    assert (action.what, action.who, action.carried) == ("I visit nan by Monday", "Sunil", 0)
    assert action.due_on is not None
