"""Notes of supervisions held before, from the case system: a council's baseline on its first day.

Each becomes a locked record of the guide `imported-note`, read as a child's record is, or as the
personal part. What the evidence reader finds in it nobody confirmed: it enters no measure's value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.sheets.cells import Cell, minutes, one_of, prose, ref
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column, FileKind, Storing
from bot.sheets.days import day
from bot.sheets.left_standing import left_standing, rows_of, span_of
from bot.sheets.likely_days import ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from practice.evidence import INDICATORS, Reading, look, passages_of
from practice.terms import NoteKind
from prompts.days import full_day_words
from prompts.loader import shipped
from prompts.phrases import phrase
from storage import guides, imported_notes
from storage.found_in_notes import found_in
from storage.imported_notes import GUIDE, NOUN, TEXT, VERSION, NewNote
from storage.imports import known_children, known_people
from storage.many_rows import Tick
from storage.session import Session
from storage.submissions import NewClaim, NewProcessShare

COLUMNS = (
    Column("note_ref", ref, required=True, example="SN-5120"),
    Column("held_on", day, required_of_new=True, removable=False, example="2025-11-13"),
    Column("kind", one_of(NoteKind), required_of_new=True, removable=False, example="case"),
    Column("minutes", minutes, example="60"),
    Column("supervisor_ref", ref, required_of_new=True, removable=False, example="SW-007"),
    Column("practitioner_ref", ref, required_of_new=True, removable=False, example="SW-101"),
    Column("child_ref", child_ref, removable=False, example="CH-0417"),
    Column(
        "text",
        prose,
        required_of_new=True,
        removable=False,
        shown=False,
        example="Ana said she does not like it when it is loud.",
    ),
    Column("actions", prose, shown=False, example="Ring the school"),
    Column("practitioner_agreed_on", day, example="2025-11-14"),
    Column("supervisor_agreed_on", day, example="2025-11-17"),
)
_UNKNOWN = "Import it first, or write it as it is stored."


def _ref(entry: ParsedRow) -> str:
    return entry.text("note_ref")


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these notes would do."""
    stored = imported_notes.known(session, {_ref(entry) for entry in parsed.entries})
    people, children = known_people(session), known_children(session, ())
    checker = RowChecker(parsed)
    checker.one_row_each(_ref, "note_ref")
    checker.refuse_incomplete(COLUMNS, _ref, stored)
    for column, known, who in (
        ("supervisor_ref", people, "nobody"),
        ("practitioner_ref", people, "nobody"),
        ("child_ref", children, "no child"),
    ):
        why = f"There is {who} with this reference."
        checker.refuse_unknown(column, {*known, ""}, why, _UNKNOWN)
    for entry in checker.kept:
        row = stored.get(_ref(entry))
        _refuse_impossible(checker, entry, {**(row.values if row else {}), **entry.values})
    for agreed in ("practitioner_agreed_on", "supervisor_agreed_on"):
        why = "It would be agreed before it was held"
        checker.refuse_impossible_dates(_ref, stored, ("held_on", agreed), why)
        ask_about_days_ahead(checker, agreed, parsed.today)
    ask_about_days_ahead(checker, "held_on", parsed.today)
    checker.ask_about_look_alikes("note_ref", imported_notes.refs(session))
    plan = checker.compare(_ref, stored)
    span = span_of(parsed, "held_on")
    if span is None:
        return plan
    here, in_file = imported_notes.refs_between(session, *span), map(_ref, parsed.entries)
    return replace(plan, notes=left_standing(rows_of("notes", span), here, set(in_file)))


def _refuse_impossible(checker: RowChecker, entry: ParsedRow, told: Mapping[str, Cell]) -> None:
    kind, child = told.get("kind"), told.get("child_ref")
    if kind == NoteKind.PERSONAL and child:
        why = "A personal note is read by its two people alone, and this one is about a child."
        checker.reject(entry, "kind", why, "Make it a case note, or leave the child out.")
    elif kind != NoteKind.PERSONAL and not child:
        why = "A note of this kind is read as a child's record is, so it needs its child."
        checker.reject(entry, "child_ref", why, "Fill in child_ref, or make it a personal note.")
    elif told.get("supervisor_ref") == told.get("practitioner_ref"):
        why = "Nobody supervises themselves."
        checker.reject(entry, "practitioner_ref", why, "Name the two people of the supervision.")


def _read(plan: Plan, tick: Tick) -> Mapping[str, Reading]:
    """Return what the evidence reader finds in each text of a plan."""
    readings: dict[str, Reading] = {}
    for values in (*plan.added, *plan.changed.values()):
        text = str(values.get(TEXT) or "")
        if text and text not in readings:
            readings[text] = look(text)
        tick(1)
    return readings


def _store(session: Session, plan: Plan, ready: object, storing: Storing) -> Sequence[str]:
    assert isinstance(ready, dict)  # noqa: S101 - as _read made it
    place = (GUIDE, VERSION)
    guides.note(session, place, shipped().digests()[place], storing.at)
    notes = [_new(values, None, ready) for values in plan.added]
    notes += _corrected(session, plan, ready)
    return imported_notes.store(session, notes, storing.at, storing.tick)


def _corrected(session: Session, plan: Plan, ready: Mapping[str, Reading]) -> Iterator[NewNote]:
    known = imported_notes.known_by_id(session, plan.changed)
    # A text that stays is not read again: the records are locked, and reading takes its time.
    before = found_in(session, [one for one, of in plan.changed.items() if TEXT not in of])
    for note_id, values in plan.changed.items():
        new = {**known[note_id], **values}
        if note_id in before:
            yield NewNote(new, _held(new), *before[note_id], note_id)
        else:
            yield _new(new, note_id, ready)


def _new(values: Mapping[str, Any], replaces: str | None, ready: Mapping[str, Reading]) -> NewNote:
    text = str(values[TEXT])
    reading = ready[text]
    found = {name: reading.proposed(name) for name in INDICATORS}
    claims = [
        NewClaim(name, text[one.start : one.end], False, reading.reader, TEXT)
        for name, one in found.items()
        if one
    ]
    return NewNote(values, _held(values), claims, list(_process(text, reading)), replaces)


def _process(text: str, reading: Reading) -> Iterator[NewProcessShare]:
    sentences = len(passages_of(text))
    if reading.process_share is not None and sentences:
        yield NewProcessShare(reading.reader, min(max(reading.process_share, 0), 1), sentences)


def _held(values: Mapping[str, Any]) -> str:
    """Return how long it took and who agreed it when, in a line; empty where nobody said."""
    said = [phrase("imported.minutes", minutes=values["minutes"])] if values.get("minutes") else []
    if on := values.get("practitioner_agreed_on"):
        said.append(phrase("imported.agreed_by_practitioner", day=full_day_words(on)))
    if on := values.get("supervisor_agreed_on"):
        said.append(phrase("imported.agreed_by_supervisor", day=full_day_words(on)))
    return " ".join(said)


KIND = FileKind("supervision-notes", NOUN, COLUMNS, check, ready=_read, store_ready=_store)
