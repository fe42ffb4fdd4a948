"""The records of somebody's list, each of their ways into it walked by an index of its own.

A record is theirs that they wrote, were the other person of, had shared with them, or that is open
to the managers of one of their teams. All of these asked for at once are looked for in every record
there is; asked for one by one, each is read newest first, as far as is wanted.
"""

from collections.abc import Collection, Generator, Iterator
from contextlib import ExitStack, closing
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from practice.access import Visibility
from storage.listing import one_of
from storage.named_indexes import walking
from storage.note_standing import stands
from storage.tables import Record, SharedReflection, table_of

_ENTRY = func.coalesce(col(Record.supervision_id), col(Record.draft_id))
_IS_SHARED = col(Record.visibility) == Visibility.SHARED
OPEN_TO_TEAMS = (Visibility.CHILD, Visibility.PERSONAL, Visibility.AUDIT)
"""What stands in the lists of managers above; of a personal part only that it was held."""
_OPEN_ALONE = (Visibility.CHILD, Visibility.AUDIT)
_OPEN = col(Record.visibility).in_(OPEN_TO_TEAMS)
_AT_ONCE = 100
_MOST_TEAMS = 40
_BY_DAY = "ix_record_held_on"
_ALONE_BY_WRITER = "record_alone_by_writer"
_SHARED_BY_WRITER = "shared_reflection_by_writer"
Ways = tuple[Select[Any], ...]
"""Queries that `by` and `shared_with` return; together they find all that is looked for."""


def theirs(person_id: str, team_ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a record is in a person's list; of `team_ids` all open ones are."""
    written, held = col(Record.writer_id) == person_id, col(Record.other_id) == person_id
    # One by one, by the key of the row: all that was ever shared with somebody is much.
    shared = select(col(SharedReflection.record_id)).where(
        col(SharedReflection.whose) == person_id,
        col(SharedReflection.held_on) == col(Record.held_on),
        col(SharedReflection.record_id) == col(Record.id),
    )
    is_shared = and_(_IS_SHARED, shared.correlate(Record).exists())
    return and_(or_(written, held, is_shared, *_of_teams(team_ids)), stands())


def by(way: ColumnElement[bool]) -> Select[Any]:
    """Return the query of the records that a condition holds for, which an index serves."""
    columns: tuple[Any, ...] = (col(Record.held_on), _ENTRY.label("entry"))
    return select(*columns).where(way, stands()).order_by(col(Record.held_on).desc())


def shared_with(person_id: str, writer_id: str = "") -> Select[Any]:
    """Return the query of the records shared with somebody, and still so; or of one writer's."""
    day = col(SharedReflection.held_on)
    columns: tuple[Any, ...] = (day.label("held_on"), _ENTRY.label("entry"))
    query = (
        select(*columns)
        .join(Record, col(Record.id) == col(SharedReflection.record_id))
        .where(col(SharedReflection.whose) == person_id, _IS_SHARED)
        .order_by(day.desc())
    )
    if not writer_id:
        return query
    query = query.where(col(SharedReflection.writer_id) == writer_id)
    return walking(query, table_of(SharedReflection), _SHARED_BY_WRITER)


def open_alone(writer_id: str) -> Ways:
    """Return the queries of what somebody wrote alone that stands in the lists of managers above.

    However many reflections they wrote, none of them is looked at.
    """
    alone = and_(col(Record.writer_id) == writer_id, col(Record.supervision_id).is_(None))
    return tuple(
        walking(by(and_(alone, col(Record.visibility) == one)), table_of(Record), _ALONE_BY_WRITER)
        for one in _OPEN_ALONE
    )


def _of_teams(team_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    # One parameter, however many: a director has every team of a council.
    return (and_(_OPEN, one_of(col(Record.team_id), team_ids)),) if team_ids else ()


def entries(
    session: Session,
    person_id: str,
    team_ids: Collection[str],
    *which: ColumnElement[bool],
    instead: Ways = (),
) -> Generator[str]:
    """Yield the meetings and reflections of a person's list, newest first, each once.

    Those of one day come by their ids, the last first. Nothing is read before it is asked for, and
    whoever asks for no more closes it. `instead` are other ways to all that `which` holds for.
    """
    known: set[str] = set()
    with ExitStack() as opened:
        if instead:
            which = (*which, theirs(person_id, team_ids))
        connection = session.connection()
        walks = [
            opened.enter_context(closing(connection.execute(_some_at_once(way, which))))
            for way in instead or _ways(person_id, team_ids)
        ]
        walked = merge(*walks, key=lambda row: row.held_on, reverse=True)
        for _, of_day in groupby(walked, key=lambda row: row.held_on):
            new = {row.entry for row in of_day} - known
            known |= new
            yield from sorted(new, reverse=True)


def _ways(person_id: str, team_ids: Collection[str]) -> Iterator[Select[Any]]:
    yield by(col(Record.writer_id) == person_id)
    yield by(col(Record.other_id) == person_id)
    yield shared_with(person_id)
    if len(team_ids) > _MOST_TEAMS:
        # Most of what was held last is theirs: it is walked by its day.
        for way in _of_teams(team_ids):
            yield walking(by(way), table_of(Record), _BY_DAY)
        return
    # Of several teams at once an index has no order.
    for team_id in sorted(team_ids):
        yield by(and_(_OPEN, col(Record.team_id) == team_id))


def _some_at_once(way: Select[Any], which: Collection[ColumnElement[bool]]) -> Select[Any]:
    return way.where(*which).execution_options(yield_per=_AT_ONCE)
