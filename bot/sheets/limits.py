"""How large a file may be that is brought in, and how long reading it may take."""

import os
import stat
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from bot.sheets.errors import SheetError

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
MOST_COLUMNS = 256
MOST_ROWS = 200_000
MOST_SECONDS = 120.0
MOST_MERGED = 1000
_SPLIT = "Split it into several files, and import one after the other."
Cell = TypeVar("Cell")


def bytes_of(path: Path) -> bytes:
    """Return what a file holds.

    Raises SheetError for one that is too large, and for what is no file: a pipe or a device may
    never end. Raises OSError and ValueError where it cannot be opened.
    """
    # Opening a pipe would wait for whoever writes into it.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise SheetError("This is no file.", "Save the file on a disk, and import that one.")
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SheetError(f"The file is larger than {MOST_BYTES // 1024**2} MB.", _SPLIT)
    return content


def refuse_bomb(book: zipfile.ZipFile) -> None:
    """Raise SheetError for a workbook that is much larger once it is unpacked."""
    if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
        size = MOST_UNPACKED // 1024**2
        raise SheetError(f"Unpacked, this workbook is larger than {size} MB.", _SPLIT)


def within_limits(
    rows: Iterable[Sequence[Cell]], is_blank: Callable[[Cell], bool]
) -> Iterator[Sequence[Cell]]:
    """Yield rows; raises SheetError for too many, one too wide, or where they take too long.

    Blank cells behind the last column that may be filled, as a stray format leaves them, are none.
    """
    until = time.monotonic() + MOST_SECONDS
    for number, row in enumerate(rows, 1):
        if not all(is_blank(cell) for cell in row[MOST_COLUMNS:]):
            raise SheetError(
                f"Row {number} has more than {MOST_COLUMNS} columns.",
                "Delete the columns to the right of the last heading.",
            )
        if number > MOST_ROWS:
            raise SheetError(f"The file has more than {MOST_ROWS:,} rows.", _SPLIT)
        if time.monotonic() > until:
            raise SheetError("Reading this file takes too long.", _SPLIT)
        yield row[:MOST_COLUMNS]
