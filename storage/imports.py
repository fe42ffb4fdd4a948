"""What a file of the council's brings in: what is stored already, and storing many rows at once.

Rows come and go in the words of the file (references, names of teams); identifiers stay in here.
Core statements, since a whole council is 100,000 rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from practice.terms import Employment
from storage.encryption import open_row, seal_row
from storage.ids import new_id
from storage.many_rows import Tick, ids_by, insert_many, refer, unwatched, update_many
from storage.tables import Child, Involvement, Person, Team, table_of

Cell = str | date | float | bool | None
Row = Mapping[str, Cell]
InvolvementKey = tuple[str, str, date]

_TEAMS, _PEOPLE, _CHILDREN, _INVOLVEMENTS = (
    table_of(model) for model in (Team, Person, Child, Involvement)
)


def _as_in_the_file(table: Table, *apart: str) -> tuple[str, ...]:
    """Return the columns that a file calls as the table does: all but ids, references and names."""
    return tuple(column.name for column in table.columns if column.name not in {"id", *apart})


_PERSON = _as_in_the_file(_PEOPLE, "ref", "name", "team_id", "supervisor_id")
_CHILD = _as_in_the_file(_CHILDREN, "ref")
_INVOLVEMENT = _as_in_the_file(_INVOLVEMENTS, "child_id", "person_id", "team_id")


@dataclass(frozen=True)
class Known:
    """A stored row, in the words of the file."""

    id: str
    values: Row


def known_teams(session: Session) -> dict[str, Known]:
    """Return every team by name: team, parent."""
    rows = session.connection().execute(select(_TEAMS)).all()
    names = {row.id: row.name for row in rows}
    return {
        row.name: Known(row.id, {"team": row.name, "parent": names.get(row.parent_id)})
        for row in rows
    }


def store_teams(session: Session, added: Sequence[Row], changed: Mapping[str, Row]) -> list[str]:
    """Store new teams and changed parents (by the team's id), in any order.

    Returns the ids of the new ones, in their order, as the other functions here do.
    """
    new_ids = insert_many(session, _TEAMS, [{"id": new_id(), "name": row["team"]} for row in added])
    ids = ids_by(session, _TEAMS, "name")
    parents = {ids[row["team"]]: row.get("parent") for row in added if row.get("parent")}
    parents |= {team_id: row["parent"] for team_id, row in changed.items() if "parent" in row}
    refer(session, _TEAMS, "parent_id", {key: ids.get(name) for key, name in parents.items()})
    return new_ids


def known_people(session: Session) -> dict[str, Known]:
    """Return every person by reference, with the columns of a people file."""
    rows = session.connection().execute(select(_PEOPLE)).mappings().all()
    teams = {team_id: name for name, team_id in ids_by(session, _TEAMS, "name").items()}
    refs = {row["id"]: row["ref"] for row in rows}
    return {row["ref"]: Known(row["id"], _person(row, teams, refs)) for row in rows}


def _person(row: Mapping[Any, Any], teams: Mapping[Any, str], refs: Mapping[str, str]) -> Row:
    return {
        "person_ref": row["ref"],
        "name": row["name"],
        "team": teams[row["team_id"]],
        "supervisor_ref": refs.get(row["supervisor_id"]),
        **{column: row[column] for column in _PERSON},
    }


def store_people(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick | None = None
) -> list[str]:
    """Store new people and changed ones (by the person's id); supervisors in any order."""
    teams = ids_by(session, _TEAMS, "name")
    new = [{"id": new_id(), **_person_row(row, teams, _PERSON)} for row in added]
    new_ids = insert_many(session, _PEOPLE, new, tick or unwatched)
    update_many(
        session, _PEOPLE, {key: _person_row(row, teams, ()) for key, row in changed.items()}
    )
    ids = ids_by(session, _PEOPLE, "ref")
    named = [(ids[row["person_ref"]], row) for row in added if row.get("supervisor_ref")]
    named += [(key, row) for key, row in changed.items() if "supervisor_ref" in row]
    refer(
        session,
        _PEOPLE,
        "supervisor_id",
        {key: ids.get(row["supervisor_ref"]) for key, row in named},
    )
    return new_ids


def _person_row(row: Row, teams: Mapping[Any, str], always: Iterable[str]) -> dict[str, Any]:
    renamed = {"person_ref": "ref", "name": "name"}
    stored: dict[str, Any] = {new: row[old] for old, new in renamed.items() if old in row}
    if "team" in row:
        stored["team_id"] = teams[row["team"]]
    stored |= {column: row.get(column) for column in _PERSON if column in row or column in always}
    if "employment" in stored:
        stored["employment"] = stored["employment"] or Employment.PERMANENT
    return stored


def known_children(session: Session, refs: Iterable[str]) -> dict[str, Known]:
    """Return every child by reference; the values, decrypted, of those in `refs` alone."""
    wanted = set(refs)
    rows = session.connection().execute(select(_CHILDREN)).mappings()
    return {
        row["ref"]: Known(row["id"], _child(session, row) if row["ref"] in wanted else {})
        for row in rows
    }


def _child(session: Session, row: Mapping[Any, Any]) -> Row:
    opened = open_row(session, "child", {str(column): value for column, value in row.items()})
    born = opened["birth_date"]
    opened["birth_date"] = date.fromisoformat(born) if born else None
    return {"child_ref": opened["ref"], **{column: opened[column] for column in _CHILD}}


def store_children(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick | None = None
) -> list[str]:
    """Store new children and changed ones (by the child's id), with what names them encrypted."""
    new = [
        _sealed_child(session, {"id": new_id(), "ref": row["child_ref"], **_child_row(row, _CHILD)})
        for row in added
    ]
    new_ids = insert_many(session, _CHILDREN, new, tick or unwatched)
    update_many(
        session,
        _CHILDREN,
        {
            key: _sealed_child(session, {"id": key, **_child_row(row, ())})
            for key, row in changed.items()
        },
    )
    return new_ids


def _child_row(row: Row, always: Iterable[str]) -> dict[str, Any]:
    stored: dict[str, Any] = {
        column: row.get(column) for column in _CHILD if column in row or column in always
    }
    if "restricted" in stored:
        stored["restricted"] = bool(stored["restricted"])
    return stored


def _sealed_child(session: Session, row: dict[str, Any]) -> dict[str, Any]:
    born = row.get("birth_date")
    if isinstance(born, date):
        row = {**row, "birth_date": born.isoformat()}
    return seal_row(session, "child", row)


def known_involvements(session: Session) -> dict[InvolvementKey, Known]:
    """Return every involvement by child, person (references) and first day."""
    involvement, child, person, team = _INVOLVEMENTS, _CHILDREN, _PEOPLE, _TEAMS
    rows = session.connection().execute(
        select(
            involvement.c.id,
            child.c.ref.label("child_ref"),
            person.c.ref.label("person_ref"),
            team.c.name.label("team"),
            *(involvement.c[name] for name in _INVOLVEMENT),
        )
        .join(child, child.c.id == involvement.c.child_id)
        .join(person, person.c.id == involvement.c.person_id)
        .join(team, team.c.id == involvement.c.team_id)
    )
    return {
        (row["child_ref"], row["person_ref"], row["started_on"]): Known(row["id"], dict(row))
        for row in rows.mappings()
    }


def store_involvements(
    session: Session, added: Sequence[Row], changed: Mapping[str, Row], tick: Tick | None = None
) -> list[str]:
    """Store new involvements and changed ones (by the involvement's id)."""
    teams = ids_by(session, _TEAMS, "name")
    children = ids_by(session, _CHILDREN, "ref")
    people = ids_by(session, _PEOPLE, "ref")
    new = [
        {
            "id": new_id(),
            "child_id": children[row["child_ref"]],
            "person_id": people[row["person_ref"]],
            "team_id": teams[row["team"]],
            **{column: row.get(column) for column in _INVOLVEMENT},
        }
        for row in added
    ]
    new_ids = insert_many(session, _INVOLVEMENTS, new, tick or unwatched)
    update_many(
        session,
        _INVOLVEMENTS,
        {
            key: {
                **({"team_id": teams[row["team"]]} if "team" in row else {}),
                **{column: row[column] for column in _INVOLVEMENT if column in row},
            }
            for key, row in changed.items()
        },
    )
    return new_ids
