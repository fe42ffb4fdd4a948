"""docs/data.md, what `understory schema import` prints and the code say the same of every file."""

import json
import re
from collections.abc import Iterator

from jsonschema import Draft202012Validator

from bot.imports import KINDS, aliases
from bot.sheets.columns import read_rows
from bot.sheets.file import read_separated
from bot.sheets.schema import schema
from tests.bot.cli.commands import Here
from tests.bot.cli.conftest import here as here
from tests.each import each
from tests.lint import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
SAID = schema(list(KINDS.values()))


def part(kind: str) -> str:
    found = re.search(rf"^## {kind}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, kind
    return found[1]


def rows(kind: str) -> Iterator[list[str]]:
    for line in re.findall(r"^\| (.*) \|$", part(kind), re.MULTILINE)[1:]:
        yield line.split(" | ")


def told(kind: str) -> Iterator[list[str]]:
    of_kind = SAID["$defs"][kind]
    for name, said in of_kind["properties"].items():
        words = said["description"]
        if words == "one of these words":
            words = ", ".join(said["enum"])
        yield [f"**{name}**" if name in of_kind["required"] else name, words, *said["examples"]]


def example(kind: str) -> str:
    lines = re.findall(r"^    (.*)$", part(kind), re.MULTILINE)
    return "\n".join(lines) + "\n"


def test_the_page_has_a_part_for_every_kind_and_no_other() -> None:
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == list(KINDS)


@each("kind", KINDS)
def test_the_page_gives_each_column_its_type_and_an_example(kind: str) -> None:
    assert list(rows(kind)) == list(told(kind))


@each("kind", KINDS)
def test_the_example_of_a_file_is_read_as_it_stands(kind: str) -> None:
    parsed = read_rows(
        read_separated(example(kind).encode()), KINDS[kind].columns, aliases(kind), lambda _: None
    )
    assert (parsed.rejected, parsed.notes, len(parsed.entries)) == ([], (), 1)
    assert set(parsed.entries[0].values) == {column.name for column in KINDS[kind].columns}
    known_by = SAID["$defs"][kind]["x-known-by"]
    assert f"One row is known by {' and '.join(f'`{name}`' for name in known_by)}." in part(kind)


def test_the_command_prints_the_schema_that_the_code_has(here: Here) -> None:
    printed = json.loads(here.run("schema", "import").stdout)
    assert printed == SAID
    Draft202012Validator.check_schema(printed)
