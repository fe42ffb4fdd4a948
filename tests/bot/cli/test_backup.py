"""`understory backup` and `understory restore`, as they are typed."""

import base64
from pathlib import Path

import pytest

from tests.bot.cli.commands import TEAMS, Here, is_one_sentence, teams
from tests.factories import KEY


@pytest.fixture
def council(here: Here, monkeypatch: pytest.MonkeyPatch) -> Here:
    here.bring_in("teams", TEAMS)
    monkeypatch.setenv("UNDERSTORY_KEY", base64.b64encode(KEY).decode())
    return here


def test_what_was_backed_up_is_restored_into_a_new_folder(
    council: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = council.run("backup", "--out", "monday")
    assert said.exit_code == 0, said.output
    assert "They were restored from it and are all there." in said.output
    before = teams(council)
    monkeypatch.setenv("UNDERSTORY_DATA", str(council.folder / "new"))
    council.records = council.folder / "new"
    restored = council.run("restore", "monday")
    assert restored.exit_code == 0, restored.output
    assert "stop them again" in restored.output
    assert teams(council) == before == {"Council", "North"}
    again = council.run("restore", "monday")
    assert (again.exit_code, teams(council)) == (2, before)
    assert again.stderr.startswith("There are records in that folder already.")
    assert is_one_sentence(again.stderr)


def test_it_is_refused_beside_the_key(here: Here) -> None:
    refused = here.run("backup", "--out", str(here.records / "monday"))
    assert refused.exit_code == 2
    assert refused.stderr.startswith("The key lies in that folder")
    assert not (here.records / "monday").exists()


@pytest.mark.parametrize(
    "words", [("backup", "--out", "there"), ("backup", "--out", "none/x"), ("restore", "none")]
)
def test_what_cannot_be_read_or_written_is_one_sentence(
    council: Here, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    Path("there").write_text("sunday")
    if words[0] == "restore":
        monkeypatch.setenv("UNDERSTORY_DATA", str(council.folder / "new"))
    refused = council.run(*words)
    assert refused.exit_code == 2, refused.output
    assert is_one_sentence(refused.stderr)
    assert Path("there").read_text() == "sunday"


@pytest.mark.parametrize("words", [("backup", "--out", "x"), ("restore", "x")])
def test_postgresql_is_told_its_own_tools(council: Here, words: tuple[str, ...]) -> None:
    url = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    refused = council.run(*words, env=url)
    assert refused.exit_code == 2
    assert "pg_dump" in refused.stderr
    assert is_one_sentence(refused.stderr)


def test_a_key_that_does_not_open_the_backup_is_named_and_the_right_one_restores_it(
    council: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert council.run("backup", "--out", "monday").exit_code == 0
    monkeypatch.setenv("UNDERSTORY_DATA", str(council.folder / "new"))
    right = base64.b64encode(KEY).decode()
    monkeypatch.setenv("UNDERSTORY_KEY", base64.b64encode(KEY[::-1]).decode())
    refused = council.run("restore", "monday")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "does not open this backup" in refused.stderr
    assert "restore the last backup" not in refused.stderr
    monkeypatch.setenv("UNDERSTORY_KEY", right)
    assert council.run("restore", "monday").exit_code == 0
