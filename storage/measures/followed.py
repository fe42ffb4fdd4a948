"""Section 47 enquiries and the conferences that followed each: row by row, and together."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, String, and_, bindparam, case, exists, func, not_, or_, select
from sqlmodel import Session

from practice.calendar import Month
from practice.enquiry_outcomes import under_way
from storage.listing import among, listed
from storage.measures.council_team import TOP, of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.measures.streaming import counted_alike, of_parts, stream, until_today
from storage.named_indexes import reading_all
from storage.tables import Conference, Section47, table_of

_enquiry, _conference = table_of(Section47), table_of(Conference)

FOLLOWS_WITHIN = timedelta(days=60)
"""A conference that names no enquiry follows the child's last one, begun no longer before it."""
_LOOK_BACK = timedelta(days=366)
"""So long before the months asked about may an enquiry have begun that a conference names."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A section 47 enquiry; `began_on` is the earlier day of its start and strategy discussion.

    Without a `ref` it stands for `many` that no conference followed. `part` is the number of the
    part that its team is in, if any was asked about. One that `is_open` has neither an end nor an
    outcome.
    """

    ref: str
    child_ref: str
    team_id: str | None
    started_on: date
    began_on: date
    is_open: bool = False
    part: int | None = None
    many: int = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A conference and the enquiry that it followed, where one can be told; whose it is."""

    ref: str
    team_id: str | None
    held_on: date
    enquiry: Enquiry | None
    part: int | None = None


@dataclass(frozen=True)
class Followed:
    """The enquiries of teams and the conferences held, by the moment that was asked about.

    `conferences` are those of the teams' enquiries; one of no enquiry is the whole council's.
    `ended_in` are the months of which the file tells of any enquiry how it ended, or when; of those
    in which none of these is open nobody asked.
    """

    enquiries: Sequence[Enquiry]
    conferences: Sequence[Held]
    ended_in: frozenset[Month] = frozenset()


def followed(session: Session, scope: Scope) -> Followed:
    """Return the enquiries that the teams began in the months of `scope`, and what followed.

    Conferences are all those held since, and in those months: after an enquiry of the same child
    that they name, else after the child's last one within `FOLLOWS_WITHIN`.
    """
    if not scope.begun:
        return Followed((), ())
    read = _Reading(session, scope, ())
    return read.told_of(list(read.enquiries()), read.conferences())


def followed_alike(
    session: Session, scope: Scope, parts: Sequence[Collection[str]] = ()
) -> Followed:
    """Return the same; of the enquiries without a conference those together that began alike.

    All are set apart by `parts`, teams of which no two have one in common.
    """
    if not scope.begun:
        return Followed((), ())
    read = _Reading(session, scope, parts)
    conferences = read.conferences()
    return read.told_of(list(read.enquiries_alike(conferences)), conferences)


class _Reading:
    """What is read for the teams of a scope, of which one may stand above all others."""

    def __init__(self, session: Session, scope: Scope, parts: Sequence[Collection[str]]) -> None:
        self._session, self._teams = session, frozenset(scope.teams)
        self._top: str | None = session.connection().scalar(select(TOP))
        self._whole = self._top in self._teams
        self._since = scope.begun[0].first
        earliest = {"earliest": self._since - _LOOK_BACK, "today": scope.today}
        self._values = {**until_today(scope), **earliest, **of_parts(parts)}
        self._part = {team: number for number, teams in enumerate(parts) for team in teams}

    def enquiries(self) -> Iterator[Enquiry]:
        rows = self._stream(_begun(whole=self._whole))
        return (self._enquired(*row) for row in rows)

    def enquiries_alike(self, conferences: Sequence[Held]) -> Iterator[Enquiry]:
        """Yield the enquiries that a conference followed, and how many others began alike."""
        led = {one.enquiry.ref: one.enquiry for one in conferences if one.enquiry}
        first, last = self._since, self._values["until"]
        here = [one for one in led.values() if first <= one.started_on <= last]
        yield from here
        less = Counter((one.part, one.started_on, one.began_on, one.is_open) for one in here)
        for part, *alike, many in self._stream(_begun_alike(whole=self._whole)):
            started_on, began_on, is_open = alike
            if rest := many - less[part, started_on, began_on, bool(is_open)]:
                yield Enquiry("", "", None, started_on, began_on, bool(is_open), part, rest)

    def told_of(self, enquiries: Sequence[Enquiry], conferences: Sequence[Held]) -> Followed:
        """Return enquiries and conferences with the months whose enquiries' ends are told of.

        Asked of the months alone in which one is open that none of these conferences followed.
        """
        led = {one.enquiry.ref for one in conferences if one.enquiry}
        of = {str(Month.of(e.started_on)) for e in enquiries if e.is_open and e.ref not in led}
        days = [one for one in json.loads(self._values["months"]) if one[0] in of]
        values = {**self._values, "months": json.dumps(days)}
        found = stream(self._session, _ended_in(), values) if days else ()
        ended_in = frozenset(Month.parse(month) for (month,) in found)
        return Followed(enquiries, conferences, ended_in)

    def conferences(self) -> list[Held]:
        """Return the conferences of the teams' enquiries, each with its enquiry."""
        rows = list(self._stream(_conferences(whole=self._whole)))
        named = {one.ref: one for one in map(self._one, self._stream(_named(whole=self._whole)))}
        found = [_if_named(day, child, named.get(enquiry)) for _, enquiry, child, day in rows]
        others = {child for one, (_, _, child, _) in zip(found, rows, strict=True) if one is None}
        of_child = self._of_children(others)
        held = (
            self._held(ref, day, one or _last_before(day, of_child.get(child, ())))
            for one, (ref, _, child, day) in zip(found, rows, strict=True)
        )
        return [one for one in held if one.team_id in self._teams]

    def _of_children(self, refs: Collection[str]) -> Mapping[str, Sequence[Enquiry]]:
        """Return the enquiries of these children, the last one last."""
        found = defaultdict[str, list[Enquiry]](list)
        if refs:
            self._values["children"] = listed(tuple(sorted(refs)))
            rows = map(self._one, self._stream(_of_children(whole=self._whole)))
            for row in sorted(rows, key=lambda row: (row.began_on, row.ref)):
                found[row.child_ref].append(row)
        return found

    def _stream(self, query: Select[Any]) -> Iterator[Any]:
        return stream(self._session, query, self._values)

    def _one(self, row: Sequence[Any]) -> Enquiry:
        return self._enquired(*row)

    def _enquired(
        self, ref: str, child_ref: str, team_id: str | None, *told: *tuple[date, date, bool]
    ) -> Enquiry:
        started_on, began_on, is_open = told
        part = self._part.get(team_id or "")
        return Enquiry(ref, child_ref, team_id, started_on, began_on, bool(is_open), part)

    def _held(self, ref: str, held_on: date, enquiry: Enquiry | None) -> Held:
        team = enquiry.team_id if enquiry else self._top
        return Held(ref, team, held_on, enquiry, self._part.get(team or ""))


