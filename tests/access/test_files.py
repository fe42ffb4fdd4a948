"""Every command of the command line, without the key and with another one: no record leaves."""

import base64
from collections.abc import Iterator

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.sheets.marking import workbook
from tests.access.table import rows
from tests.bot.cli.commands import Here

WORDS = {
    "understory quality": ("--for", "North"),
    "understory due": ("--for", "North", "--on", "2026-11-30"),
    "understory reader sample": ("--out", "drawn.xlsx"),
    "understory people code": ("P1",),
    "understory people stop": ("P1",),
    "understory people away": ("P1", "--until", "2026-12-04"),
    "understory people back": ("P1",),
    "understory import": ("teams", "teams.csv", "--yes"),
    "understory imports undo": ("1", "--yes"),
    "understory summary": (
        "--scope",
        "North",
        "--period",
        "2026-10",
        "--format",
        "json",
        "--out",
        "out",
    ),
    "understory reader check": ("out.xlsx",),
    "understory export": ("--out", "out"),
    "understory backup": ("--out", "out"),
    "understory restore": ("out.xlsx",),
}
NO_KEY = {"UNDERSTORY_KEY_FILE": "nothing"}
OTHER_KEY = {"UNDERSTORY_KEY": base64.b64encode(bytes(range(1, 33))).decode()}


def commands(group: object = None, before: str = "understory") -> Iterator[str]:
    """Yield every command of the program, as it is typed."""
    found = getattr(group or get_command(app), "commands", None)
    if found is None:
        yield before
        return
    for name, command in found.items():
        yield from commands(command, f"{before} {name}")


def cells() -> Iterator[tuple[str, dict[str, str]]]:
    for name, row in rows("The command line").items():
        if row["without the key, or with another"] == "refused":
            yield name, NO_KEY
            yield name, OTHER_KEY


def test_every_command_has_its_row() -> None:
    assert set(commands()) == set(rows("The command line"))


@pytest.mark.parametrize(("name", "key"), list(cells()))
def test_no_command_opens_the_records_without_their_key(
    here: Here, name: str, key: dict[str, str]
) -> None:
    here.file("teams.csv", "team,parent\nNorth,\n")
    (here.folder / "out.xlsx").write_bytes(workbook({"0" * 32: "She slept."}))
    held = (here.folder / "out.xlsx").read_bytes()
    result = here.run(*name.split()[1:], *WORDS.get(name, ()), env=key)
    assert (result.exit_code, "key" in result.stderr) == (2, True), result.output
    assert not {"out", "drawn.xlsx"} & {one.name for one in here.folder.iterdir()}
    assert (here.folder / "out.xlsx").read_bytes() == held
