"""Assessments that were authorised: row by row, and those together that count alike."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, false, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.council_team import is_council, of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.measures.streaming import counted_alike, of_parts, stream, until_today
from storage.tables import Assessment, table_of

_assessment = table_of(Assessment)


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment that was authorised in a month."""

    month: Month
    ref: str
    team_id: str
    started_on: date
    authorised_on: date
    child_seen_on: date | None


AssessedAlike = tuple[int | None, date, date, bool, int]
"""So many assessments by the number of their part, None of a team in no part; when they started and
were authorised, and whether the child was seen in time. How many they are is last."""


def assessments(session: Session, scope: Scope) -> list[Assessed]:
    """Return the assessments of the teams that were authorised in the months of `scope`."""
    rows = session.connection().execute(_assessments(), scope.values).all() if scope.begun else ()
    months = {str(month): month for month in scope.begun}
    return [Assessed(months[month], *told) for month, *told in rows]


@cache
def _assessments() -> Select[Any]:
    months, row, team = EVERYBODY.calendar, _assessment.c, team_of(_assessment)
    days = (row.started_on, row.authorised_on, row.child_seen_on)
    return (
        select(months.c.month, row.ref, team, *days)
        .join(months, row.authorised_on.between(months.c.first, months.c.last))
        .where(of_teams(EVERYBODY, _assessment, row.authorised_on))
    )


def assessed_alike(
    session: Session, scope: Scope, parts: Sequence[Collection[str]] = ()
) -> Iterator[AssessedAlike]:
    """Yield the same, added up: of all from the first month of `scope` to its last.

    They are set apart by `parts`, teams of which no two have one in common.
    """
    if scope.begun:
        asked = _alike(whole=is_council(session, scope.teams))
        for row in stream(session, asked, {**until_today(scope), **of_parts(parts)}):
            part, started_on, authorised_on, was_seen, many = row
            yield part, started_on, authorised_on, was_seen, many


@cache
def _alike(*, whole: bool) -> Select[Any]:
    row = _assessment.c
    was_seen = func.coalesce(row.child_seen_on.between(row.started_on, row.authorised_on), false())
    alike = (row.started_on, row.authorised_on, was_seen)
    return counted_alike(_assessment, row.authorised_on, *alike, whole=whole)


def tells_seen(session: Session, scope: Scope) -> bool:
    """Say whether any assessment of the council tells when its child was seen.

    Of those that were authorised in the months of `scope`: where none does, the file has no such
    column, and nobody knows that a child was not seen.
    """
    days = {"since": scope.months[0].first, "until": scope.today}
    return session.connection().execute(_TELLS_SEEN, days).first() is not None


_TELLS_SEEN = (
    select(_assessment.c.id)
    .where(
        _assessment.c.authorised_on.between(bindparam("since"), bindparam("until")),
        _assessment.c.child_seen_on.is_not(None),
    )
    .limit(1)
)
