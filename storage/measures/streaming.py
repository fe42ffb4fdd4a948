"""Rows that are read in turn and never all held, and the parts of a council they are of."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, String, bindparam
from sqlmodel import Session

from storage.listing import numbered
from storage.measures.scope import Scope

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


def of_parts(parts: Sequence[Collection[str]]) -> dict[str, str]:
    """Return the value of the parameter of `PARTS`."""
    named = [(team, number) for number, teams in enumerate(parts) for team in sorted(teams)]
    return {"parts": json.dumps(named)}


def until_today(scope: Scope) -> dict[str, Any]:
    """Return the values of a scope's parameters; its last month stops at today."""
    return {**scope.values, "until": min(scope.values["until"], scope.today)}
