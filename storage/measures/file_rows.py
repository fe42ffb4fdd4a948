"""Rows of the council's own files: how the front door counts each, and what finds it again.

Names, birth dates and postcodes are not among the columns that are read here, and nor is who works
with the child.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, literal, select
from sqlmodel import Session, SQLModel

from storage.listing import among
from storage.measures.contacts import received, referred
from storage.measures.counting import Query
from storage.measures.scope import EVERYBODY, Scope
from storage.tables import Assessment, Conference, Contact, Referral, Section47, table_of

Value = date | str | bool | None

SHOWN: Mapping[str, tuple[type[SQLModel], tuple[str, ...]]] = {
    "contacts": (
        Contact,
        ("received_on", "source", "reason", "outcome", "threshold_met", "domestic_abuse"),
    ),
    "referrals": (Referral, ("received_on", "source", "outcome", "decided_on")),
    "assessments": (Assessment, ("authorised_on", "started_on", "child_seen_on", "outcome")),
    "section47": (
        Section47,
        ("started_on", "completed_on", "source", "outcome", "outcome_reason"),
    ),
    "conferences": (Conference, ("held_on", "plan_made")),
}
"""By file, the columns that find a row in the case system; the first is the day it counts on."""


@dataclass(frozen=True)
class AtTheDoor:
    """A contact or a referral, as a measure counts it: `weight` is None where it leaves it out.

    `aside` is as what a contact is set aside. One that is not known to be about domestic abuse has
    None in `is_abuse`.
    """

    ref: str
    team_id: str
    weight: int | None
    aside: str | None
    is_abuse: bool | None


def at_the_door(session: Session, file: str, query: Query, scope: Scope) -> list[AtTheDoor]:
    """Return every contact, or every referral, of the months of `scope`, as a measure counts it."""
    if not scope.begun:
        return []
    rows = session.connection().execute(_at_the_door(file, query), scope.values)
    return [AtTheDoor(*row) for row in rows]


@cache
def _at_the_door(file: str, query: Query) -> Select[Any]:
    is_contact = file == "contacts"
    rows = received(EVERYBODY) if is_contact else referred(EVERYBODY)
    unit, nothing = query(EVERYBODY).subquery("unit"), literal(None, String)
    told = (rows.c.aside, rows.c.domestic_abuse) if is_contact else (nothing, nothing)
    return select(rows.c.ref, rows.c.team_id, unit.c.weight, *told).join_from(
        rows, unit, unit.c.unit_id == rows.c.id, isouter=True
    )


@dataclass(frozen=True)
class FileRow:
    """A row of a file by the council's own reference, with its child's, and columns of `SHOWN`."""

    ref: str
    child_ref: str | None
    values: Mapping[str, Value]


def file_rows(session: Session, file: str, refs: Collection[str]) -> dict[str, FileRow]:
    """Return the rows of a file that have these references, by reference."""
    names = SHOWN[file][1]
    asked = {"refs": json.dumps(sorted(refs))}
    return {
        ref: FileRow(ref, child_ref, dict(zip(names, values, strict=True)))
        for ref, child_ref, *values in session.connection().execute(_file_rows(file), asked)
    }


@cache
def _file_rows(file: str) -> Select[Any]:
    model, names = SHOWN[file]
    row = table_of(model).c
    columns = (row.ref, row.child_ref, *(row[name] for name in names))
    return select(*columns).where(among(row.ref, bindparam("refs", type_=String)))
