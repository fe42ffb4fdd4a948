"""Records of a million beside two million contacts, or a part of both: on either database.

`python -m tests.benchmarks.big FOLDER SHARE` makes them in a file, for 1 / SHARE of both.
"""

import base64
import csv
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select, text

from bot.demo.council import store_council
from prompts.loader import shipped
from storage import stale_marks
from storage.session import Store
from storage.tables import Record, table_of
from tests.benchmarks.copies import DAY, grow
from tests.benchmarks.front_door import add_contacts, name_children
from tests.benchmarks.million import COPIES
from tests.benchmarks.what_followed import add_what_followed
from tests.factories import KEY, make_store

CONTACTS = 2_000_000
_AT_ONCE = 5


def fill(store: Store, folder: Path, share: int) -> None:
    """Add 1 / `share` of a million records and two million contacts to records that are empty.

    And of the assessments, section 47 enquiries and conferences that follow as many.
    Nothing is kept of them yet, so nothing is marked stale while they come.
    """
    with unmarked(store):
        store_council(store, shipped(), DAY)
        copies = round(COPIES / share)
        for first in range(1, copies, _AT_ONCE):
            grow(store, range(first, min(first + _AT_ONCE, copies)))
        name_children(store)
        add_contacts(store, CONTACTS // share, DAY, folder / "contacts.csv")
        add_what_followed(store, CONTACTS // share, DAY)
    _write_records(store, folder / "records.csv")
    if store.engine.dialect.name != "sqlite":
        with store.engine.begin() as on:
            # As its own keeper does in time; nothing here asks SQLite to.
            on.execute(text("ANALYZE"))


_MARKS = "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_marks_*'"
_MARKS_OF_SERVER = (
    "SELECT tgname, relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT tgisinternal AND tgname LIKE '%\\_marks\\_%'"
)


@contextmanager
def unmarked(store: Store) -> Iterator[None]:
    """Let no trigger mark what is kept: all of it is thrown away and marked anew afterwards."""
    with store.engine.begin() as on:
        embedded = on.dialect.name == "sqlite"
        for name, table in on.execute(text(_MARKS if embedded else _MARKS_OF_SERVER)).all():
            on.execute(text(f"DROP TRIGGER {name}{'' if embedded else f' ON {table}'}"))
    yield
    with store.engine.begin() as on:
        stale_marks.make(on)


def _write_records(store: Store, file: Path) -> None:
    row = table_of(Record).c
    asked = select(row.id, row.team_id, row.kind, row.child_id, row.held_on).order_by(row.id)
    with store.reading() as session, file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(["id", "team_id", "kind", "child_id", "held_on"])
        for each in session.connection().execute(asked):
            lines.writerow(each)


def main(folder: Path, share: int) -> None:
    begun = time.process_time()
    folder.mkdir(parents=True)
    store = make_store(folder, waits_for_the_disk=False)
    fill(store, folder, share)
    store.close()
    (folder / "key").write_bytes(base64.b64encode(KEY))
    sys.stdout.write(f"{time.process_time() - begun:.0f} s of the processor\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
