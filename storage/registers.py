"""Registers: tables that files of one kind fill, row by row, with the same names of columns.

Rows come and go in the words of the file, as in storage/imports.py. What a row refers to by a
reference (a child, a contact, a worker) is kept as it is written, whether or not it is here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, union
from sqlmodel import Session, SQLModel

from storage.encryption import SEALED, open_row, seal_row
from storage.ids import new_id
from storage.imports import Known, Row
from storage.many_rows import Tick, ids_by, insert_many, rows_where, unwatched, update_many
from storage.tables import (
    Assessment,
    ChildPlan,
    Conference,
    Contact,
    Establishment,
    Referral,
    Section47,
    Team,
    table_of,
)

_DAYS_IN_TEXT = "birth_date"
"""A day that is kept as text, since it is encrypted."""


@dataclass(frozen=True)
class Register:
    """A table, and what its files call the reference by which one row is known ("contact_ref").

    `day` is the column with the day that a row is about.
    """

    model: type[SQLModel]
    ref: str
    day: str

    @property
    def noun(self) -> str:
        """The name of the table."""
        return str(self.model.__tablename__)


CONTACTS = Register(Contact, "contact_ref", "received_on")
REFERRALS = Register(Referral, "referral_ref", "received_on")
ASSESSMENTS = Register(Assessment, "assessment_ref", "started_on")
SECTION47 = Register(Section47, "enquiry_ref", "started_on")
CONFERENCES = Register(Conference, "conference_ref", "held_on")
PLANS = Register(ChildPlan, "plan_ref", "started_on")

_OF_CHILDREN = (CONTACTS, REFERRALS, ASSESSMENTS, SECTION47, CONFERENCES, PLANS)
_TEAMS, _POSTS = table_of(Team), table_of(Establishment)


def refs(session: Session, register: Register) -> set[str]:
    """Return every reference of a register."""
    return set(ids_by(session, table_of(register.model), "ref"))


def child_refs(session: Session) -> set[str]:
    """Return every reference of a child that a row of any register has, as it is written."""
    columns = (table_of(one.model).c.child_ref for one in _OF_CHILDREN)
    every = union(*(select(column).where(column.is_not(None)) for column in columns))
    return set(session.connection().scalars(every))


def known(session: Session, register: Register, wanted: Iterable[str]) -> dict[str, Known]:
    """Return those rows of a register whose references are wanted, decrypted, by reference."""
    table = table_of(register.model)
    teams = {team_id: name for name, team_id in ids_by(session, _TEAMS, "name").items()}
    rows = rows_where(session, table, "ref", set(wanted))
    return {row["ref"]: Known(row["id"], _in_words(session, register, row, teams)) for row in rows}


def _in_words(
    session: Session, register: Register, row: Mapping[str, Any], teams: Mapping[str, str]
) -> Row:
    opened = open_row(session, register.noun, row)
    told = {register.ref: opened.pop("ref"), **opened}
    if "team_id" in opened:
        told["team"] = teams.get(opened["team_id"])
    born = opened.get(_DAYS_IN_TEXT)
    if born:
        told[_DAYS_IN_TEXT] = date.fromisoformat(born)
    return told


def store(
    session: Session,
    register: Register,
    added: Sequence[Row],
    changed: Mapping[str, Row],
    tick: Tick | None = None,
) -> list[str]:
    """Store new rows and changed ones (by the row's id); return the ids of the new ones."""
    table, teams = table_of(register.model), ids_by(session, _TEAMS, "name")
    blank = dict.fromkeys(column.name for column in table.columns)
    new = [
        _stored(session, register, {**blank, "id": new_id(), **_in_columns(register, row, teams)})
        for row in added
    ]
    new_ids = insert_many(session, table, new, tick or unwatched)
    of_changed = {
        key: _stored(session, register, {"id": key, **_in_columns(register, row, teams)})
        for key, row in changed.items()
    }
    update_many(session, table, of_changed)
    return new_ids


def _in_columns(register: Register, row: Row, teams: Mapping[Any, str]) -> dict[str, Any]:
    told = {{register.ref: "ref"}.get(name, name): value for name, value in row.items()}
    if "team" in told:
        name = told.pop("team")
        told["team_id"] = None if name is None else teams[name]
    return told


def _stored(session: Session, register: Register, row: dict[str, Any]) -> dict[str, Any]:
    born = row.get(_DAYS_IN_TEXT)
    if isinstance(born, date):
        row = {**row, _DAYS_IN_TEXT: born.isoformat()}
    return seal_row(session, register.noun, row) if register.noun in SEALED else row


def known_establishment(session: Session) -> dict[tuple[str, date], Known]:
    """Return how many posts each team has from which month on, by both."""
    query = select(_POSTS, _TEAMS.c.name.label("team")).join(
        _TEAMS, _TEAMS.c.id == _POSTS.c.team_id
    )
    rows = session.connection().execute(query).mappings()
    return {(row["team"], row["from_month"]): Known(row["id"], _plain(row)) for row in rows}


def _plain(row: Mapping[Any, Any]) -> Row:
    return {str(name): value for name, value in row.items()}


def store_establishment(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick | None = None
) -> list[str]:
    """Store new numbers of posts and changed ones (by the row's id); return the new ids."""
    teams = ids_by(session, _TEAMS, "name")
    new = [
        {
            "id": new_id(),
            "team_id": teams[row["team"]],
            "from_month": row["from_month"],
            "posts": row["posts"],
        }
        for row in added
    ]
    new_ids = insert_many(session, _POSTS, new, tick or unwatched)
    update_many(session, _POSTS, {key: {"posts": row["posts"]} for key, row in changed.items()})
    return new_ids
