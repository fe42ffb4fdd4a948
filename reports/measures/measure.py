"""What a measure is: a key, the query that counts it, and what it must be read beside."""

from dataclasses import dataclass

from practice.calendar import Month
from storage.oversight import Asked, Query, Session, Tally, Unit, tally, units


@dataclass(frozen=True)
class Measure:
    """A share: of the units its query selects, those that count.

    `paired_with` names the measures it is never shown without. `group` is the heading it stands
    under; `noun` is what a unit is (*child*, *record*, *action* or *practitioner*).
    """

    key: str
    group: str
    noun: str
    query: Query
    paired_with: tuple[str, ...] = ()

    def tallies(self, session: Session, asked: Asked) -> dict[Month, Tally]:
        """Return numerator and denominator of every month asked, in one statement."""
        return tally(session, self.query, asked)

    def behind(self, session: Session, asked: Asked) -> tuple[Unit, ...]:
        """Return every unit behind the counts of the months asked, with its record and child."""
        return units(session, self.query, asked)
