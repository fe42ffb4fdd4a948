"""The reflections that one person wrote and sent, for nobody but them: newest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from practice.access import OPENS_AS, Visibility
from practice.terms import RecordKind
from storage.encryption import unseal
from storage.named_indexes import walking
from storage.tables import Child, Person, Record, table_of

PAGE = 20


@dataclass(frozen=True)
class OwnReflection:
    """A reflection as its writer finds it again; `record_id` is of the first of its children."""

    record_id: str
    draft_id: str
    held_on: date
    guide: str
    version: int
    visibility: str
    refs: tuple[str, ...] = ()


def reflections(session: Session, writer_id: str, page: int) -> tuple[list[OwnReflection], bool]:
    """Return a page of what a person wrote, and whether older ones follow; pages count from 1."""
    wanted, ways = PAGE * page + 1, OPENS_AS[RecordKind.REFLECTION]
    with ExitStack() as opened:
        connection = session.connection()
        walks = [
            opened.enter_context(closing(connection.execute(_walk(writer_id, one))))
            for one in sorted(ways)
        ]
        walked = merge(*walks, key=lambda row: row.held_on, reverse=True)
        found = list(islice(_by_draft(walked), PAGE * (page - 1), wanted))
    refs = _refs(session, [row.draft_id for row in found])
    listed = [OwnReflection(*[*row, tuple(refs[row.draft_id])]) for row in found]
    return listed[:PAGE], len(listed) > PAGE


def _walk(writer_id: str, visibility: Visibility) -> Select[Any]:
    """Return what walks the reflections of a writer that opened so, by day, as far as is asked."""
    columns: tuple[Any, ...] = (
        col(Record.id),
        col(Record.draft_id),
        col(Record.held_on),
        col(Record.guide),
        col(Record.version),
        col(Record.visibility),
    )
    query: Select[Any] = (
        select(*columns)
        .where(col(Record.writer_id) == writer_id, col(Record.supervision_id).is_(None))
        .where(col(Record.visibility) == visibility, col(Record.kind) == RecordKind.REFLECTION)
        .order_by(col(Record.held_on).desc())
        .execution_options(yield_per=PAGE)
    )
    return walking(query, table_of(Record), "record_alone_by_writer")


def _by_draft(walked: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Yield the first record of each reflection, of one day those begun last first."""
    for _, of_day in groupby(walked, key=lambda row: row.held_on):
        first: dict[str, Row[Any]] = {}
        for row in sorted(of_day, key=lambda row: str(row.id)):
            first.setdefault(row.draft_id, row)
        yield from (first[draft_id] for draft_id in sorted(first, reverse=True))


def _refs(session: Session, draft_ids: Collection[str]) -> defaultdict[str, list[str]]:
    rows = session.execute(
        select(col(Record.draft_id), col(Child.ref))
        .join(Child, col(Child.id) == col(Record.child_id))
        .where(col(Record.draft_id).in_(draft_ids))
        .order_by(col(Record.id))
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for draft_id, ref in rows:
        found[draft_id].append(ref)
    return found


def known_names(session: Session, refs: Collection[str]) -> set[str]:
    """Return the names of everybody who ever worked here, and of these children where known."""
    found = set(session.scalars(select(col(Person.name))))
    for child in session.scalars(select(Child).where(col(Child.ref).in_(refs))):
        for column in ("forename", "surname"):
            if sealed := getattr(child, column):
                found.add(unseal(session, sealed, "child", child.id, column))
    return found
