"""Records for tests, made by plain functions: a store, teams, people, children, involvements."""

import hashlib
import itertools
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.util import LRUCache
from sqlmodel import Session, SQLModel

from storage.cipher import Cipher
from storage.engines import embedded_path
from storage.migrate import bring_up_to_date
from storage.session import Store, embedded_url
from storage.tables import Child, Involvement, Person, Team

KEY = hashlib.sha256(b"the key of the tests").digest()

_numbers = itertools.count(1)
_compiled: LRUCache[Any, Any] = LRUCache(1000)
Row = TypeVar("Row", bound=SQLModel)


def make_store(
    folder: Path,
    busy_seconds: float = 10.0,
    records: bytes | None = None,
    *,
    waits_for_the_disk: bool = True,
) -> Store:
    """Return a store on a new embedded file in `folder`, brought up to date; close it when done.

    `records` is what the file holds, from `records_in`; nothing, unless told otherwise. A test
    that cuts no power need not wait for the disk: most of what a short transaction takes.
    """
    url = embedded_url(folder)
    embedded_path(url).write_bytes(records or _empty_records()[0])
    store = Store(url, Cipher(KEY), busy_seconds)
    spare(store, waits_for_the_disk=waits_for_the_disk)
    return store


def spare(store: Store, *, waits_for_the_disk: bool = False) -> None:
    """Let a store on an embedded file compile no statement that another did, and not wait."""
    _share_statements(store, _empty_records()[1])
    if not waits_for_the_disk:
        event.listen(store.engine, "connect", _leave_the_disk)


def a_spared_store(url: str, cipher: Cipher) -> Store:
    """Return what `Store` would, sparing where it is on an embedded file."""
    store = Store(url, cipher)
    if store.engine.dialect.name == "sqlite":
        spare(store)
    return store


def _leave_the_disk(connection: DBAPIConnection, _: object) -> None:
    connection.cursor().execute("PRAGMA synchronous=OFF")


def _share_statements(store: Store, dialect: Dialect) -> None:
    # Each engine would compile every statement anew: a sixth of what a short conversation takes.
    for engine in (store.engine, store._reader):
        engine.dialect = dialect
        engine.update_execution_options(compiled_cache=_compiled)


@cache
def _empty_records() -> tuple[bytes, Dialect]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(embedded_url(Path(folder)), Cipher(KEY))
        bring_up_to_date(store)
        with store.engine.connect():  # Which is how its dialect learns of its version.
            pass
        store.close()
        return records_in(Path(folder)), store.engine.dialect


def records_in(folder: Path) -> bytes:
    """Return the embedded file of a store in `folder` that was closed."""
    return embedded_path(embedded_url(folder)).read_bytes()


def a_team(session: Session, name: str | None = None, parent: Team | None = None) -> Team:
    number = next(_numbers)
    team = Team(name=name or f"Team {number}", parent_id=parent.id if parent else None)
    return _stored(session, team)


def a_person(
    session: Session,
    name: str = "Amara Osei",
    role: str = "practitioner",
    *,
    team: Team | None = None,
    supervisor: Person | None = None,
    **fields: Any,
) -> Person:
    return _stored(
        session,
        Person(
            **{
                "ref": f"P{next(_numbers):04}",
                "name": name,
                "role": role,
                "team_id": (team or a_team(session)).id,
                "supervisor_id": supervisor.id if supervisor else None,
                **fields,
            }
        ),
    )


def a_child(
    session: Session, ref: str | None = None, *, status: str = "CIN", **fields: Any
) -> Child:
    ref = ref or f"CH-{next(_numbers):05}"
    return _stored(session, Child(ref=ref, status=status, **fields))


def an_involvement(
    session: Session,
    child: Child,
    person: Person,
    started_on: date = date(2026, 1, 5),
    ended_on: date | None = None,
    **fields: Any,
) -> Involvement:
    return _stored(
        session,
        Involvement(
            child_id=child.id,
            person_id=person.id,
            started_on=started_on,
            ended_on=ended_on,
            **{"team_id": person.team_id, **fields},
        ),
    )


def _stored(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
