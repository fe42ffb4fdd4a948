"""What is free is given back, and the collector works once everything is loaded."""

import gc
import platform
from contextlib import suppress
from pathlib import Path

import pytest

from bot.memory import give_back, loading

MB = 1024 * 1024


def held() -> int:
    """Return the bytes of memory that this process holds."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_was_freed_in_the_middle_is_given_back() -> None:
    blocks = [bytearray(b"x") * 60_000 for _ in range(2000)]
    full = held()
    # The last one keeps the heap from shrinking by itself.
    blocks = blocks[-1:]
    give_back()
    assert full - held() > 80 * MB
    assert len(blocks) == 1


def test_the_collector_works_once_everything_is_loaded_and_where_loading_failed() -> None:
    try:
        with suppress(ImportError), loading():
            assert not gc.isenabled()
            raise ImportError("gone")
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
