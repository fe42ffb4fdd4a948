"""Records of a million: the invented council and so many copies of it, made once and left there.

`python -m tests.benchmarks.million FOLDER` makes them; FOLDER/key holds the key, so that
`UNDERSTORY_DATA=FOLDER UNDERSTORY_KEY_FILE=FOLDER/key understory ...` opens them.
"""

import base64
import sys
import time
from contextlib import closing
from pathlib import Path

from sqlmodel import func, select

from storage.cipher import Cipher
from storage.session import Store, embedded_url
from storage.tables import Record
from tests.benchmarks.copies import a_council, grow
from tests.factories import KEY

COPIES = 117
"""Of some 8,590 records each."""
_AT_ONCE = 5


def a_million(folder: Path) -> Store:
    """Return the records of a folder, made first where there are none."""
    if (folder / "key").exists():
        return Store(embedded_url(folder), Cipher(KEY))
    store = a_council(folder)
    for first in range(1, COPIES, _AT_ONCE):
        grow(store, range(first, min(first + _AT_ONCE, COPIES)))
    (folder / "key").write_bytes(base64.b64encode(KEY))
    (folder / "key").chmod(0o600)
    return store


def records(store: Store) -> int:
    """Return how many records there are."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Record)) or 0


if __name__ == "__main__":
    begun = time.monotonic()
    with closing(a_million(Path(sys.argv[1]))) as made:
        sys.stdout.write(f"{records(made)} records in {time.monotonic() - begun:.0f} s\n")
