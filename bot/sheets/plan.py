"""The plan of an import: what would be stored, what to ask about, what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.sheets.cells import Cell


@dataclass(frozen=True)
class RowFault:
    """One thing about one row: which column and value, why, and what to do about it.

    `sheet` names the sheet of a workbook of which several are read.
    """

    row: int
    column: str
    value: str
    why: str
    remedy: str
    sheet: str = ""


@dataclass(frozen=True)
class ParsedRow:
    """One sound row: a value for each known column that it fills in.

    A column whose cell is empty is not there, for empty means unknown; None removes what is stored.
    """

    row: int
    values: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return the text in `column`, or "" where it is unknown or not in the file."""
        value = self.values.get(column)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class ParsedFile:
    """A file's rows by themselves, before they are held against the records.

    `today` is the day on which they were read, where that is known: what happened is not later.
    `sheet` is the sheet of a workbook that they stand in.
    """

    entries: Sequence[ParsedRow]
    rejected: Sequence[RowFault]
    notes: Sequence[str] = ()
    today: date | None = None
    sheet: str = ""

    def refusing(self, faults: Sequence[RowFault]) -> "ParsedFile":
        """Return the file with the rows of `faults` rejected."""
        refused = {fault.row for fault in faults}
        entries = [entry for entry in self.entries if entry.row not in refused]
        return replace(self, entries=entries, rejected=[*self.rejected, *faults])


@dataclass(frozen=True)
class Change:
    """One value of a stored row that a row of the file changes; None is unknown.

    One that is `outdated` is gone because of what the row says otherwise: nobody takes it away.
    """

    row: int
    column: str
    before: Cell
    after: Cell
    sheet: str = ""
    outdated: bool = False


@dataclass(frozen=True)
class Plan:
    """What an import would do. A queried row is accepted; a rejected one is not.

    `notes` say what holds of the file as a whole.
    """

    added: Sequence[Mapping[str, Cell]] = ()
    changed: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    unchanged: int = 0
    queried: Sequence[RowFault] = ()
    rejected: Sequence[RowFault] = ()
    notes: Sequence[str] = ()

    @property
    def has_work(self) -> bool:
        """Whether anything would be stored."""
        return bool(self.added or self.changed)

    @property
    def removals(self) -> list[Change]:
        """The stored values that would be gone."""
        return [one for one in self.changes if one.after is None and not one.outdated]

    @property
    def accepted(self) -> int:
        """The number of rows that are sound."""
        return len(self.added) + len(self.changed) + self.unchanged

    @property
    def rejected_rows(self) -> int:
        """The number of rows refused; one row may have several faults."""
        return len({(fault.sheet, fault.row) for fault in self.rejected})
