"""The demo beside a real council: its own bot, address, port and folder, or none."""

import inspect
import socket
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.channels.web.server import PortInUseError
from bot.cli.demo import demo
from bot.cli.serve import serve
from bot.clock import DEMO_FILE
from bot.config import load, load_served
from bot.demo.folder import DemoFolderError, open_folder
from bot.demo.running import DAY, fill, settings_of
from bot.errors import SettingsError
from bot.serving import open_services
from bot.store import open_store
from storage.cipher import make_key
from storage.imports import known_teams
from storage.tables import Team

REAL, OWN = "1:real", "2:own"
A_REAL_ENV = f"""
TELEGRAM_BOT_TOKEN={REAL}
PUBLIC_URL=https://understory.council.example
UPDATE_MODE=webhook
UNDERSTORY_DATA=understory-records
DUTY_PHONE=999
"""


@pytest.fixture(autouse=True)
def _a_real_council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(A_REAL_ENV)
    for name in ("TELEGRAM_BOT_TOKEN", "DEMO_TELEGRAM_BOT_TOKEN", "PUBLIC_URL", "UPDATE_MODE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("where", [".env", "the environment"])
def test_a_real_bot_and_address_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    if where == "the environment":
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", REAL)
        monkeypatch.setenv("PUBLIC_URL", "https://understory.council.example")
    settings = settings_of(open_folder(tmp_path / "demo", None, DAY, fresh=False))
    assert settings.telegram_bot_token is None
    assert settings.public_url is None
    assert settings.update_mode == "polling"
    assert settings.duty_phone == "01632 960 100"


def test_it_has_a_bot_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_TELEGRAM_BOT_TOKEN", OWN)
    settings = settings_of(open_folder(tmp_path / "demo", None, DAY, fresh=False))
    assert settings.telegram_bot_token == OWN


@pytest.mark.parametrize("token", [REAL, "1:another-token-of-the-same-bot"])
def test_the_real_bot_under_its_setting_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("DEMO_TELEGRAM_BOT_TOKEN", token)
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    with pytest.raises(SettingsError, match="would take its messages") as refused:
        settings_of(folder)
    assert token not in str(refused.value)


def test_a_wrong_token_is_named_as_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_TELEGRAM_BOT_TOKEN", "no token")
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    with pytest.raises(SettingsError, match="DEMO_TELEGRAM_BOT_TOKEN: is not a bot's token"):
        settings_of(folder)


def test_what_is_wrong_in_real_settings_does_not_hinder_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("UPDATE_MODE=nonsense\nCONTENT=web\nPUBLIC_URL=http://plain\n")
    assert settings_of(open_folder(tmp_path / "demo", None, DAY, fresh=False)).public_url is None


def test_what_keeps_it_from_starting_is_known_before_its_folder_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --fresh the council that is there would be gone, and nothing started."""
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    before = {file.name: file.read_bytes() for file in folder.path.iterdir()}
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"open http://127.0.0.1:{port}; if not, choose"):
            demo(port=port, folder=folder.path, fresh=True, browser=False)
    monkeypatch.setenv("DEMO_TELEGRAM_BOT_TOKEN", "no token")
    for path in (folder.path, tmp_path / "another"):
        with pytest.raises(SettingsError, match="is not a bot's token"):
            demo(port=0, folder=path, fresh=True, browser=False)
    assert {file.name: file.read_bytes() for file in folder.path.iterdir()} == before
    assert not (tmp_path / "another").exists()


def test_its_port_is_not_the_servers() -> None:
    ports = [inspect.signature(command).parameters["port"].default for command in (demo, serve)]
    assert len(set(ports)) == 2


@pytest.mark.parametrize("name", ["notes.txt", "understory.db-wal", "understory.db-lock", ".env"])
@pytest.mark.parametrize("fresh", [True, False])
def test_a_folder_that_holds_anything_else_is_refused(
    tmp_path: Path, name: str, *, fresh: bool
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / name).write_text("theirs")
    with pytest.raises(DemoFolderError, match="did not make"):
        open_folder(folder, None, DAY, fresh=fresh)
    assert [file.name for file in folder.iterdir()] == [name]


def test_no_invented_council_is_made_in_real_records(tmp_path: Path) -> None:
    """Somebody served the demo's folder and brought their own people in."""
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    with closing(open_store(settings_of(folder))) as store:
        with store.writing() as session:
            session.add(Team(name="A real team"))
        with pytest.raises(DemoFolderError, match="not the demo's"):
            fill(store, folder, print)
        with store.reading() as session:
            assert list(known_teams(session)) == ["A real team"]


def test_invented_people_are_not_served_by_a_real_bot(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "demo", None, date(2026, 11, 24), fresh=False)
    given = {"UNDERSTORY_DATA": folder.path, "UPDATE_MODE": "polling"}
    with pytest.raises(SettingsError, match="the demo's folder"):
        open_services(load_served(**given))
    alone = load_served(**given, TELEGRAM_BOT_TOKEN=None, PUBLIC_URL=None)
    services = open_services(alone)
    services.store.close()
    assert (folder.path / DEMO_FILE).exists()


def test_other_commands_work_on_its_folder(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    open_store(load(UNDERSTORY_DATA=folder.path)).close()
    with pytest.raises(SettingsError, match="no key"):
        open_store(load(UNDERSTORY_DATA=tmp_path / "none"))
    assert make_key() != folder.key
