"""An invented council and so many copies of it beside it, under the same director.

The copies have teams, people, children and records of their own, with the same numbers. Of their
conversations they have the steps that say where a record stands. Nothing of them can be decrypted.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Column, Table, text
from sqlmodel import Session, select

from bot.demo.council import store_council
from practice.terms import RECORD_STATES
from prompts.loader import shipped
from storage.session import Store
from storage.tables import (
    TABLES,
    Action,
    ActionAnswer,
    AgendaItem,
    Child,
    Claim,
    ClaimStrike,
    Draft,
    Involvement,
    Line,
    Outcome,
    OutcomeRating,
    Person,
    ProcessShare,
    Record,
    Step,
    Submission,
    Supervision,
    Team,
    table_of,
)
from tests.factories import make_store

DAY = date(2026, 11, 24)
_COPIED = {
    Team, Person, Child, Involvement, Draft, Step, Supervision, AgendaItem, Record, Submission,
    Line, Claim, ClaimStrike, ProcessShare, Outcome, OutcomeRating, Action, ActionAnswer,
}  # fmt: skip


def a_council(folder: Path) -> Store:
    """Return records that hold the invented council once."""
    folder.mkdir(parents=True, exist_ok=True)
    store = make_store(folder, waits_for_the_disk=False)
    store_council(store, shipped(), DAY)
    return store


def grow(store: Store, copies: range) -> None:
    """Add copies of the council by their numbers, from 1 to 255, each once."""
    with store.writing() as session:
        for number in copies:
            for model in TABLES:
                if model in _COPIED:
                    session.connection().execute(text(_copy(table_of(model), number)))
            _put_under_director(session, number)


def _copy(table: Table, number: int) -> str:
    names = ", ".join(column.name for column in table.columns)
    values = ", ".join(_value(column, table, number) for column in table.columns)
    where = " AND ".join(_first(table))
    copied = f"SELECT {values} FROM {table.name} WHERE {where}"  # noqa: S608 - our own names
    return f"INSERT INTO {table.name} ({names}) {copied}"


def _value(column: Column[object], table: Table, number: int) -> str:
    if column.primary_key or column.foreign_keys:
        return f"'{number:02x}' || substr({column.name}, 3)"
    named = {("team", "name"), ("person", "ref"), ("child", "ref")}
    if (table.name, column.name) in named:
        return f"{column.name} || ' {number}'"
    return column.name


def _first(table: Table) -> Iterator[str]:
    """Yield the conditions of the rows of the council that was there first."""
    yield "substr(id, 1, 2) = '00'"
    if table.name == "step":
        yield f"kind IN ({', '.join(repr(str(kind)) for kind in RECORD_STATES)})"


def _put_under_director(session: Session, number: int) -> None:
    top = session.scalars(select(Team.id).where(Team.parent_id == None)).all()  # noqa: E711
    for team_id in top:
        if team_id.startswith(f"{number:02x}"):
            statement = text("UPDATE team SET parent_id = :top WHERE id = :copy")
            first = next(one for one in top if one.startswith("00"))
            session.connection().execute(statement, {"top": first, "copy": team_id})
