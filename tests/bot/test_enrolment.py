"""Codes are read as people send them; whoever is not known yet hears 999 and nothing is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from prompts.phrases import phrase
from storage import codes
from storage.tables import Draft, Identity
from tests.bot.test_dialogue import NOW
from tests.conversations.play import Stage
from tests.factories import a_person

Writing = Callable[[str], str]

WRITINGS: dict[str, Writing] = {
    "as it is given": lambda code: code,
    "as a command": lambda code: f"/start {code}",
    "in capitals": lambda code: f"/START {code.lower()}",
    "without the slash": lambda code: f"start {code}",
    "with a space after the slash": lambda code: f"/ start {code}",
    "to the bot by name": lambda code: f"/start@understory_bot {code}",
    "small, with spaces": lambda code: code.lower().replace("-", " "),
    "on two lines": lambda code: f"{code[:9]}\n{code[10:]}",
    "broken within a group": lambda code: f"code: {code[:7]}\n{code[7:]}",
    "with long dashes": lambda code: code.replace("-", " \u2013 "),
    "with words around it": lambda code: f"Hi, my code is {code}. Thanks!",
    "called a code": lambda code: f"Code: {code}",
    "as the whole link": lambda code: f"https://t.me/understory_bot?start={code}",
    "in a row": lambda code: code.replace("-", ""),
}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def a_code(stage: Stage) -> str:
    """Return a code of somebody who has no device yet."""
    with stage.store.writing() as session:
        return codes.make_code(session, a_person(session, "Nia Hill").id, NOW)


@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS)
def test_a_code_enrols_however_it_is_written(stage: Stage, writing: Writing) -> None:
    stage.receive("Other", text=writing(a_code(stage)))
    with stage.store.reading() as session:
        found = session.exec(select(Identity).where(Identity.address == "chat-Other")).all()
    assert len(found) == 1


@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS)
def test_a_code_that_somebody_enrolled_sends_again_starts_nothing(
    stage: Stage, writing: Writing
) -> None:
    stage.receive("Priya", text=writing(a_code(stage)))
    assert stage.shown["Priya"][-1].text == phrase("help.already_enrolled")
    with stage.store.reading() as session:
        assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize(
    "said", ["visited 0401 with the school today", "seen baby 0401 home with mum that time"]
)
def test_a_story_is_no_code(stage: Stage, said: str) -> None:
    stage.receive("Priya", text=said)
    assert "CH-0401" in stage.shown["Priya"][-1].text


@pytest.mark.parametrize("said", ["tonight", "/Tonight!", "not safe", "a child may not be safe"])
def test_somebody_unknown_hears_999_and_that_nothing_was_kept(stage: Stage, said: str) -> None:
    stage.receive("Stranger", text=said)
    told = stage.shown["Stranger"][-1].text
    assert told.splitlines() == [phrase("tonight.danger"), phrase("help.unknown_sender")]
