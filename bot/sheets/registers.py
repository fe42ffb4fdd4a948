"""The rules shared by all kinds whose rows stand in a register of their own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.sheets import cells
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column, FileKind
from bot.sheets.left_standing import left_standing, rows_of, span_of
from bot.sheets.likely_days import ask_about_births, ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker, likeness
from storage import register_months, registers
from storage.imports import Known, Row, known_children, known_people, known_teams
from storage.many_rows import Tick
from storage.registers import Register
from storage.session import Session

_UNKNOWN_CHILD = "There is no child with this reference here; it is kept as it is written."
_UNKNOWN_WORKER = "There is nobody with this reference here; it is kept as it is written."
_IMPORT_IT = "If it is wrong, correct it; if not, import that file too."
_LOST_MARKS = "If a spreadsheet took them away, import the file as it was before that opened it."
_TAKE_IT_BACK = "Take that import back first: understory imports list."


@dataclass(frozen=True)
class Rules:
    """What holds of a kind's rows, beside what each cell may hold.

    `in_order` are two days of which the second is not before the first, and what to say if it is.
    `happened` are days that cannot be ahead. `asks_child` queries a child that is not here.
    """

    in_order: Sequence[tuple[str, str, str]] = ()
    happened: Sequence[str] = ()
    asks_child: bool = False


def register_kind(
    name: str, register: Register, columns: tuple[Column, ...], rules: Rules
) -> FileKind:
    """Return the kind of file whose rows stand in a register."""
    check = partial(_check, register, columns, rules)
    return FileKind(name, register.noun, columns, check, partial(_store, register))


def _store(
    register: Register, session: Session, added: Sequence[Row], changed: Mapping[str, Row],
    tick: Tick,
) -> list[str]:  # fmt: skip
    return registers.store(session, register, added, changed, tick)


def _check(
    register: Register,
    columns: Sequence[Column],
    rules: Rules,
    session: Session,
    parsed: ParsedFile,
) -> Plan:
    def ref(entry: ParsedRow) -> str:
        return entry.text(register.ref)

    rows = {ref(entry) for entry in parsed.entries}
    stored = registers.known(session, register, rows)
    names = {column.name for column in columns}
    checker = RowChecker(parsed)
    checker.one_row_each(ref, register.ref)
    checker.refuse_incomplete(columns, ref, stored)
    if "team" in names:
        refuse_unknown_team(checker, session)
    for first, last, why in rules.in_order:
        checker.refuse_impossible_dates(ref, stored, (first, last), why)
    for column in rules.happened:
        ask_about_days_ahead(checker, column, parsed.today)
    if "birth_date" in names:
        ask_about_births(checker, register.day, parsed.today)
    if register is not registers.PLANS:
        # Of plans is asked whether there is one, so that two of a child say the same.
        refuse_counted_twice(checker, session, register, stored)
    _ask_about_lost_marks(checker, columns, ref, stored)
    checker.ask_about_look_alikes(register.ref, registers.refs(session, register))
    _ask_about_children(checker, session, asks=rules.asks_child)
    if "person_ref" in names:
        _ask(checker, "person_ref", set(known_people(session)), _UNKNOWN_WORKER)
    plan = checker.compare(ref, stored)
    return replace(plan, notes=_left_standing(session, register, parsed, rows))


def _left_standing(
    session: Session, register: Register, parsed: ParsedFile, rows: set[str]
) -> tuple[str, ...]:
    span = span_of(parsed, register.day)
    if span is None:
        return ()
    here = register_months.refs_between(session, register, *span)
    return left_standing(rows_of("rows", span), here, rows)


def _ask_about_lost_marks(
    checker: RowChecker,
    columns: Sequence[Column],
    key: Callable[[ParsedRow], str],
    stored: Mapping[str, Known],
) -> None:
    """Query references that are as stored but for marks and leading noughts: what they led to."""
    refs = [column.name for column in columns if column.read in (cells.ref, child_ref)]
    for entry in checker.kept:
        row = stored.get(key(entry))
        if row is None:
            continue
        for column in refs:
            before, after = str(row.values.get(column) or ""), entry.text(column)
            if before and after and before != after and likeness(before) == likeness(after):
                why = f"It was {before}, and differs in marks or leading noughts alone."
                checker.query(entry, column, why, _LOST_MARKS)


def refuse_counted_twice(
    checker: RowChecker, session: Session, register: Register, stored: Collection[str]
) -> None:
    """Refuse new rows of a month that came from an Annex A workbook: each would be there twice."""
    new = {
        entry.row: day
        for entry in checker.kept
        if not register_months.is_made(ref := entry.text(register.ref))
        and ref not in stored
        and isinstance(day := entry.values.get(register.day), date)
    }
    months = register_months.months_from(session, register, new.values(), annex_a=True)
    for entry in checker.kept:
        day = new.get(entry.row)
        if day and day.replace(day=1) in months:
            why = "This month came with an Annex A workbook, so the row would count twice."
            checker.reject(entry, register.day, why, _TAKE_IT_BACK)


def refuse_unknown_team(checker: RowChecker, session: Session) -> None:
    """Refuse rows of a team that is not here."""
    checker.refuse_unknown(
        "team",
        {*known_teams(session), ""},
        "There is no team of this name.",
        "Import the teams first, or write its name as it is stored.",
    )


def _ask_about_children(checker: RowChecker, session: Session, *, asks: bool) -> None:
    children = set(known_children(session, ()))
    strange = [e for e in checker.kept if (ref := e.text("child_ref")) and ref not in children]
    here, coming = _by_likeness(children), _by_likeness({e.text("child_ref") for e in strange})
    before, asked = written_before(session, strange), checker.rows_asked_about("child_ref")
    for entry in strange:
        ref = entry.text("child_ref")
        other = here.get(likeness(ref))
        elsewhere = next((one for one in coming[likeness(ref)] if one != ref), None)
        if other:
            why = f"There is no child with this reference here, but it looks like {other[0]}."
            checker.query(entry, "child_ref", why, "If it is that child, write it the same way.")
        elif elsewhere:
            why = f"It looks like {elsewhere} of another row, and the two count as two children."
            checker.query(entry, "child_ref", why, "If they are one child, write it the same way.")
        elif ref in before and entry.row not in asked:
            ask_about_spelling(checker, entry, before[ref])
        elif asks:
            checker.query(entry, "child_ref", _UNKNOWN_CHILD, _IMPORT_IT)


def written_before(session: Session, entries: Sequence[ParsedRow]) -> Mapping[str, str]:
    """Return the new references of children that earlier files have, written otherwise alone."""
    refs = {entry.text("child_ref") for entry in entries}
    stored = registers.child_refs(session) if refs else set[str]()
    alike = _by_likeness(stored)
    return {ref: others[0] for ref in refs - stored if (others := alike.get(likeness(ref), ()))}


def ask_about_spelling(checker: RowChecker, entry: ParsedRow, other: str) -> None:
    """Query a child whose reference an earlier file has, written otherwise."""
    why = f"It looks like {other} of a file that came before, and the two count as two children."
    checker.query(entry, "child_ref", why, "If they are one child, write it the same way.")


def _by_likeness(refs: Collection[str]) -> Mapping[str, Sequence[str]]:
    alike: dict[str, list[str]] = {}
    for ref in sorted(refs):
        alike.setdefault(likeness(ref), []).append(ref)
    return alike


def _ask(checker: RowChecker, column: str, known: set[str], why: str) -> None:
    for entry in checker.kept:
        if entry.text(column) and entry.text(column) not in known:
            checker.query(entry, column, why, _IMPORT_IT)
