"""Invented contacts of the front door in great numbers, and the same as a file beside them.

Of two years up to a day, drawn anew from a seed: a fifth about nobody who is known, and those name
somebody; two fifths about children of the council, two fifths about others who are known by a
reference of the front door and come again.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, select

from practice.terms import ContactOutcome
from storage.encryption import seal_row
from storage.ids import new_id
from storage.session import Store
from storage.tables import Child, Contact, Team, table_of

DAYS = 730
AT_ONCE = 20_000
SOURCES = ("police", "health", "school", "family", "other")
REASONS = ("domestic abuse", "neglect", "mental health", "physical abuse", "other")
OUTCOMES = tuple(one.value for one in ContactOutcome)
COLUMNS = (
    *("ref", "team_id", "received_on", "source", "reason"),
    *("domestic_abuse", "triaged", "child_ref", "outcome"),
)
"""What polars reads: what the figures rest on, without names."""

Row = dict[str, Any]


def add_contacts(store: Store, count: int, until: date, file: Path) -> None:
    """Add so many contacts in one transaction, and write them to a file."""
    with store.writing() as session, file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(COLUMNS)
        for rows in _drawn(session, count, until):
            lines.writerows([row[name] for name in COLUMNS] for row in rows)
            session.connection().execute(insert(table_of(Contact)), rows)


def name_children(store: Store) -> None:
    """Give every child a name of its own: what was copied of another cannot be decrypted."""
    table, names = table_of(Child), ("forename", "surname", "birth_date", "postcode")
    statement = (
        update(table)
        .where(table.c.id == bindparam("of"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    with store.writing() as session:
        rows = []
        for number, key in enumerate(session.scalars(select(Child.id)).all()):
            row = seal_row(session, "child", {"id": key, **_named(None, number * 7, number)})
            rows.append({"of": key, **{f"new_{name}": row[name] for name in names}})
        session.connection().execute(statement, rows)


def _drawn(session: Session, count: int, until: date) -> Iterator[list[Row]]:
    teams = session.scalars(select(Team.id).where(col(Team.parent_id).is_not(None))).all()
    children = session.scalars(select(Child.ref)).all()
    chance = np.random.default_rng(1)
    others = max(count // 4, 1)
    for first in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - first)
        draws = chance.integers(0, 1 << 30, (size, 8)).tolist()
        yield [
            _sealed(session, _contact(first + at, draw, teams, children, (others, until)))
            for at, draw in enumerate(draws)
        ]


def _contact(
    number: int,
    draw: list[int],
    teams: Sequence[str],
    children: Sequence[str],
    of: tuple[int, date],
) -> Row:
    kind, which, day, team, source, reason, outcome, more = draw
    others, until = of
    is_abuse = reason % len(REASONS) == 0
    refs = (None, *(children[which % len(children)],) * 2, *(f"N{which % others}",) * 2)
    return {
        "id": new_id(),
        "ref": f"K{number}",
        "team_id": teams[team % len(teams)] if team % 5 else None,
        "received_on": until - timedelta(days=day % DAYS),
        "source": SOURCES[source % len(SOURCES)],
        "reason": REASONS[reason % len(REASONS)],
        "domestic_abuse": is_abuse,
        "triaged": more % 4 > 0 if is_abuse else None,
        "child_ref": refs[kind % len(refs)],
        "outcome": OUTCOMES[outcome % len(OUTCOMES)],
        "threshold_met": None,
        **_named(refs[kind % len(refs)], which, more),
    }


def _named(ref: str | None, which: int, more: int) -> Row:
    if ref is not None:
        return dict.fromkeys(("forename", "surname", "birth_date", "postcode"))
    born = date(2009, 1, 1) + timedelta(days=which % 6000)
    return {
        "forename": f"Fore{which % 700}",
        "surname": f"Sur{more % 9000}",
        "birth_date": str(born),
        "postcode": f"D{which % 90} {more % 10}AB",
    }


def _sealed(session: Session, row: Row) -> Row:
    return seal_row(session, "contact", row) if row["surname"] else row
