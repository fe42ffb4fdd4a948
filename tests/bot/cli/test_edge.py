import logging
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from storage import people
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence


def command_words() -> list[list[str]]:
    """Return the words of every command and of every group."""
    words: list[list[str]] = [[]]
    words += [[command.name or name(command.callback)] for command in app.registered_commands]
    for group in app.registered_groups:
        words.append([str(group.name)])
        assert isinstance(group.typer_instance, typer.Typer)
        words += [
            [str(group.name), command.name or name(command.callback)]
            for command in group.typer_instance.registered_commands
        ]
    return words


def name(function: object) -> str:
    return str(getattr(function, "__name__", ""))


@pytest.mark.parametrize("words", command_words(), ids=" ".join)
def test_every_command_has_help_and_every_one_that_acts_an_example(
    words: list[str], here: Here
) -> None:
    result = here.run(*words, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    acts = "COMMAND" not in result.stdout
    assert ("Example: understory " + " ".join(words) in result.stdout) == acts


def test_no_command_at_all_shows_the_help(here: Here) -> None:
    result = here.run()
    assert result.exit_code == 0
    assert "Commands:" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["people"],
        ["people", "code"],
        ["import", "foxes", "x.csv"],
        ["import", "teams", "x.csv", "--bad"],
        ["export"],
        ["export", "--out", "x", "--format", "parquet"],
        ["schema", "everything"],
    ],
)
def test_a_command_that_cannot_be_read_says_one_sentence_and_exits_2(
    words: list[str], here: Here
) -> None:
    result = here.run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert is_one_sentence(result.stderr), result.stderr
    assert "--help" in result.stderr
    assert "nvalid" not in result.stderr


def test_settings_that_cannot_be_used_are_told_all_at_once(here: Here) -> None:
    result = here.run("serve", env={"TIMEZONE": "Mars/Crater", "UPDATE_MODE": "pigeon"})
    assert result.exit_code == 2
    assert is_one_sentence(result.stderr)
    assert "TIMEZONE" in result.stderr
    assert "UPDATE_MODE" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["export", "--out", "out"],
        ["people", "list"],
        ["people", "code", "P1"],
        ["people", "stop", "P1"],
        ["summary", "--scope", "North", "--period", "2026-10"],
        ["due", "--for", "North"],
        ["import", "teams", "teams.csv", "--yes"],
        ["guides"],
        ["imports", "list"],
        ["schema", "summary"],
        ["schema", "import"],
    ],
)
def test_what_only_serving_needs_hinders_no_other_command(words: list[str], here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    wrong = {
        "UPDATE_MODE": "webhook",
        "TELEGRAM_BOT_TOKEN": "not a token",
        "DUTY_PHONE": "ask",
        "CONTENT": "web",
        "TIMEZONE": "Mars",
    }
    result = here.run(*words, env=wrong)
    assert result.exit_code == 0, result.output


def test_an_unexpected_error_gives_a_number_and_keeps_its_words_out_of_the_log(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> list[object]:
        raise KeyError("Kayleigh hid behind the sofa")

    monkeypatch.setattr(people, "people_in", fail)
    result = here.run("people", "list")
    log, sentence = result.stderr.rstrip("\n").rsplit("\n", 1)
    number = sentence.split("(error ")[1].split(")")[0]
    assert result.exit_code == 1
    assert number in log
    assert "KeyError at " in log
    assert "test_edge.py:" in log
    assert "Kayleigh" not in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("options", [["--help"], ["import", "--help"], ["reader", "--help"]])
def test_help_loads_none_of_the_slow_modules(options: list[str]) -> None:
    slow = (
        "sqlalchemy",
        "pydantic_settings",
        "openpyxl",
        "telegram",
        "fastapi",
        "cryptography",
        "rich",
    )
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        f"sys.argv[1:] = {options!r}\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {slow!r} if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def understory(here: Here, *words: str) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "understory"
    return subprocess.run(
        [command, *words], cwd=here.folder, capture_output=True, text=True, check=False
    )


def test_the_real_command_imports_and_makes_a_code(here: Here) -> None:
    here.bring_in("teams", "team\nNorth\n")
    people = here.file("people.csv", "person_ref,name,role,team\nP1,Priya,practitioner,North\n")
    assert understory(here, "import", "people", people, "--yes").returncode == 0
    made = understory(here, "people", "code", "P1")
    assert (made.returncode, made.stderr) == (0, "")
    assert len(made.stdout.splitlines()[0].replace("-", "")) == 20


def test_the_real_command_refuses_in_one_sentence(here: Here) -> None:
    refused = understory(here, "import", "teams", "nowhere.csv", "--yes")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert is_one_sentence(refused.stderr)


def test_a_command_leaves_the_handlers_of_others_alone(here: Here) -> None:
    root, other = logging.getLogger(), logging.NullHandler()
    root.addHandler(other)
    here.run("people", "list")
    assert other in root.handlers
    root.removeHandler(other)
