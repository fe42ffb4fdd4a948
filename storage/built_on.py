"""What was built on rows since they were added: what refers to them, by whatever table it is."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Column, Table, func, select
from sqlmodel import Session, col

from storage.errors import InTheWay
from storage.link_rows import COMPARED
from storage.many_rows import chunks
from storage.tables import TABLES, AuditEvent, Step, table_of

_AT_ONCE = 500
_ID = re.compile(r"[0-9a-f]{32}")
_NOTHING_BUILT = ("imported", "changed by import", COMPARED)
_LOOKED = ("% read", "% listed", "% refused")
"""What was done with a row that is no reason to keep it: it came, was changed, was looked at."""


def built_on(session: Session, rows: Mapping[str, Sequence[str]], since: str) -> Iterator[InTheWay]:
    """Yield what refers to these rows (ids, by table) from outside them, counted by table.

    Also what was done with one after `since` (an id: no clock is asked), as the audit has it, and
    what open conversations name.
    """
    for noun, ids in rows.items():
        for column in referring_to(noun):
            count = _count(session, column, ids, rows.get(column.table.name, ()))
            if count:
                yield InTheWay("used", column.table.name, count)
        deeds = _done_since(session, noun, ids, since)
        yield from (InTheWay("deed", deed, count) for deed, count in deeds.items())
    named = _named_in_conversations(session, {one for ids in rows.values() for one in ids})
    if named:
        yield InTheWay("conversation", "step", named)


def referring_to(noun: str) -> Iterator[Column[str]]:
    """Yield the columns of all tables that refer to the rows of one."""
    for model in TABLES:
        for column in table_of(model).columns:
            if any(key.column.table.name == noun for key in column.foreign_keys):
                yield column


def _count(session: Session, column: Column[str], ids: Sequence[str], apart: Sequence[str]) -> int:
    table, going, count = column.table, set(apart), 0
    assert isinstance(table, Table)  # noqa: S101 - a column of a model
    [key, *_] = table.primary_key.columns
    for some in chunks(ids, _AT_ONCE):
        found = session.connection().execute(select(key).where(column.in_(some))).scalars()
        count += sum(1 for row_id in found if row_id not in going)
    return count


def _done_since(session: Session, noun: str, ids: Sequence[str], since: str) -> dict[str, int]:
    deeds: dict[str, int] = {}
    for some in chunks(ids, _AT_ONCE):
        query = (
            select(col(AuditEvent.deed), func.count())
            .where(col(AuditEvent.noun) == noun, col(AuditEvent.noun_id).in_(some))
            .where(col(AuditEvent.id) > since, col(AuditEvent.deed).not_in(_NOTHING_BUILT))
            .where(*(col(AuditEvent.deed).not_like(looked) for looked in _LOOKED))
            .group_by(col(AuditEvent.deed))
        )
        for deed, count in session.execute(query):
            deeds[deed] = deeds.get(deed, 0) + count
    return deeds


def _named_in_conversations(session: Session, ids: set[str]) -> int:
    # What a conversation chose stands in its steps as JSON, which no foreign key knows of.
    query = select(col(Step.value)).where(col(Step.sealed).is_(False), col(Step.value).is_not(None))
    values = session.scalars(query.execution_options(yield_per=1000))
    return sum(1 for value in values if not ids.isdisjoint(_ID.findall(str(value))))
