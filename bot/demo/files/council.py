"""The council that the files are about, as it stands in the records, in the words of files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from practice.calendar import Month
from storage.imports import (
    Cell,
    Row,
    known_children,
    known_involvements,
    known_people,
    known_teams,
)
from storage.session import Session

Rows = Sequence[Mapping[str, Cell]]


@dataclass(frozen=True)
class Spell:
    """A worker's time with a child."""

    worker: str
    team: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Child:
    """A child of the council, and whose it was when."""

    ref: str
    status: str
    opened_on: date
    closed_on: date | None
    spells: tuple[Spell, ...]
    named: Mapping[str, Cell]

    def is_open(self, month: Month) -> bool:
        """Say whether the case is open all through a month, and was before."""
        return self.opened_on < month.first and (
            self.closed_on is None or self.closed_on > month.last
        )

    def with_on(self, day: date) -> Spell:
        """Return whose it is on a day; before the first and after the last the nearest."""
        begun = [spell for spell in self.spells if spell.started_on <= day]
        return begun[-1] if begun else self.spells[0]


@dataclass(frozen=True)
class Council:
    """Teams, people, children and involvements as files have them; `today` is the demo's day."""

    today: date
    teams: Sequence[Row]
    people: Sequence[Row]
    children: Sequence[Row]
    involvements: Sequence[Row]

    def cases(self) -> list[Child]:
        """Return the children with their workers, by reference."""
        spells: dict[str, list[Spell]] = defaultdict(list)
        for row in self.involvements:
            spells[str(row["child_ref"])].append(_spell(row))
        return [
            _child(row, spells[str(row["child_ref"])])
            for row in self.children
            if spells[str(row["child_ref"])]
        ]


def council_of(session: Session, today: date) -> Council:
    """Return the council as it stands in the records, every list by its references."""
    refs = known_children(session, ())
    children = known_children(session, refs)
    teams, people = known_teams(session), known_people(session)
    involvements = known_involvements(session)
    return Council(
        today,
        [one.values for one in teams.values()],
        [people[ref].values for ref in sorted(people)],
        [children[ref].values for ref in sorted(children)],
        [involvements[key].values for key in sorted(involvements)],
    )


def day_in(row: Row, column: str) -> date | None:
    """Return the day in a column, None where there is none."""
    value = row[column]
    return value if isinstance(value, date) else None


def _spell(row: Row) -> Spell:
    started = day_in(row, "started_on") or date.min
    return Spell(str(row["person_ref"]), str(row["team"]), started, day_in(row, "ended_on"))


def _child(row: Row, spells: Sequence[Spell]) -> Child:
    ordered = tuple(sorted(spells, key=lambda spell: spell.started_on))
    opened = day_in(row, "opened_on") or ordered[0].started_on
    told = str(row["child_ref"]), str(row["status"])
    named = {column: row[column] for column in ("forename", "surname", "birth_date", "postcode")}
    return Child(*told, opened, day_in(row, "closed_on"), ordered, named)
