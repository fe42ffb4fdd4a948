"""Checking the rows of a file against one another and against what is stored."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from bot.sheets.cells import Cell
from bot.sheets.columns import Column
from bot.sheets.plan import Change, ParsedFile, ParsedRow, Plan, RowFault

_RUN = re.compile(r"[^\W\d_]+|\d+")

_COUNTED_ONCE = "Nothing to do: they count as one."

Key = TypeVar("Key", bound=Hashable)


class Stored(Protocol):
    """A row of the records, in the words of the file."""

    @property
    def id(self) -> str:
        """The identifier of the row."""

    @property
    def values(self) -> Mapping[str, Cell]:
        """A value for each column."""


class RowChecker:
    """The rows still in hand, and what has been said about the others."""

    def __init__(self, reading: ParsedFile) -> None:
        self._kept = {entry.row: entry for entry in reading.entries}
        self._rejected = list(reading.rejected)
        self._queried: list[RowFault] = []
        self._repeats: dict[int, list[ParsedRow]] = defaultdict(list)

    @property
    def kept(self) -> list[ParsedRow]:
        """The rows not refused so far, in the file's order."""
        return list(self._kept.values())

    def reject(self, entry: ParsedRow, column: str, why: str, remedy: str) -> None:
        """Refuse `entry`, and every row that says the same, because of its value in `column`."""
        for row in (entry, *self._repeats.pop(entry.row, ())):
            self._rejected.append(_fault(row, column, why, remedy))
        self._kept.pop(entry.row, None)

    def query(self, entry: ParsedRow, column: str, why: str, remedy: str) -> None:
        """Keep `entry` and ask about its value in `column`."""
        self._queried.append(_fault(entry, column, why, remedy))

    def rows_asked_about(self, column: str) -> set[int]:
        """Return the numbers of the rows whose value in `column` was asked about."""
        return {one.row for one in self._queried if one.column == column}

    def put(self, entry: ParsedRow, column: str, value: Cell) -> None:
        """Give `entry` another value in `column`."""
        self._kept[entry.row] = replace(entry, values={**entry.values, column: value})

    def drop(self, entry: ParsedRow, column: str) -> None:
        """Leave `column` of `entry` as it is stored."""
        left = {name: value for name, value in entry.values.items() if name != column}
        self._kept[entry.row] = replace(entry, values=left)

    def settle(self, *rules: Callable[[], None]) -> None:
        """Apply rules that reject rows until none does: a refused row may leave others alone."""
        before = -1
        while before != len(self._rejected):
            before = len(self._rejected)
            for rule in rules:
                rule()

    def one_row_each(self, key: Callable[[ParsedRow], Hashable], column: str) -> None:
        """Count rows about the same once, with all they say; refuse those that contradict."""
        groups: dict[Hashable, list[ParsedRow]] = defaultdict(list)
        for entry in self.kept:
            groups[key(entry)].append(entry)
        for group in groups.values():
            if len(group) > 1:
                self._one_of(group, column)

    def _one_of(self, group: list[ParsedRow], column: str) -> None:
        first = group[0]
        said: dict[str, Cell] = {}
        for entry in group:
            differ = [c for c, value in entry.values.items() if said.get(c, value) != value]
            if differ:
                self._refuse_contradicting(group, column, differ)
                return
            said |= entry.values
        self._kept[first.row] = replace(first, values=said)
        for entry in group[1:]:
            self.query(entry, column, f"This is about the same as row {first.row}.", _COUNTED_ONCE)
            del self._kept[entry.row]
            self._repeats[first.row].append(entry)

    def _refuse_contradicting(self, group: list[ParsedRow], column: str, differ: list[str]) -> None:
        rows = ", ".join(str(entry.row) for entry in group)
        for entry in group:
            why = f"Rows {rows} contradict one another in {' and '.join(differ)}."
            self.reject(entry, column, why, "Keep one.")

    def refuse_incomplete(
        self,
        columns: Iterable[Column],
        key: Callable[[ParsedRow], Key],
        stored: Collection[Key],
    ) -> None:
        """Refuse rows that are not stored yet and lack what a new one needs."""
        needed = [column.name for column in columns if column.required_of_new]
        for entry in self.kept:
            for column in needed:
                if key(entry) not in stored and column not in entry.values:
                    self.reject(entry, column, "This cell may not be empty.", f"Fill in {column}.")

    def refuse_unknown(self, column: str, known: Collection[str], why: str, remedy: str) -> None:
        """Refuse rows whose text in `column` is not known."""
        for entry in self.kept:
            if entry.text(column) not in known:
                self.reject(entry, column, why, remedy)

    def refuse_circles(
        self, column: str, above: str, stored: Mapping[str, Stored], why: str, remedy: str
    ) -> None:
        """Refuse rows that are above themselves, `above` being the column of what is above one."""
        ways = {name: str(row.values[above] or "") for name, row in stored.items()}
        ways |= {e.text(column): e.text(above) for e in self.kept if above in e.values}
        turning = circles({name: other for name, other in ways.items() if other})
        for entry in self.kept:
            if above in entry.values and entry.text(column) in turning:
                self.reject(entry, above, why, remedy)

    def refuse_impossible_dates(
        self,
        key: Callable[[ParsedRow], Key],
        stored: Mapping[Key, Stored],
        columns: tuple[str, str],
        why: str,
    ) -> None:
        """Refuse rows whose second day is before the first; what a file leaves out is as stored."""
        for entry in self.kept:
            row = stored.get(key(entry))
            values = {**row.values, **entry.values} if row else entry.values
            first, last = (values.get(column) for column in columns)
            if isinstance(first, date) and isinstance(last, date) and last < first:
                words = f"{why} ({first.isoformat()})."
                self.reject(entry, columns[1], words, _remedy(entry, columns[1], last))

    def ask_about_look_alikes(self, column: str, stored: Iterable[str]) -> None:
        """Query new references that only capitals, marks or leading zeros tell from another."""
        known = set(stored)
        alike: dict[str, set[str]] = defaultdict(set)
        for name in known | {entry.text(column) for entry in self.kept}:
            alike[likeness(name)].add(name)
        for entry in self.kept:
            name = entry.text(column)
            others = alike[likeness(name)] - {name}
            if name not in known and others and likeness(name):
                self.query(
                    entry,
                    column,
                    f"This looks like {min(others)}.",
                    "If they are the same, write it the same way and import again.",
                )

    def compare(self, key: Callable[[ParsedRow], Key], stored: Mapping[Key, Stored]) -> Plan:
        """Return the plan: what is new, what differs in a cell that is filled in, the rest."""
        added: list[Mapping[str, Cell]] = []
        changed: dict[str, Mapping[str, Cell]] = {}
        changes: list[Change] = []
        unchanged = sum(len(rows) for rows in self._repeats.values())
        for entry in self.kept:
            row = stored.get(key(entry))
            if row is None:
                added.append(entry.values)
                continue
            different = {c: v for c, v in entry.values.items() if row.values.get(c) != v}
            if different:
                changed[row.id] = different
                changes += [
                    Change(entry.row, c, row.values.get(c), v) for c, v in different.items()
                ]
            else:
                unchanged += 1
        refused = {fault.row for fault in self._rejected}
        queried = [fault for fault in self._queried if fault.row not in refused]
        return Plan(
            added, changed, changes, unchanged, _in_order(queried), _in_order(self._rejected)
        )


