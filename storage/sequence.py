"""The sequence that puts everything in order: the database counts the transactions that write."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.tables import WriteSequence, table_of

_COUNTED = table_of(WriteSequence)


def next_number(session: Session) -> int:
    """Count this transaction and return its number: above that of every one before.

    Both databases let one transaction write at a time (Store.writing), so that the order of numbers
    is the order of commits. A number that is rolled back is given again.
    """
    connection = session.connection()
    return int(connection.execute(_COUNT[connection.dialect.name]).scalar_one())


_FIRST = {"id": "written", "last": 1}
_NEXT = {"last": _COUNTED.c.last + 1}
_COUNT = {
    "sqlite": sqlite.insert(_COUNTED)
    .values(_FIRST)
    .on_conflict_do_update(index_elements=["id"], set_=_NEXT)
    .returning(_COUNTED.c.last),
    "postgresql": postgresql.insert(_COUNTED)
    .values(_FIRST)
    .on_conflict_do_update(index_elements=["id"], set_=_NEXT)
    .returning(_COUNTED.c.last),
}
