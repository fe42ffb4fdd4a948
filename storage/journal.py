"""The reflections that one person wrote and sent, for nobody but them: newest first."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from practice.terms import RecordKind
from storage.encryption import unseal
from storage.tables import Child, Person, Record

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
    columns: tuple[Any, ...] = (
        col(Record.draft_id),
        col(Record.held_on),
        col(Record.guide),
        col(Record.version),
        col(Record.visibility),
    )
    query: Select[Any] = (
        select(func.min(col(Record.id)), *columns)
        .where(col(Record.writer_id) == writer_id, col(Record.kind) == RecordKind.REFLECTION)
        .group_by(*columns)
        .order_by(col(Record.held_on).desc(), col(Record.draft_id).desc())
        .limit(PAGE + 1)
        .offset(PAGE * (page - 1))
    )
    found = session.connection().execute(query).all()
    refs = _refs(session, [row.draft_id for row in found])
    listed = [OwnReflection(*[*row, tuple(refs[row.draft_id])]) for row in found]
    return listed[:PAGE], len(listed) > PAGE


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
