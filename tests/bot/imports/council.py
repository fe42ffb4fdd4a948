"""Bringing text in as a file would be, without a command line."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.imports import KINDS, aliases
from bot.sheets.columns import Storing, read_rows
from bot.sheets.file import read_separated
from bot.sheets.plan import ParsedFile, Plan, RowFault
from storage.session import Store
from tests.factories import make_store

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)

TEAMS = "team,parent\nCouncil,\nNorth,Council\nSouth,Council\n"
PEOPLE = """person_ref,name,role,team,supervisor_ref
P1,Priya Shah,practitioner,North,P2
P2,Sunil Rao,supervisor,North,P3
P3,Mo Ali,manager,Council,
"""
CHILDREN = "child_ref,forename,surname,status\nCH-0417,Ana,Doe,CIN\nCH-0418,Ben,Doe,CP\n"


def a_store(folder: Path, **files: str) -> Store:
    """Return a store into which the files were brought, each named by its kind."""
    store = make_store(folder, waits_for_the_disk=False)
    for kind, text in files.items():
        plan = bring_in(store, kind, text)
        assert not plan.rejected
    return store


def read(kind: str, text: str) -> ParsedFile:
    sheet = read_separated(text.encode())
    return read_rows(sheet, KINDS[kind].columns, aliases(kind), lambda _rows: None)


def check(store: Store, kind: str, text: str) -> Plan:
    with store.reading() as session:
        return KINDS[kind].check(session, read(kind, text))


def bring_in(store: Store, kind: str, text: str) -> Plan:
    with store.writing() as session:
        plan = KINDS[kind].check(session, read(kind, text))
        storing = Storing(NOW, lambda _rows: None)
        KINDS[kind].apply(session, plan, storing, KINDS[kind].made_ready(plan, storing.tick))
    return plan


def places(faults: Iterable[RowFault]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.value) for fault in faults]
