"""What takes seconds to make is made once a run: the workers of a run share a folder."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

_FOLDER = "UNDERSTORY_TESTS_MADE_ONCE"


def share(folder: str) -> None:
    """Name the folder, before this process starts its workers."""
    os.environ[_FOLDER] = folder


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return the file or folder of this name; the first that asks makes it, others wait."""
    place = Path(os.environ[_FOLDER]) / name
    with place.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            half = place.with_name(f"{name}.half")
            make(half)
            half.rename(place)
    return place