def _remedy(entry: ParsedRow, column: str, stored: date) -> str:
    """Return what to do about a day that is too early: of the row itself, or as it is stored."""
    if column in entry.values:
        return "Correct one of the two dates."
    return (
        f"An empty cell leaves {column} as it is stored, {stored.isoformat()}: if that holds no "
        "more, as of a case that opened again, write (none)."
    )


def likeness(name: str) -> str:
    """Return what two references share that differ in capitals, marks or leading zeros alone."""
    runs = _RUN.findall(name.casefold())
    return "-".join(run.lstrip("0") or "0" if run.isdigit() else run for run in runs)


def circles(above: Mapping[str, str]) -> set[str]:
    """Return every name that is above itself, `above` naming the one directly above each."""
    done: set[str] = set()
    found: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        name = start
        while name in above and name not in done and name not in path:
            path[name] = len(path)
            name = above[name]
        if name in path:
            found.update(list(path)[path[name] :])
        done.update(path)
    return found


def _in_order(faults: list[RowFault]) -> list[RowFault]:
    return sorted(faults, key=lambda fault: fault.row)


def _fault(entry: ParsedRow, column: str, why: str, remedy: str) -> RowFault:
    value = entry.values.get(column)
    plain = "yes" if value is True else value
    shown = plain.isoformat() if isinstance(plain, date) else str(plain or "")
    return RowFault(entry.row, column, shown, why, remedy)
