"""Running the command line in a folder of its own."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage.cipher import Cipher
from storage.imports import known_teams
from storage.session import Store, embedded_url
from tests.factories import KEY, a_spared_store, make_store

TEAMS = "team,parent\nCouncil,\nNorth,Council\n"
PEOPLE = (
    "person_ref,name,role,team,supervisor_ref\n"
    "P1,Priya Shah,practitioner,North,P2\nP2,Sunil Rao,supervisor,Council,\n"
)


class Here:
    """A folder with a key and empty records, and the command line in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.records = folder / "records"
        self.records.mkdir()
        make_store(self.records).close()
        key = self.records / "key"
        key.touch(mode=0o600)
        key.write_text(base64.b64encode(KEY).decode())
        # Each command opens the records anew, and would compile each statement anew.
        monkeypatch.setattr("bot.store.Store", a_spared_store)
        monkeypatch.chdir(folder)
        for name in ("DATABASE_URL", "UNDERSTORY_KEY", "UNDERSTORY_KEY_FILE", "PUBLIC_URL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("UNDERSTORY_DATA", str(self.records))

    def run(self, *words: str, typed: str = "", env: Mapping[str, str] | None = None) -> Result:
        """Return what `understory WORDS` said, with `typed` at its prompts."""
        return CliRunner().invoke(app, list(words), input=typed, env=env)

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file and return its name."""
        raw = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(raw)
        return name

    def bring_in(self, kind: str, content: str) -> None:
        """Import a file that must be sound."""
        result = self.run("import", kind, self.file(f"{kind}.csv", content), "--yes")
        assert result.exit_code == 0, result.output


def is_one_sentence(said: str) -> bool:
    """Say whether standard error holds one line, made of sentences, and no traceback."""
    return said.count("\n") == 1 and said.endswith(".\n") and "Traceback" not in said


def records(here: Here) -> Store:
    return a_spared_store(embedded_url(here.records), Cipher(KEY))


def teams(here: Here) -> set[str]:
    store = records(here)
    with store.reading() as session:
        names = set(known_teams(session))
    store.close()
    return names


def report(here: Here) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((here.folder / "report.json").read_text())
    return read