def that_follow_none(session: Session) -> int:
    """Return how many conferences name no enquiry that is here, and follow none of their child."""
    began = defaultdict[str, list[date]](list)
    for child, day in session.connection().execute(_BEGAN_OF_UNNAMED):
        began[child].append(day)
    return sum(
        not any(held_on - FOLLOWS_WITHIN <= day <= held_on for day in began[child])
        for child, held_on in session.connection().execute(_UNNAMED)
    )


def _if_named(held_on: date, child: str, named: Enquiry | None) -> Enquiry | None:
    """Return the enquiry that a conference names, where it can have followed it."""
    if named and named.child_ref == child and named.began_on <= held_on:
        return named
    return None


def _last_before(held_on: date, of_child: Sequence[Enquiry]) -> Enquiry | None:
    near = [row for row in of_child if held_on - FOLLOWS_WITHIN <= row.began_on <= held_on]
    return near[-1] if near else None


_row = _enquiry.c
_BEGAN_ON = case(
    (_row.strategy_discussion_on < _row.started_on, _row.strategy_discussion_on),
    else_=_row.started_on,
)
_EARLIEST, _TODAY = bindparam("earliest", type_=Date), bindparam("today", type_=Date)
_UNDECIDED = or_(_row.outcome.is_(None), func.lower(func.trim(_row.outcome)).in_(under_way()))
_HAS_ENDED = case(
    (_row.completed_on.is_not(None), _row.completed_on <= _TODAY), else_=not_(_UNDECIDED)
)
_IS_OPEN = not_(_HAS_ENDED)
_ENQUIRIES = select(
    *(_row.ref, _row.child_ref, team_of(_enquiry), _row.started_on, _BEGAN_ON, _IS_OPEN)
)
_UNNAMED = select(_conference.c.child_ref, _conference.c.held_on).where(
    ~exists().where(_row.ref == _conference.c.enquiry_ref)
)
_BEGAN_OF_UNNAMED = select(_row.child_ref, _BEGAN_ON).where(
    _row.child_ref.in_(select(_UNNAMED.subquery().c.child_ref))
)
_KNOWN = _ENQUIRIES.where(_row.started_on.between(_EARLIEST, _TODAY))
_theirs = _enquiry.alias("theirs").c
_CHILDREN = select(_theirs.child_ref).where(
    EVERYBODY.by_teams(_theirs.team_id), _theirs.started_on.between(_EARLIEST, _TODAY)
)
"""The children of whom the teams began any enquiry: of others, nothing that followed is theirs."""


@cache
def _begun(*, whole: bool) -> Select[Any]:
    query = _ENQUIRIES.where(of_teams(EVERYBODY, _enquiry, _row.started_on))
    return reading_all(query, _enquiry) if whole else query


@cache
def _begun_alike(*, whole: bool) -> Select[Any]:
    alike = (_row.started_on, _BEGAN_ON, _IS_OPEN)
    return counted_alike(_enquiry, _row.started_on, *alike, whole=whole)


@cache
def _ended_in() -> Select[Any]:
    months = EVERYBODY.calendar
    one = exists().where(_row.started_on.between(months.c.first, months.c.last), _HAS_ENDED)
    return select(months.c.month).where(one)


@cache
def _conferences(*, whole: bool) -> Select[Any]:
    row = _conference.c
    query = select(row.ref, row.enquiry_ref, row.child_ref, row.held_on).where(
        _is_held(whole=whole)
    )
    return reading_all(query, _conference) if whole else query


@cache
def _named(*, whole: bool) -> Select[Any]:
    """Select the enquiries that these conferences name."""
    names = select(_conference.c.enquiry_ref).where(_is_held(whole=whole))
    if whole:
        return reading_all(_KNOWN.where(_row.ref.in_(reading_all(names, _conference))), _enquiry)
    return _KNOWN.where(_row.ref.in_(names))


@cache
def _of_children(*, whole: bool) -> Select[Any]:
    query = _KNOWN.where(among(_row.child_ref, bindparam("children", type_=String)))
    return reading_all(query, _enquiry) if whole else query


def _is_held(*, whole: bool) -> Any:  # noqa: ANN401 - a condition
    held = _conference.c.held_on.between(EVERYBODY.since, _TODAY)
    return held if whole else and_(held, _conference.c.child_ref.in_(_CHILDREN))
