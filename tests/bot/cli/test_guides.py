"""`understory guides`: a line a guide, or every fault and exit code 2."""

import shutil
from pathlib import Path

import pytest
import typer

from bot.cli.edge import Edge, RefusedError
from bot.cli.guides import EXAMPLE, check, guides
from prompts.loader import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "guides"))


def broken(folder: Path) -> Path:
    file = folder / "quick-reflection" / "1.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("minutes = 2", "minutes = 0"), encoding="utf-8")
    return folder


def exit_code(*words: str) -> int | str | None:
    app = typer.Typer(cls=Edge, add_completion=False, rich_markup_mode=None)
    app.command("guides", epilog=EXAMPLE)(guides)
    app.callback()(lambda: None)
    with pytest.raises(SystemExit) as left:
        app(list(words))
    return left.value.code


def test_each_guide_has_a_line(folder: Path) -> None:
    assert "quick-reflection: version 1, 2 minutes, 2 questions, 4 probes" in check(folder)
    assert len(check(folder)) == len(list(folder.glob("*/*.toml")))


def test_the_guides_that_ship_are_checked_unless_told_otherwise() -> None:
    assert len(check(None)) == len(list(FOLDER.glob("*/*.toml")))


def test_a_broken_guide_is_refused_with_its_fault(folder: Path) -> None:
    with pytest.raises(RefusedError, match=r"quick-reflection/1\.toml: `minutes` is below 1"):
        check(broken(folder))


def test_the_command_prints_the_lines_and_ends_well(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("guides", "--folder", str(folder)) == 0
    assert capsys.readouterr().out.splitlines() == check(folder)


def test_the_command_ends_with_two_and_says_the_fault_on_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("guides", "--folder", str(broken(folder))) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("quick-reflection/1.toml: `minutes` is below 1.")


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("guides", "--folder", str(tmp_path / "nowhere")) == 2
    assert "no guide is there" in capsys.readouterr().err


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("guides", "--help") == 0
    assert "understory guides --folder my-guides" in " ".join(capsys.readouterr().out.split())
