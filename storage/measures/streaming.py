"""Rows that are read in turn and never all held, or counted alike; and the parts they are of."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, bindparam, func, select
from sqlmodel import Session

from storage.listing import numbered
from storage.measures.council_team import of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.named_indexes import reading_all

_AT_ONCE = 2000
PARTS = numbered(bindparam("parts", type_=String))
"""The teams (name) of parts, each with the number of its part."""


def stream(
    session: Session, query: Select[Any], values: Mapping[str, Any]
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query; a server keeps those that were not yet asked for."""
    options = {"yield_per": _AT_ONCE}
    found = session.connection().execute(query, values, execution_options=options)
    for some in found.partitions():
        yield from some


def counted_alike(
    of: Table, on: ColumnElement[Any], *alike: ColumnElement[Any], whole: bool
) -> Select[Any]:
    """Return what selects how many rows of the teams, by their day `on`, are alike in each part.

    A row of it is the number of the part, what is `alike`, and how many. Where the teams are the
    `whole` council the table is read from end to end.
    """
    by = (PARTS.c.number, *alike)
    query = (
        select(*by, func.count())
        .select_from(of)
        .join(PARTS, PARTS.c.name == team_of(of), isouter=True)
        .where(of_teams(EVERYBODY, of, on))
        .group_by(*by)
    )
    return reading_all(query, of) if whole else query


def of_parts(parts: Sequence[Collection[str]]) -> dict[str, str]:
    """Return the value of the parameter of `PARTS`."""
    named = [(team, number) for number, teams in enumerate(parts) for team in sorted(teams)]
    return {"parts": json.dumps(named)}


def until_today(scope: Scope) -> dict[str, Any]:
    """Return the values of a scope's parameters; its last month stops at today."""
    return {**scope.values, "until": min(scope.values["until"], scope.today)}
