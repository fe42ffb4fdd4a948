"""The measures of a summary, as they are looked at: with up to two years, and what teams add."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from functools import cache, partial
from itertools import pairwise

from practice.calendar import Month, london_day, months_back
from reports import kept
from reports.all_guides import used_guides
from reports.casework.added_days import MONTHS
from reports.casework.file_ends import FILE_OF
from reports.casework.measures import ADDED
from reports.casework_parts import follows_contacts, parts_of
from reports.casework_view import CaseworkFigure
from reports.findings.differences import Compared
from reports.findings.watched import Monthly, Parts, Watched
from reports.parts_below import Below, below, with_parts
from reports.remembered import both, standing_of_files, standing_of_teams
from reports.statistics.contribution import Ratio
from reports.tallies import Counted
from reports.view import Figure, Point
from storage import people
from storage.guide_trials import first_uses
from storage.measures import Scope, Session

_TEAM = "team"
_Names = Callable[[], Mapping[str, str]]
_WRITTEN = ("records.", "actions.", "outcomes.")
"""Figures of what a guide asks for; another version of it may ask otherwise."""


def watched(session: Session, counted: Counted) -> list[Watched]:
    """Return the measures to look at; what nobody asked for and no month has is left out.

    So is what a file counts of which a team has none in any month: it is not theirs.
    """
    names = cache(partial(_names, session, counted.teams))
    months = tuple(point.period for point in next(iter(counted.history.values())))
    scope = Scope(counted.teams, months, counted.as_of)
    stands, files_stand = standing_of_teams(session, scope), standing_of_files(session, scope)
    files = [of for of in counted.casework if _has(counted, of)]
    casework = [
        replace(one, remember=(files_stand if follows_contacts(one.key) else stands).remember)
        for one in (_of_files(session, counted, of, names) for of in files)
    ]
    versions = _new_versions(session, counted)
    records = [
        replace(
            _of_records(session, counted, figure, names),
            new_versions=versions if figure.key.startswith(_WRITTEN) else {},
            remember=stands.remember,
        )
        for figure in counted.figures.values()
        if not figure.is_aside
    ]
    remember = both(stands, files_stand).remember
    parts = remember("below", lambda: below(session, scope))
    every = (_with_below(one, parts) for one in (*casework, *records))
    alone = len(counted.teams) == 1
    return [replace(one, remember_below=remember, of_one_team=alone) for one in every]


def _has(counted: Counted, figure: CaseworkFigure) -> bool:
    """Say whether a figure of files is known, and any month of it is more than nothing."""
    history = counted.casework_history[figure.key]
    return figure.key != ADDED and figure.is_known and any(month.value for month in history)


def _with_below(whole: Watched, parts: Sequence[Below]) -> Watched:
    """Return a measure with its parts right below; of a part that all of it is in, without.

    Nor of one in which there is nothing: that stays nothing says nothing.
    """

    def made(months: Sequence[Month]) -> Parts:
        return with_parts(whole.parts(months), parts, whole, months)

    own = {one.name: one.months.get(whole.key, ()) for one in parts}
    some = {name: months for name, months in own.items() if _has_any(months)}
    return replace(whole, parts=made, below=some if len(some) > 1 else {})


def _has_any(months: Sequence[Monthly]) -> bool:
    return any(month.is_comparable and month.value for month in months)


def _history(counted: Counted, key: str) -> tuple[Point, ...]:
    """Return the months of a figure; with nothing in them where nobody wrote here yet.

    That nothing was discussed then says nothing of anybody.
    """
    months = counted.history[key]
    if counted.has_begun:
        return months
    return tuple(replace(one, numerator=0, denominator=0) for one in months)


def _names(session: Session, teams: Collection[str]) -> Mapping[str, str]:
    """Return the names of teams, by id; nothing of one by itself."""
    return {one.id: one.name for one in people.teams(session, teams)} if len(teams) > 1 else {}


def _new_versions(session: Session, counted: Counted) -> dict[Month, str]:
    """Return the months in which a version of a guide to a child in depth came after another.

    Each with what the version is called.
    """
    used = first_uses(session, counted.as_of.astimezone(UTC))
    later = [new for former, new in pairwise(used) if former.guide == new.guide]
    if not later:
        return {}
    guides = used_guides(session)
    titles = {(one.name, one.version): one.title for one in guides.every() if one.ends == "meeting"}
    found = ((london_day(new.at), titles.get((new.guide, new.version))) for new in later)
    return {Month.of(day): title for day, title in found if title}


def compared(counted: Counted) -> list[Compared]:
    """Return the groups that a summary sets beside each other; none where there is no such case.

    Those of a year are one group: month by month they would be the same cases again and again.
    """
    figure = next((one for one in counted.casework if one.key == ADDED), None)
    if figure is None or not figure.now.is_comparable:
        return []
    pairs = counted.added
    return [
        Compared(
            key=ADDED,
            label=figure.label,
            period=counted.period,
            since=months_back(counted.period, MONTHS)[0],
            affected=tuple(float(pair.days) for pair in pairs),
            others=tuple(pair.others for pair in pairs),
            direction=figure.direction,
            caution=figure.caution,
            beside=max(pair.of for pair in pairs),
            of_one_team=len(counted.teams) == 1,
        )
    ]


def _of_records(session: Session, counted: Counted, figure: Figure, names: _Names) -> Watched:
    """Return a figure of the records as it is looked at."""
    return Watched(
        key=figure.key,
        label=figure.label,
        unit="share",
        direction=figure.direction,
        months=_history(counted, figure.key),
        paired_with=figure.paired_with,
        caution=figure.caution,
        parts=partial(_parts, session, counted, figure.key, names),
    )


def _of_files(session: Session, counted: Counted, figure: CaseworkFigure, names: _Names) -> Watched:
    """Return a figure of the council's own files as it is looked at."""
    months = counted.casework_history[figure.key]
    return Watched(
        key=figure.key,
        label=figure.label,
        unit=figure.unit,
        direction=figure.direction,
        months=months,
        source=FILE_OF[figure.key],
        incomplete={one.period: one.ends for one in months if one.ends},
        paired_with=figure.paired_with,
        caution=figure.caution,
        parts=partial(_parts_of_files, session, counted, figure.key, names),
    )


def _parts_of_files(
    session: Session,
    counted: Counted,
    key: str,
    names: _Names,
    months: Sequence[Month],
) -> Parts:
    return parts_of(session, Scope(counted.teams, tuple(months), counted.as_of), key, names)


def _parts(
    session: Session,
    counted: Counted,
    key: str,
    names: _Names,
    months: Sequence[Month],
) -> Parts:
    """Return what some months are made of by team; nothing of a team by itself."""
    if len(counted.teams) == 1:
        return {}
    teams = kept.of_teams(session, Scope(counted.teams, tuple(months), counted.as_of), key)[key]
    return {_TEAM: {names()[team]: Ratio(of - rest, of) for team, (rest, of) in teams.items()}}
