"""The sequence that puts everything in order: the database counts the transactions that write."""

from functools import cache

from sqlmodel import Session

from storage.prepared import Prepared
from storage.tables import WriteSequence, table_of
from storage.tables.base import insert_of

_COUNTED = table_of(WriteSequence)


def next_number(session: Session) -> int:
    """Count this transaction and return its number: above that of every one before.

    Both databases let one transaction write at a time (Store.writing), so that the order of numbers
    is the order of commits. A number that is rolled back is given again.
    """
    counted = _count(session.connection().dialect.name).first(session)
    assert counted is not None  # noqa: S101 - it returns the row that it adds or changes
    return int(counted[0])


@cache
def _count(dialect: str) -> Prepared:
    insert = insert_of(dialect)(_COUNTED).values({"id": "written", "last": 1})
    counted = insert.on_conflict_do_update(
        index_elements=["id"], set_={"last": _COUNTED.c.last + 1}
    )
    return Prepared(counted.returning(_COUNTED.c.last))
