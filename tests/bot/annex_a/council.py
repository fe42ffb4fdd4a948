"""A council that brings in its Annex A workbook, and what is stored of it."""

from typing import Any

from storage import registers
from storage.imports import known_children
from storage.registers import Register
from tests.bot.annex_a.books import SHEETS, WHERE, WHO, Sheets, workbook
from tests.bot.cli.commands import Here, records, report

CONTACT_HEADINGS = [*WHO, "Date of Contact", "Contact Source", *WHERE]


def bring_in(council: Here, sheets: Sheets = SHEETS, *words: str, typed: str = "") -> Any:
    file = council.file("annex.xlsx", workbook(sheets))
    return council.run("import", "annex-a", file, "--report", "report.json", *words, typed=typed)


def stored(council: Here, register: Register) -> dict[str, dict[str, Any]]:
    store = records(council)
    with store.reading() as session:
        known = registers.known(session, register, registers.refs(session, register))
    store.close()
    return {ref: dict(row.values) for ref, row in known.items()}


def children(council: Here) -> dict[str, dict[str, Any]]:
    store = records(council)
    with store.reading() as session:
        known = known_children(session, ["CH-0417", "CH-0418"])
    store.close()
    return {ref: dict(row.values) for ref, row in known.items()}


def contacts(*rows: list[Any]) -> Sheets:
    return {"List 1": [CONTACT_HEADINGS, *rows]}


def faults(council: Here, name: str = "rejected") -> list[tuple[str, int, str, str]]:
    return [(f["sheet"], f["row"], f["column"], f["value"]) for f in report(council)[name]]
