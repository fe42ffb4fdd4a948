"""The sequence that puts everything in order: the database counts the transactions that write."""

from functools import cache
from typing import Any

from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session

from storage.tables import WriteSequence, table_of
from storage.tables.base import insert_of

_COUNTED = table_of(WriteSequence)


def next_number(session: Session) -> int:
    """Count this transaction and return its number: above that of every one before.

    Both databases let one transaction write at a time (Store.writing), so that the order of numbers
    is the order of commits. A number that is rolled back is given again.
    """
    connection = session.connection()
    return int(connection.execute(_count(connection.dialect.name)).scalar_one())


@cache
def _count(dialect: str) -> ReturningInsert[Any]:
    insert = insert_of(dialect)(_COUNTED).values({"id": "written", "last": 1})
    counted = insert.on_conflict_do_update(
        index_elements=["id"], set_={"last": _COUNTED.c.last + 1}
    )
    made: ReturningInsert[Any] = counted.returning(_COUNTED.c.last)
    return made
