"""docs/commands.md and docs/imports.md, held against the program."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import bot
from bot.__main__ import app
from practice.access import Role
from practice.terms import ChildStatus, Employment
from tests.bot.cli.test_edge import command_words

DOCS = Path(bot.__file__).parent.parent / "docs"
COMMANDS = (DOCS / "commands.md").read_text()
IMPORTS = (DOCS / "imports.md").read_text()
ACTING = [
    words for words in command_words() if words not in ([], ["people"], ["reader"], ["imports"])
]


def test_the_page_of_commands_has_a_line_and_a_part_for_each() -> None:
    for words in ACTING:
        command = "understory " + " ".join(words)
        assert f"| `{command}" in COMMANDS
        assert f"\n## {command}\n" in COMMANDS
    assert COMMANDS.count("\n## ") == len(ACTING)
    assert COMMANDS.count("\n| `understory ") == len(ACTING)


@pytest.mark.parametrize("words", ACTING, ids=" ".join)
def test_the_page_of_commands_names_every_option_of_a_command(words: list[str]) -> None:
    part = COMMANDS.split(f"\n## understory {' '.join(words)}\n")[1].split("\n## ")[0]
    said = CliRunner().invoke(app, [*words, "--help"]).stdout
    options = set(re.findall(r"^  (--[a-z-]+)", said, re.MULTILINE)) - {"--help"}
    assert options == set(re.findall(r"--[a-z-]+", part))


def test_the_examples_of_the_page_are_of_commands_that_are_there() -> None:
    names = set(getattr(get_command(app), "commands", {}))
    examples = re.findall(r"^    (?:code=\$\()?understory (\S+)", COMMANDS, re.MULTILINE)
    assert set(examples) == names


@pytest.mark.parametrize(
    ("column", "words"), [("role", Role), ("employment", Employment), ("status", ChildStatus)]
)
def test_the_page_of_imports_lists_the_words_of_a_column(column: str, words: type[StrEnum]) -> None:
    assert f"- **{column}**: {', '.join(words)}." in IMPORTS
