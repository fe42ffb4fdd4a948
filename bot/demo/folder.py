"""The demo's folder: its key, its records, its day and its clock. Nothing is written elsewhere."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock

from typing_extensions import override

from bot.clock import DEMO_FILE, MovableClock
from bot.config import KEY_FILE
from bot.demo.council import opening
from bot.demo.files.folder import remove as remove_files
from bot.errors import BotError
from storage.cipher import make_key
from storage.engines import embedded_path
from storage.server_lock import ServerLock
from storage.session import embedded_url

# How far ahead of itself the clock is written down: at most so much is lost by a restart.
_AHEAD = timedelta(minutes=1)
_HALF = Path(DEMO_FILE).with_suffix(".new")


class DemoFolderError(BotError):
    """The folder is not one that the demo may use."""


@dataclass(frozen=True)
class DemoFolder:
    """A folder of the demo's own, ready to be used. `day` is the day its council was made for."""

    path: Path
    day: date

    @property
    def key(self) -> str:
        """The key of its records."""
        return (self.path / KEY_FILE).read_text()

    def clock(self) -> "KeptClock":
        """Return its clock, as far as it has come."""
        return KeptClock(self.path / DEMO_FILE, self.day)


def open_folder(path: Path, today: date | None, default: date, *, fresh: bool) -> DemoFolder:
    """Return the demo's folder, made where there is none, and begun anew where `fresh`.

    `today` is the day asked for, if any. Raises DemoFolderError where the folder holds something
    else, or a council of another day, or cannot be used.
    """
    try:
        return _opened(path, today, default, fresh)
    except (OSError, ValueError) as fault:
        raise DemoFolderError(
            "The demo's folder cannot be used. Nothing was changed. "
            "Choose another with --folder, one that this account may write in."
        ) from fault


def _opened(path: Path, today: date | None, default: date, fresh: bool) -> DemoFolder:
    day = _day_of(path)
    if day is None and _holds_something(path):
        raise DemoFolderError(
            "This folder holds what the demo did not make. Nothing was changed. "
            "Choose another with --folder."
        )
    if day is not None and fresh:
        _begin_anew(path)
        day = None
    if day is not None and today not in {None, day}:
        raise DemoFolderError(
            f"The council in this folder was made for {day}. Nothing was changed. "
            "Add --fresh to make it anew, or choose another with --folder."
        )
    return DemoFolder(path, day or _make(path, today or default))


def _holds_something(path: Path) -> bool:
    """Say whether there is anything in a folder but what a first start left that was cut off."""
    return path.exists() and any(file.name != _HALF.name for file in path.iterdir())


def _begin_anew(path: Path) -> None:
    """Remove what the demo made; raises RecordsServedError where a demo runs on it."""
    lock = ServerLock(embedded_path(embedded_url(path)))
    try:
        # The day goes last: until then the folder is known to be the demo's.
        remove_files(path)
        for name in (*_files(), lock.path.name, DEMO_FILE):
            (path / name).unlink(missing_ok=True)
    finally:
        lock.release()


def _files() -> Sequence[str]:
    records = embedded_path(embedded_url(Path())).name
    return (KEY_FILE, records, f"{records}-wal", f"{records}-shm")


def _day_of(path: Path) -> date | None:
    file = path / DEMO_FILE
    return date.fromisoformat(json.loads(file.read_text())["day"]) if file.exists() else None


def _make(path: Path, day: date) -> date:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    _write(path / DEMO_FILE, day, opening(day))
    with os.fdopen(os.open(path / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
        f.write(make_key())
    return day


def _write(file: Path, day: date, reached: datetime) -> None:
    """Write the day and how far the clock has come, whole or not at all."""
    half = file.with_name(_HALF.name)
    half.write_text(json.dumps({"day": f"{day}", "reached": reached.astimezone(UTC).isoformat()}))
    half.replace(file)


class KeptClock(MovableClock):
    """The demo's clock. A file keeps how far it may have come, so that no restart runs it back."""

    def __init__(self, file: Path, day: date) -> None:
        self._file, self._day, self._lock = file, day, Lock()
        self._kept = datetime.fromisoformat(json.loads(file.read_text())["reached"])
        super().__init__(self._kept)

    @override
    def now(self) -> datetime:
        """Return this moment in the demo."""
        with self._lock:
            moment = super().now()
            if moment >= self._kept:
                self._kept = moment + _AHEAD
                _write(self._file, self._day, self._kept)
        return moment
