"""The records of somebody's list, each of their ways into it walked by an index of its own.

A record is theirs that they wrote, were the other person of, had shared with them, or that belongs
to a meeting of one of their teams. All of these asked for at once are looked for in every record
there is; asked for one by one, each is read newest first, as far as is wanted.
"""

from collections.abc import Collection, Generator, Iterator
from contextlib import ExitStack, closing
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.access import Visibility
from storage.named_indexes import walking
from storage.shares import is_open
from storage.tables import Record, Share, table_of

_share = aliased(Share)
_ENTRY = func.coalesce(col(Record.supervision_id), col(Record.draft_id))
_OF_MEETING = col(Record.supervision_id).is_not(None)
_AT_ONCE = 100
_MOST_TEAMS = 40
_BY_DAY = "ix_record_held_on"
Ways = tuple[ColumnElement[bool], ...]
"""Conditions, each served by an index; together they hold of all that is looked for."""


def theirs(person_id: str, team_ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a record is in a person's list; of `team_ids` all meetings are."""
    return or_(*_own(person_id), *_of_teams(team_ids))


def _own(person_id: str) -> tuple[ColumnElement[bool], ...]:
    written, held = col(Record.writer_id) == person_id, col(Record.other_id) == person_id
    return written, held, shared_with(person_id)


def shared_with(person_id: str) -> ColumnElement[bool]:
    """Return the condition that a record was shared with somebody, and is still."""
    shared = select(col(_share.draft_id)).where(col(_share.with_id) == person_id, is_open(_share))
    return and_(col(Record.visibility) == Visibility.SHARED, col(Record.draft_id).in_(shared))


def _of_teams(team_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (and_(_OF_MEETING, col(Record.team_id).in_(team_ids)),) if team_ids else ()


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
        queries = [
            _newest_first(way, (*which, theirs(person_id, team_ids))) for way in instead
        ] or _queries(person_id, team_ids, which)
        connection = session.connection()
        walks = [opened.enter_context(closing(connection.execute(one))) for one in queries]
        walked = merge(*walks, key=lambda row: row.held_on, reverse=True)
        for _, of_day in groupby(walked, key=lambda row: row.held_on):
            new = {row.entry for row in of_day} - known
            known |= new
            yield from sorted(new, reverse=True)


def _queries(
    person_id: str, team_ids: Collection[str], which: Collection[ColumnElement[bool]]
) -> Iterator[Select[Any]]:
    for way in _own(person_id):
        yield _newest_first(way, which)
    if len(team_ids) > _MOST_TEAMS:
        # Most of what was held last is theirs: it is walked by its day.
        for way in _of_teams(team_ids):
            yield walking(_newest_first(way, which), table_of(Record), _BY_DAY)
        return
    # Of several teams at once an index has no order.
    for team_id in sorted(team_ids):
        yield _newest_first(and_(_OF_MEETING, col(Record.team_id) == team_id), which)


def _newest_first(way: ColumnElement[bool], which: Collection[ColumnElement[bool]]) -> Select[Any]:
    columns: tuple[Any, ...] = (col(Record.held_on), _ENTRY.label("entry"))
    query = select(*columns).where(way, *which)
    return query.order_by(col(Record.held_on).desc()).execution_options(yield_per=_AT_ONCE)
