"""What importing the lists would do, over every kind of row they hold, and doing it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from typing_extensions import override

from bot.annex_a.finding import PARTS, Suggestion
from bot.annex_a.reading import TEAM, WORKER
from bot.annex_a.rows import AT_LIST, Known, Rows, by_list, called, rows_of_kinds
from bot.imports import KINDS
from bot.sheets.change_log import events
from bot.sheets.columns import Column, Storing
from bot.sheets.plan import Change, ParsedFile, ParsedRow, Plan, RowFault
from practice.matching import nearest
from storage import audit, batches, register_months, registers, reviewed_names
from storage.imports import known_children, known_people, known_teams
from storage.many_rows import Tick
from storage.registers import Register
from storage.reviewed_names import Names
from storage.session import Session

IN_ORDER = ("children", "contacts", "referrals", "assessments", "section47", "conferences", "plans")
_REGISTERS = {
    "contacts": registers.CONTACTS,
    "referrals": registers.REFERRALS,
    "assessments": registers.ASSESSMENTS,
    "section47": registers.SECTION47,
    "conferences": registers.CONFERENCES,
}
"""What is counted. Of plans is asked whether there is one, and two of a child say the same."""
_LIKE_A_NAME = 75
_ROWS_IN_HAND = re.compile(r"\b(?P<word>[Rr]ows?) (?P<rows>[0-9]{8,}(?:, [0-9]{8,})*)")
_A_MONTH = timedelta(days=31)

Lists = Mapping[int, ParsedFile]


@dataclass(frozen=True)
class WholePlan(Plan):
    """The plans of all kinds as one; what is accepted are rows of the lists."""

    rows: int = 0

    @property
    @override
    def accepted(self) -> int:
        """The number of rows that are sound."""
        return self.rows - self.rejected_rows


@dataclass(frozen=True)
class AnnexPlan:
    """What importing the lists would do, by kind; `titles` are the sheets of the lists."""

    by_kind: Mapping[str, Plan]
    queried: Sequence[RowFault]
    rejected: Sequence[RowFault]
    titles: Mapping[int, str]
    rows: int
    notes: Sequence[str] = ()

    @cached_property
    def whole(self) -> WholePlan:
        """The plan as it is shown: rows are those of their sheets."""
        plans = list(self.by_kind.values())
        return WholePlan(
            added=[row for plan in plans for row in plan.added],
            changed={key: row for plan in plans for key, row in plan.changed.items()},
            changes=[self._of_sheet(one) for plan in plans for one in plan.changes],
            unchanged=sum(plan.unchanged for plan in plans),
            queried=[self._placed(one) for one in sorted(self.queried, key=_by_row)],
            rejected=[self._placed(one) for one in sorted(self.rejected, key=_by_row)],
            notes=[
                *self.notes,
                *(f"{k}: {one}" for k, p in self.by_kind.items() for one in p.notes),
            ],
            rows=self.rows,
        )

    def _placed(self, fault: RowFault) -> RowFault:
        number, row = by_list(fault.row)
        why = _ROWS_IN_HAND.sub(lambda found: self._named(found, number), fault.why)
        return replace(fault, row=row, sheet=self.titles[number], why=why)

    def _named(self, found: re.Match[str], number: int) -> str:
        rows = [by_list(int(row)) for row in found["rows"].split(", ")]
        named = [
            f"{row}" if of == number else f"{row} of sheet {self.titles[of]}" for of, row in rows
        ]
        return f"{found['word']} {', '.join(named)}"

    def _of_sheet(self, change: Change) -> Change:
        number, row = by_list(change.row)
        return replace(change, row=row, sheet=self.titles[number])


def _by_row(fault: RowFault) -> int:
    return fault.row


def columns() -> list[Column]:
    """Return every column that a row of a list may fill, each name once."""
    found = {c.name: c for kind in IN_ORDER for c in KINDS[kind].columns}
    return list(found.values())


def known_names(session: Session, reviewed: Names) -> Known:
    """Return the teams and workers that are here, by every name by which a list may call them."""
    teams = {called(name): name for name in known_teams(session)}
    workers = _workers(session)
    of_team, of_worker = reviewed.get(TEAM, {}), reviewed.get(WORKER, {})
    teams |= {said: name for said, name in of_team.items() if name in teams.values()}
    workers |= {said: ref for said, ref in of_worker.items() if ref in workers.values()}
    return Known(teams, workers, frozenset(known_children(session, ())))


def _workers(session: Session) -> dict[str, str]:
    people = known_people(session)
    refs = [(called(str(person.values["name"])), ref) for ref, person in people.items()]
    told = Counter(name for name, _ in refs)
    # A name that two people bear is nobody's.
    by_name = {name: ref for name, ref in refs if told[name] == 1}
    return by_name | {called(ref): ref for ref in people}


def name_suggestions(lists: Lists, known: Known) -> Iterator[Suggestion]:
    """Yield which teams and workers may be meant by names that nobody knows."""
    for of, column, here in ((TEAM, "team", known.teams), (WORKER, "worker", known.workers)):
        said = {
            str(entry.values[column])
            for parsed in lists.values()
            for entry in parsed.entries
            if isinstance(entry.values.get(column), str)
        }
        for name in sorted(said):
            near = None if called(name) in here else nearest(name, list(here), _LIKE_A_NAME)
            if near:
                meant = here[near] if of == TEAM else f"{near} ({here[near]})"
                words = f"The {of} {name} may be {meant}."
                yield Suggestion(of, called(name), here[near], words)


def plan_of(
    session: Session, lists: Lists, titles: Mapping[int, str], reviewed: Names, today: date
) -> AnnexPlan:
    """Return what importing the lists would do: a row that one kind refuses is in none."""
    known, leaving = known_names(session, reviewed), set[int]()
    rejected = [_in_hand(number, one) for number, p in lists.items() for one in p.rejected]
    count = sum(len(parsed.entries) for parsed in lists.values()) + len(
        {fault.row for fault in rejected}
    )
    while True:
        rows = rows_of_kinds(lists, known, leaving)
        notes = list(_leave_out_what_is_here(session, rows))
        plans = _plans(session, rows, today)
        refused = [*rows.rejected, *(one for plan in plans.values() for one in plan.rejected)]
        rejected += refused
        if not {fault.row for fault in refused} - leaving:
            break
        leaving |= {fault.row for fault in refused}
    queried = [*rows.queried, *_asked(rows, plans)]
    return AnnexPlan(plans, _once(queried), _once(rejected), titles, count, notes)


def _leave_out_what_is_here(session: Session, rows: Rows) -> Iterator[str]:
    """Leave out rows of months that came in files of their kind, and say so: they count once."""
    for kind, register in _REGISTERS.items():
        entries = rows.by_kind.get(kind, [])
        days = [_month_of(entry, register) for entry in entries]
        here = register_months.months_from(session, register, days, annex_a=False)
        if here:
            left = [entry for entry in entries if _month_of(entry, register) not in here]
            rows.by_kind[kind] = left
            months = ", ".join(f"{month:%Y-%m}" for month in sorted(here))
            yield (
                f"{kind} of {months} came in a file of their own, so {len(entries) - len(left)} "
                "rows of this workbook were left out: they would count twice."
            )


def _month_of(entry: ParsedRow, register: Register) -> date:
    day = entry.values[register.day]
    assert isinstance(day, date)  # noqa: S101 - what the row was made of has one
    return day.replace(day=1)


def quiet_months(lists: Lists) -> Iterator[str]:
    """Yield which months between the first and the last of a list have no row: a gap may be one."""
    for number, column in ((1, "received_on"), (3, "received_on"), (4, "assessment_started_on")):
        entries = [one for of, p in lists.items() if of % PARTS == number for one in p.entries]
        days = [day for entry in entries if isinstance(day := entry.values.get(column), date)]
        months = sorted({day.replace(day=1) for day in days})
        missing = [
            f"{month:%Y-%m}"
            for before, after in pairwise(months)
            for month in _between(before, after)
        ]
        if missing:
            yield f"List {number} has no row in {', '.join(missing)}."


def _between(before: date, after: date) -> Iterator[date]:
    month = (before + _A_MONTH).replace(day=1)
    while month < after:
        yield month
        month = (month + _A_MONTH).replace(day=1)


def _in_hand(number: int, fault: RowFault) -> RowFault:
    return replace(fault, row=number * AT_LIST + fault.row)


def _plans(session: Session, rows: Rows, today: date) -> dict[str, Plan]:
    return {
        kind: KINDS[kind].check(session, ParsedFile(rows.by_kind[kind], (), (), today))
        for kind in IN_ORDER
        if rows.by_kind.get(kind)
    }


def _asked(rows: Rows, plans: Mapping[str, Plan]) -> Iterator[RowFault]:
    """Yield what the kinds ask; of a child who comes with the same workbook, the children alone.

    A made reference looks like another because its child's does, so that the child is asked about.
    """
    coming = {entry.text("child_ref") for entry in rows.by_kind.get("children", ())}
    asked = [
        fault
        for kind, plan in plans.items()
        for fault in plan.queried
        if kind == "children" or fault.column != "child_ref" or fault.value not in coming
    ]
    of_child = {fault.row for fault in asked if fault.column == "child_ref"}
    for fault in asked:
        if not (fault.row in of_child and register_months.is_made(fault.value)):
            yield fault


def _once(faults: Sequence[RowFault]) -> list[RowFault]:
    return list(dict.fromkeys(faults))


def store(
    session: Session, plan: AnnexPlan, names: Names, of: tuple[str, datetime], tick: Tick
) -> int:
    """Store what a plan says as one batch, and what was said of names; return its number."""
    file, now = of
    stored: list[batches.Stored] = []
    for kind in (KINDS[name] for name in IN_ORDER if name in plan.by_kind):
        one = plan.by_kind[kind.name]
        if one.has_work:
            before = batches.as_stored(session, kind.noun, one.changed)
            ids = kind.apply(session, one, Storing(now, tick))
            stored.append(batches.Stored(kind.noun, ids, before))
            audit.record_all(session, events(kind, one, now))
    reviewed_names.keep(session, names, now)
    return batches.keep(session, "annex-a", file, stored, now)
