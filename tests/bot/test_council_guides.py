"""A council's own guides in use: what they asked stays readable whatever becomes of their files."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.serving import Services
from reports.all_guides import all_guides
from storage import guide_use
from storage import guides as known_guides
from storage.guide_use import QuestionUse
from storage.session import Store
from storage.tables import Claim
from tests.bot.served import DUTY, a_council, served
from tests.conversations import fixed_reader
from tests.conversations.deeds import act, tap
from tests.conversations.play import Stage
from tests.prompts.council import NEWEST, REFLECTION, VISIT, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The council's guides: a wording of its own of the reflection."""
    return put(tmp_path / "guides", REFLECTION, "quick-reflection/101.toml")


def restart(stage: Stage, folder: Path) -> None:
    stage.guides = all_guides(stage.store, folder.parent)
    stage.read_by(fixed_reader.at_once())


def kept(store: Store) -> list[tuple[str, int]]:
    with store.reading() as session:
        return [(name, version) for name, version, _ in known_guides.of_council(session)]


def newest(stage: Stage, name: str = "Priya") -> str:
    return stage.shown[name][-1].text


def test_the_councils_own_wording_is_asked_and_kept_once_it_is(stage: Stage, folder: Path) -> None:
    restart(stage, folder)
    assert kept(stage.store) == []
    stage.receive("Priya", text="/new")
    assert "What was it like?" in newest(stage)
    assert kept(stage.store) == [("quick-reflection", 101)]


def test_what_was_begun_goes_on_as_it_was_asked_when_the_file_is_changed_or_gone(
    stage: Stage, folder: Path
) -> None:
    restart(stage, folder)
    stage.receive("Priya", text="/new")
    put(folder, REFLECTION.replace("like?", "really like?"), "quick-reflection/101.toml")
    restart(stage, folder)
    assert len(stage.guides.faults) == 1
    stage.receive("Priya", text="/continue")
    assert "What was it like?" in newest(stage)
    shutil.rmtree(folder)
    restart(stage, folder)
    stage.receive("Priya", text="/continue")
    assert "What was it like?" in newest(stage)
    stage.receive("Priya", text="She met me at the door.")
    tap(stage, "Priya", "Save for later", None)
    stage.receive("Priya", text="/new")
    assert "What happened?" in newest(stage)


def test_a_reflection_of_the_councils_own_is_offered_beside_the_usual_one(
    stage: Stage, folder: Path
) -> None:
    put(folder, VISIT)
    restart(stage, folder)
    stage.receive("Priya", text="/new")
    assert newest(stage) == "What do you want to write?"
    tap(stage, "Priya", "A first visit", None)
    assert "What did the child say or do?" in newest(stage)
    stage.receive("Priya", text="She hid behind her nan.")
    tap(stage, "Priya", "Yes", None)
    tap(stage, "Priya", "Share with Sunil", None)
    assert "You can read it, and Sunil" in newest(stage)
    assert kept(stage.store) == [("first-visit", 101)]
    shutil.rmtree(folder)
    restart(stage, folder)
    tap(stage, "Sunil", "Read", None)
    assert "She hid behind her nan." in newest(stage, "Sunil")


def test_who_starts_one_is_asked_no_other(stage: Stage, folder: Path) -> None:
    put(folder, VISIT)
    restart(stage, folder)
    stage.receive("Sunil", text="/new")
    assert "What was it like?" in newest(stage, "Sunil")


def test_words_behind_new_begin_the_usual_one_and_a_name_begins_that(
    stage: Stage, folder: Path
) -> None:
    put(folder, VISIT)
    restart(stage, folder)
    stage.receive("Priya", text="/new she hid behind the door")
    assert "Which child is this about?" in newest(stage)
    stage.receive("Priya", text="/new A first visit")
    assert "What did the child say or do?" in newest(stage)


def test_what_a_guide_asked_and_what_its_answers_showed_are_counted(stage: Stage) -> None:
    for line in (
        "Priya: visited 0401, she hid behind the sofa when he came in",
        "Priya taps Yes",
        "Priya taps Leave it",
        "Priya taps That's enough",
        "Priya taps Share with Sunil",
    ):
        act(stage, line)
    with stage.store.reading() as session:
        found = guide_use.of_guide(session, "quick-reflection", stage.now - timedelta(days=1))
        claimed = session.exec(select(Claim.question)).all()
    questions = found[NEWEST].questions
    assert questions["story"] == QuestionUse(1, 1, 0, claims=claimed.count("story"))
    assert questions["child"] == QuestionUse(1, 1, 0)
    assert [key for key, use in questions.items() if use.skipped] == ["probe.meaning"]
    assert claimed.count("story") == len(claimed) > 0


async def test_a_broken_one_is_said_at_start_and_everything_runs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = a_council(tmp_path)
    put(tmp_path / "guides", "name =", "first-visit/101.toml")
    async with served(Services(store, all_guides(store, tmp_path), DUTY)) as up:
        assert up.address
    store.close()
    said = [line for line in caplog.messages if "guide" in line]
    assert len(said) == 1
    assert said[0].startswith("a guide of the council's is left out: first-visit/101.toml: this")
