"""How far the true contacts of a month could go down, were every doubt about them confirmed.

Names change no count. They are compared once for a month that does not change, and what is kept
of it, in memory, is a number for each team.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from practice import true_contacts
from practice.calendar import Month
from practice.linkage.proposals import LIKELY
from storage import measures as queries
from storage.measures import Named, Opened, Scope, Session

_MOST = 64
_kept: OrderedDict[tuple[object, ...], Mapping[str | None, int]] = OrderedDict()


def doubtful(session: Session, scope: Scope) -> int:
    """Return how many contacts of the teams, in the last month of `scope`, are in doubt."""
    month, today = scope.months[-1], scope.today
    if month.first > today:
        return 0
    # The week before is looked at too.
    changes = queries.council_changes(session, replace(scope, months=scope.months[-2:]))
    key = (queries.council_id(session), month, today, *sorted(changes.items()))
    found = _kept.get(key) if month in changes else None
    if found is None:
        found = _by_team(session, scope, month)
        _keep(key, found)
    return sum(found.get(team, 0) for team in scope.teams)


def _keep(key: tuple[object, ...], found: Mapping[str | None, int]) -> None:
    _kept[key] = found
    while len(_kept) > _MOST:
        _kept.popitem(last=False)


def _by_team(session: Session, scope: Scope, month: Month) -> dict[str | None, int]:
    """Return, by team, how many contacts of the month references do not settle and others may."""
    since = month.first - timedelta(days=true_contacts.EVENT_DAYS)
    opened = queries.contacts_told(session, since, min(month.last, scope.today))
    if not opened:
        return {}
    evidence = _evidence(session, opened, month)
    judged = true_contacts.judge((one.told for one in opened), evidence, scope.today)
    counted = true_contacts.count(judged, month.first, month.last)
    doubted = {one.contact.ref for one in counted.doubtful}
    found: dict[str | None, int] = {}
    for one in opened:
        if one.told.ref in doubted:
            found[one.team_id] = found.get(one.team_id, 0) + 1
    return found


def _evidence(session: Session, opened: Sequence[Opened], month: Month) -> true_contacts.Evidence:
    # numpy is slow to load, and most summaries ask for no names.
    from practice.linkage.linking import known_people, same_people  # noqa: PLC0415
    from practice.linkage.people import Person  # noqa: PLC0415

    def person(of: Named) -> Person:
        return Person(of.ref, of.forename, of.surname, of.birth_date, of.postcode)

    nameless = [one for one in opened if not one.told.child_ref and one.names.is_named]
    named = [person(one.names) for one in opened if one.names.is_named]
    children = []
    if nameless:
        known = [person(child) for child in queries.children_open(session, month)]
        children = known_people([person(one.names) for one in nameless], known, LIKELY)
    refs = {one.told.child_ref for one in opened} | {proposal.right for proposal in children}
    return true_contacts.Evidence(
        intervals=queries.open_intervals(session, refs - {""}),
        children=children,
        alike=same_people(named, LIKELY) if nameless else (),
    )
