"""What tests of backups restore, and what they damage."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from storage.backup import restore
from storage.cipher import Cipher
from storage.session import Store, embedded_url
from storage.tables import Team
from tests.factories import KEY

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
RECORDS = "understory.db"


def restored(source: Path, new: Path) -> set[str]:
    restore(source, embedded_url(new), Cipher(KEY))
    return names(new)


def names(folder: Path) -> set[str]:
    with closing(Store(embedded_url(folder), Cipher(KEY))) as store, store.reading() as session:
        return set(session.exec(select(Team.name)).all())


def a_bit_changed(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
