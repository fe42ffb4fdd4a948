"""`understory demo` as it is started: what it says, where it writes, how it goes on and stops."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import httpx
import pytest

from bot.demo.folder import open_folder
from bot.demo.running import DAY, settings_of
from tests.bot.demo.councils import demo_of

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
# Addresses a demo must not follow: it has its own folder, records, key and numbers.
ELSEWHERE = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "UNDERSTORY_DATA": "elsewhere",
    "UNDERSTORY_KEY": "not a key",
    "UNDERSTORY_KEY_FILE": "elsewhere/key",
    "DUTY_PHONE": "999",
}


class Started:
    """A demo in a process of its own."""

    def __init__(self, where: Path, *options: str) -> None:
        quiet = dict.fromkeys(("TELEGRAM_BOT_TOKEN", "PUBLIC_URL", "UPDATE_MODE"), "")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--no-browser", *options],
            cwd=where,
            env={**os.environ, **ELSEWHERE, **quiet, "PYTHONPATH": f"{ROOT}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []

    def address(self) -> str:
        """Return where it answers, as it says."""
        assert self.process.stdout
        while line := self.process.stdout.readline():
            self.lines.append(line)
            if "is running" in line:
                return line.split()[-1]
        raise AssertionError(self.process.communicate())

    def stop(self) -> tuple[int, str]:
        """Stop it as Ctrl+C does; return its exit code and what it says on standard error."""
        assert self.process.stdout
        assert self.process.stderr
        with self.process:
            self.process.send_signal(signal.SIGINT)
            self.lines += self.process.stdout.readlines()
            return self.process.wait(), self.process.stderr.read()


def answer(address: str, path: str) -> httpx.Response:
    # It looks for what comes due as it starts, which takes a busy machine longer than httpx waits.
    return httpx.get(f"{address}{path}", timeout=120)


@pytest.fixture
def start(where: Path) -> Iterator[Callable[[], Started]]:
    """Start demos in the folder; those that a test did not stop are killed when it ends."""
    started: list[Started] = []

    def begin() -> Started:
        started.append(Started(where, "--port", "0"))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()


@pytest.fixture
def where(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for file in tmp_path.rglob("understory.db*"):
        file.unlink()


@pytest.mark.parametrize("anew", [pytest.param(True, marks=pytest.mark.thorough), False])
def test_it_starts_writes_in_its_folder_alone_and_goes_on_where_it_stopped(
    where: Path, start: Callable[[], Started], *, anew: bool
) -> None:
    if not anew:  # inventing a council takes most of the first start
        copytree(demo_of(), where / "understory-demo")
    begun = time.monotonic()
    first = start()
    address = first.address()
    took = time.monotonic() - begun
    assert answer(address, "/health").json() == {"status": "ok"}
    assert "Be Priya Nandakumar" in answer(address, "/roles").text
    assert first.stop() == (0, "")
    said = "".join(first.lines)
    assert "Sunil Rathore, supervisor" in said
    assert [file.name for file in where.iterdir()] == ["understory-demo"]
    key = (where / "understory-demo" / "key").read_text()

    begun = time.monotonic()
    again = start()
    address = again.address()
    sys.stdout.write(f"\nthe first start took {took:.1f} s, ")
    sys.stdout.write(f"the second {time.monotonic() - begun:.1f} s\n")
    assert answer(address, "/health").json() == {"status": "ok"}
    assert again.stop()[0] == 0
    assert (where / "understory-demo" / "key").read_text() == key
    assert [file.name for file in where.iterdir()] == ["understory-demo"]


def test_a_port_in_use_is_said_in_one_sentence_before_anything_is_made(where: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        refused = Started(where, "--port", str(busy.getsockname()[1]))
        _, err = refused.process.communicate()
    assert refused.process.returncode == 2
    assert "is in use by another program" in err
    assert len(err.splitlines()) == 1
    assert list(where.iterdir()) == []


def test_its_settings_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)
    folder = open_folder(tmp_path / "demo", None, DAY, fresh=False)
    settings = settings_of(folder)
    assert settings.store_url.endswith("demo/understory.db")
    assert (settings.folder, settings.key) == (folder.path, folder.key)
    assert (settings.key_file, settings.database_url) == (None, None)
    assert settings.duty_phone == "01632 960 100"
    assert settings.duty_phone_out_of_hours == "01632 960 417"
