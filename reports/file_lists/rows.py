"""What a list shows of the rows of a file: what finds each in the case system, and no name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from practice.calendar import Month
from practice.true_contacts import SetAside
from prompts.phrases import Phrases
from reports.casework.amounts import Stands
from reports.casework.measures import ADDED
from reports.casework.wording import number
from reports.file_lists.choosing import DIMENSIONS, DUPLICATE, NEW, ON_OPEN_CASE
from reports.file_lists.stands import (
    ASSESSED,
    CHILDREN,
    CONTACTS,
    FILE_OF,
    HELD,
    stands,
)
from reports.wording import TEMPLATES, full_day
from storage import measures as queries
from storage import people
from storage.measures import SHOWN, FileRow, Session, Value
from storage.tables import Team

say = Phrases(TEMPLATES, "file_lists").say
LONGEST_FIRST = frozenset({"assessments.days", "assessments.within_45_working_days", ADDED})
"""The lists that are about how long something took."""
_LONGEST_CELL = 60
"""A cell that holds more is no category: somebody wrote a text into the file."""
_STANDING = {
    None: NEW,
    SetAside.ON_OPEN_CASE.value: ON_OPEN_CASE,
    SetAside.DUPLICATE.value: DUPLICATE,
}
_NOT_SHOWN = frozenset({"domestic_abuse"})
"""Read from the file, and shown on the lists alone that are about it."""


@dataclass(frozen=True)
class Row:
    """A row of a file on a list; `cells` are in words, by column, and none of them is empty.

    `ref` is the row's own reference, empty for a child. `child_ref` is what the file says, whoever
    reads it: a page shows it as `naming.named` says. `within` is by what it can be narrowed.
    """

    stands: Stands
    ref: str
    child_ref: str | None
    day: date | None
    cells: Mapping[str, str]
    within: Mapping[str, str]

    @property
    def counts(self) -> bool | None:
        """Whether it counts; None where it is left out."""
        return self.stands.counts

    @property
    def state(self) -> str | None:
        """As what it is set aside, or how often a child's worker changed."""
        return self.stands.state


def rows_behind(
    session: Session, key: str, team: Team, period: Month, as_of: datetime
) -> list[Row]:
    """Return every row of a team's month as the measure counts it, those left out among them.

    The longest first where the list is about days, else by day; the key must be one of `FILE_OF`.
    """
    found = stands(session, key, team.id, period, as_of)
    file = FILE_OF[key]
    told = {} if file == CHILDREN else queries.file_rows(session, file, {one.ref for one in found})
    names = {one.id: one.name for one in people.teams(session, {one.team_id for one in found})}
    rows = [_row(key, one, told.get(one.ref), names.get(one.team_id, "")) for one in found]
    return sorted(rows, key=_longest_first if key in LONGEST_FIRST else _by_day)


def _by_day(row: Row) -> tuple[date, str, str]:
    return row.day or date.min, row.ref, row.child_ref or ""


def _longest_first(row: Row) -> tuple[int, date, str, str]:
    return -(row.stands.days or 0), *_by_day(row)


def columns(key: str, rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Return the columns that any of a list's rows fills, each with its heading, in their order."""
    filled = {name for row in rows for name in row.cells}
    order = ("team", *_columns_of(FILE_OF[key]), *_MADE)
    return [(name, say(f"columns.{name}")) for name in order if name in filled]


def _columns_of(file: str) -> tuple[str, ...]:
    return SHOWN[file][1] if file in SHOWN else ()


_MADE = ("standing", "days", "others", "since", "changes")
"""What is said of a row beside its columns of the file."""


def _row(key: str, one: Stands, told: FileRow | None, team: str) -> Row:
    values = told.values if told else {}
    shown = {name: in_words(value) for name, value in values.items() if _is_shown(key, name)}
    cells = {"team": team, **shown, **_made(key, one)}
    cells = {name: text for name, text in cells.items() if text}
    days = [value for value in values.values() if isinstance(value, date)]
    return Row(
        stands=one,
        ref=one.ref if told else "",
        child_ref=told.child_ref if told else one.ref if one.child_id else None,
        day=days[0] if days else None,
        cells=cells,
        within={name: cells.get(_FROM.get((FILE_OF[key], name), name), "") for name in DIMENSIONS},
    )


_FROM = {("section47", "reason"): "outcome_reason"}
"""Where what a list is narrowed by is called otherwise in a file."""


def _is_shown(key: str, name: str) -> bool:
    return name not in _NOT_SHOWN or "triaged" in key or name in key


def _made(key: str, one: Stands) -> dict[str, str]:
    file = FILE_OF[key]
    if file == CONTACTS:
        return {"standing": say(f"standing.{_STANDING[one.state]}")}
    if file == CHILDREN:
        return {"changes": say(f"changes.{one.state}")}
    if file == HELD:
        return {"since": full_day(one.since) if one.since else ""}
    if file == ASSESSED:
        others = "" if one.others is None else say("cell.others", n=number(one.others))
        return {"days": "" if one.days is None else str(one.days), "others": others}
    return {}


def in_words(value: Value) -> str:
    """Return a cell in words; one that is long is cut, since a text may hold anything."""
    if isinstance(value, bool):
        return say(f"cell.{'yes' if value else 'no'}")
    if isinstance(value, date):
        return full_day(value)
    text = " ".join((value or "").split())
    if len(text) > _LONGEST_CELL:
        text = say("cell.clipped", text=text[:_LONGEST_CELL].rstrip())
    return text[:1].upper() + text[1:]
