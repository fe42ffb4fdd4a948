"""What a team's month comes to is counted from its own rows, however large the council is."""

import re
from pathlib import Path

from sqlmodel import Session

from practice.calendar import Month
from reports import kept
from storage.measures import Scope
from storage.tables import TABLES, table_of
from tests.benchmarks.council import NOW
from tests.factories import a_team, make_store
from tests.storage.plans import plan, statements

FEW = {"link_answer", "newest_change"}
"""What people said of two contacts, of which a council has few; and one row that counts changes."""
_NAMED = re.compile(r"\b(\w+) AS (\w+)\b")


def test_no_table_is_gone_through_from_end_to_end(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        scope = Scope((a_team(session, "East").id,), (Month(2026, 10),), NOW)
    with statements(store) as heard, store.reading() as session:
        kept.parts(session, scope)
    with store.reading() as session:
        gone_through = {name for sql, asked in heard for name in scanned(session, sql, asked)}
    assert gone_through <= FEW


def scanned(session: Session, sql: str, asked: object) -> set[str]:
    """Return the tables that SQLite goes through from end to end for a statement."""
    tables = {table_of(model).name for model in TABLES}
    names = {name: name for name in tables}
    names |= {alias: of for of, alias in _NAMED.findall(sql) if of in tables}
    found = re.findall(r"SCAN (\w+)", plan(session, sql, asked))
    return {names[name] for name in found if name in names}
