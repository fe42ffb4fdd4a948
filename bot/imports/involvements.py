"""Involvements: who worked with which child, from when until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.sheets.cells import one_of, ref, words
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column, FileKind
from bot.sheets.days import day
from bot.sheets.left_standing import left_standing
from bot.sheets.likely_days import ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from practice.terms import InvolvementPart
from storage.imports import (
    InvolvementKey,
    Known,
    known_children,
    known_involvements,
    known_people,
    known_teams,
    store_involvements,
)
from storage.session import Session

COLUMNS = (
    Column("child_ref", child_ref, required=True, example="CH-0417"),
    Column("person_ref", ref, required=True, example="SW-101"),
    Column("team", words, removable=False, example="North"),
    Column("started_on", day, required=True, example="2026-01-12"),
    Column("ended_on", day, example="2026-10-02"),
    Column("end_reason", words, example="worker left"),
    Column("part", one_of(InvolvementPart), example="lead"),
)
_RUNNING = "involvements of these children that have not ended"
_ENDED = "Of one that has ended the file says so: ended_on. "
_UNKNOWN = "Import it first, or write it as it is stored."


def _key(entry: ParsedRow) -> InvolvementKey:
    started = entry.values["started_on"]
    assert isinstance(started, date)  # noqa: S101 - the column is required
    return entry.text("child_ref"), entry.text("person_ref"), started


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these involvements would do.

    Child, person and first day name one; without a team it is the person's own.
    """
    people = known_people(session)
    checker = RowChecker(parsed)
    for column, known, why in (
        ("child_ref", known_children(session, ()), "There is no child with this reference."),
        ("person_ref", people, "There is nobody with this reference."),
        ("team", {*known_teams(session), ""}, "There is no team of this name."),
    ):
        checker.refuse_unknown(column, known, why, _UNKNOWN)
    stored = known_involvements(session)
    checker.one_row_each(_key, "started_on")
    _fill_in_teams(checker, people, stored)
    checker.refuse_impossible_dates(
        _key, stored, ("started_on", "ended_on"), "It would end before it started"
    )
    for column in ("started_on", "ended_on"):
        ask_about_days_ahead(checker, column, parsed.today)
    _ask_about_overlaps(checker, stored)
    plan = checker.compare(_key, stored)
    if parsed.rejected:
        return plan
    in_file = {_key(entry) for entry in parsed.entries}
    children = {child for child, _, _ in in_file}
    here = [
        key for key, row in stored.items() if key[0] in children and row.values["ended_on"] is None
    ]
    notes = left_standing(_RUNNING, _named(here), _named(in_file), _ENDED)
    return replace(plan, notes=notes)


def _named(keys: Iterable[InvolvementKey]) -> list[str]:
    return [f"{child} with {person} since {started}" for child, person, started in keys]


def _fill_in_teams(
    checker: RowChecker, people: Mapping[str, Known], stored: Mapping[InvolvementKey, Known]
) -> None:
    for entry in checker.kept:
        # One stored before keeps its team: the person may have moved since.
        if not entry.text("team") and _key(entry) not in stored:
            checker.put(entry, "team", people[entry.text("person_ref")].values["team"])


def _ask_about_overlaps(checker: RowChecker, stored: Mapping[InvolvementKey, Known]) -> None:
    spans: dict[tuple[str, str], dict[date, date]] = defaultdict(dict)
    for (child, person, started), row in stored.items():
        ended = row.values["ended_on"]
        spans[child, person][started] = ended if isinstance(ended, date) else date.max
    for entry in checker.kept:
        child, person, started = _key(entry)
        ended = entry.values.get("ended_on", spans[child, person].get(started))
        spans[child, person][started] = ended if isinstance(ended, date) else date.max
    for entry in checker.kept:
        child, person, started = _key(entry)
        _ask_about_overlap(checker, entry, started, spans[child, person])


def _ask_about_overlap(
    checker: RowChecker, entry: ParsedRow, started: date, spans: Mapping[date, date]
) -> None:
    other = next(
        (
            first
            for first, last in spans.items()
            if first != started and first < spans[started] and started < last
        ),
        None,
    )
    if other:
        why = f"The same person's time with this child from {other.isoformat()} overlaps it."
        remedy = "If it is one involvement, end the other or keep one row."
        checker.query(entry, "started_on", why, remedy)


KIND = FileKind("involvements", "involvement", COLUMNS, check, store_involvements)
