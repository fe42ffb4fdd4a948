"""A second server on the same records says so in a sentence, and starts nothing."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.config import load, load_served
from bot.demo.folder import open_folder
from bot.serving import open_services
from bot.store import explain, open_store
from storage.cipher import make_key
from storage.errors import RecordsServedError

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "UNDERSTORY_KEY_FILE", "PUBLIC_URL", "TELEGRAM_BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNDERSTORY_DATA", str(tmp_path / "records"))
    monkeypatch.setenv("UNDERSTORY_KEY", make_key())


@pytest.mark.long
def test_the_command_says_that_another_server_has_the_records() -> None:
    first = open_services(load_served())
    second = subprocess.run(
        [sys.executable, "-m", "bot", "serve", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    first.store.close()
    assert second.returncode == 2
    assert second.stdout == ""
    assert second.stderr == explain(RecordsServedError("")) + "\n"


def test_commands_use_the_records_beside_a_server() -> None:
    services = open_services(load_served())
    open_store(load()).close()
    services.store.check()
    services.store.close()


def test_a_demo_that_runs_is_not_begun_anew(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    key = folder.key
    settings = load(UNDERSTORY_DATA=folder.path, UNDERSTORY_KEY=key)
    store = open_store(settings, serving=True)
    with pytest.raises(RecordsServedError):
        open_folder(tmp_path / "demo", None, DAY, fresh=True)
    store.check()
    store.close()
    assert open_folder(tmp_path / "demo", None, DAY, fresh=True).key != key
