"""Every measure: its key, the query that counts it, and what it must be read beside."""

from dataclasses import dataclass

from practice.calendar import Month
from prompts.phrases import phrases
from reports.errors import UnknownMeasureError
from storage import measures as queries
from storage.measures import CHILD, PERSON, Query, Scope, Session, Tallied, Tally, Unit


@dataclass(frozen=True)
class Measure:
    """A share: of the units its query selects, those that count.

    `indicator` is what the units that count show, where it is about that. `paired_with` names the
    measures it is never shown without. `group` is the heading it stands under; `noun` is what a
    unit is (*child*, *record*, *action* or *practitioner*). `shared_by` says of whom more than one
    team may have a part in (CHILD or PERSON); where it is empty, the teams' counts add up.
    `direction` is 1 where more is better, -1 where less is, 0 where neither is: of the last two
    what counts is looked at, and not what does not.
    """

    key: str
    group: str
    noun: str
    query: Query
    paired_with: tuple[str, ...] = ()
    indicator: str = ""
    shared_by: str = ""
    direction: int = 1

    @property
    def kept(self) -> Tallied:
        """What of it is kept by team and month."""
        return Tallied(self.key, self.query, self.shared_by)

    def tallies(self, session: Session, scope: Scope) -> dict[Month, Tally]:
        """Return numerator and denominator of every month of `scope`, counted from the records."""
        return queries.tally(session, self.query, scope)

    def units(self, session: Session, scope: Scope) -> tuple[Unit, ...]:
        """Return every unit behind the counts of `scope`, with its record and child."""
        return queries.units(session, self.query, scope)


def _shown(indicator: str) -> Measure:
    """Return the measure of the records in depth that show an indicator."""
    return Measure(
        key=f"records.{indicator}",
        group="records",
        noun="record",
        query=queries.shows(indicator),
        indicator=indicator,
    )


# In the order a summary shows them: the child first, the timescale last.
MEASURES: tuple[Measure, ...] = (
    Measure(
        key="outcomes.improving_share",
        group="children",
        noun="child",
        query=queries.improving,
        shared_by=CHILD,
        paired_with=("outcomes.rated_share",),
    ),
    Measure(
        key="outcomes.rated_share",
        group="children",
        noun="child",
        query=queries.rated,
        shared_by=CHILD,
        paired_with=("outcomes.improving_share",),
    ),
    Measure(
        key="children.discussed_share",
        group="children",
        noun="child",
        query=queries.discussed,
        shared_by=CHILD,
        paired_with=("outcomes.rated_share", "records.child_voice"),
    ),
    *map(_shown, phrases("indicators")),
    Measure(
        key="actions.why_and_how_share",
        group="actions",
        noun="action",
        query=queries.planned,
    ),
    Measure(
        key="actions.done_share",
        group="actions",
        noun="action",
        query=queries.answered,
        shared_by=CHILD,
        paired_with=("outcomes.improving_share",),
    ),
    Measure(
        key="actions.carried_over",
        group="actions",
        noun="action",
        query=queries.carried_over,
        shared_by=CHILD,
        paired_with=("actions.done_share",),
        direction=0,
    ),
    Measure(
        key="records.copied",
        group="meetings",
        noun="record",
        query=queries.copied_words,
        paired_with=("records.child_voice",),
        direction=-1,
    ),
    Measure(
        key="records.agreed",
        group="meetings",
        noun="record",
        query=queries.agreed,
        paired_with=("records.own_practice",),
    ),
    Measure(
        key="supervision.held_share",
        group="meetings",
        noun="practitioner",
        query=queries.held,
        shared_by=PERSON,
        paired_with=("children.discussed_share", "records.own_practice"),
    ),
)


def measure(key: str) -> Measure:
    """Return the measure with this key; raises UnknownMeasureError where there is none."""
    for known in MEASURES:
        if known.key == key:
            return known
    raise UnknownMeasureError(f"there is no measure {key!r}")
