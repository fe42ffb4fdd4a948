"""How each row of a file stands in a measure's month: the very rows that its figure counts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from practice.calendar import Month
from practice.true_contacts import SetAside
from reports import kept
from reports.casework import added_days
from reports.casework.amounts import Stands
from reports.casework.assessments import Done
from reports.casework.followed import COHORT, After
from reports.casework.measures import (
    ADDED,
    CHANGED_WORKER,
    DOMESTIC_ABUSE,
    NO_FURTHER_ACTION,
    RECORDED,
    REFERRALS,
    REFERRED_AGAIN,
    REPEATED,
    TRIAGED,
    TRUE,
)
from reports.casework.workers import CHANGED, CHANGED_TWICE, TWICE
from storage import measures as queries
from storage.measures import AtTheDoor, Scope, Session, Tallied
from storage.people import team_and_descendants

CONTACTS, REFERRED, ASSESSED = "contacts", "referrals", "assessments"
HELD, CHILDREN = "conferences", "children"
ON_OPEN_CASES = "contacts.on_open_cases"

Rows = Callable[[Session, Scope], Iterator[Stands]]


def stands(
    session: Session, key: str, team_id: str, period: Month, as_of: datetime
) -> list[Stands]:
    """Return every row of a team's month, and of those below it, as the measure counts it.

    As many as its figure says count, do not and are left out. The key must be one of `FILE_OF`.
    """
    teams = tuple(team_and_descendants(session, team_id))
    month = Scope(teams, (period,), as_of)
    return list(_ROWS[key](session, month)) if month.begun else []


def _received(
    file: str, measure: Tallied, is_left_out: Callable[[AtTheDoor], bool] = lambda _: True
) -> Rows:
    """Return what lists the rows that a measure counts from, and those that do not tell."""

    def rows(session: Session, scope: Scope) -> Iterator[Stands]:
        for one in queries.at_the_door(session, file, measure.query, scope):
            if one.weight is not None or is_left_out(one):
                counts = None if one.weight is None else one.weight > 0
                yield Stands(one.ref, one.team_id, counts, state=one.aside)

    return rows


def _recorded_as(aside: SetAside | None) -> Rows:
    """Return what lists every contact; those count that are set aside as this, or are not."""
    every = _received(CONTACTS, RECORDED)

    def rows(session: Session, scope: Scope) -> Iterator[Stands]:
        return (replace(one, counts=one.state == aside) for one in every(session, scope))

    return rows


def _assessed(rows: Callable[[Done, Month], list[Stands]]) -> Rows:
    return lambda session, scope: iter(rows(Done.read(session, scope), scope.months[-1]))


def _followed(rows: Callable[[After, Month], list[Stands]]) -> Rows:
    def found(session: Session, scope: Scope) -> Iterator[Stands]:
        # As a summary reads them: what an old enquiry led to is known from its own months on.
        (period,) = scope.months
        read = kept.months_read(session, period, queries.first_meeting(session, scope))
        return iter(rows(After.read(session, replace(scope, months=read)), period))

    return found


def _days_added(session: Session, scope: Scope) -> Iterator[Stands]:
    for one in added_days.of_year(added_days.timed(session, scope), scope.months[-1]):
        yield Stands(one.ref, one.team_id, True, one.days, others=one.others)


def _changed(often: frozenset[str]) -> Rows:
    def rows(session: Session, scope: Scope) -> Iterator[Stands]:
        for one in queries.units(session, queries.changed_worker, scope):
            counts = one.state in often
            yield Stands(
                one.child_ref or "", one.team_id, counts, state=one.state, child_id=one.child_id
            )

    return rows


_ROWS: Mapping[str, Rows] = {
    RECORDED.key: _received(CONTACTS, RECORDED),
    TRUE: _recorded_as(None),
    ON_OPEN_CASES: _recorded_as(SetAside.ON_OPEN_CASE),
    NO_FURTHER_ACTION.key: _received(CONTACTS, NO_FURTHER_ACTION),
    DOMESTIC_ABUSE.key: _received(CONTACTS, DOMESTIC_ABUSE),
    TRIAGED.key: _received(CONTACTS, TRIAGED, lambda one: bool(one.is_abuse)),
    REPEATED.key: _received(CONTACTS, REPEATED, lambda one: one.aside is None),
    REFERRALS.key: _received(REFERRED, REFERRALS),
    REFERRED_AGAIN.key: _received(REFERRED, REFERRED_AGAIN),
    "assessments.days": _assessed(Done.timed),
    "assessments.within_45_working_days": _assessed(Done.on_time),
    "assessments.child_seen_share": _assessed(Done.seen),
    ADDED: _days_added,
    "section47.count": _followed(After.begun),
    COHORT: _followed(After.led),
    "conferences.within_15_working_days": _followed(After.held),
    CHANGED_WORKER.key: _changed(CHANGED),
    CHANGED_TWICE: _changed(frozenset({TWICE})),
}
FILE_OF: Mapping[str, str] = {key: key.partition(".")[0] for key in _ROWS}
"""The measures that have a list, each with the file whose rows are on it."""
