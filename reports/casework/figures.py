"""The figures of the council's own files for a summary, each with its words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from practice.england import Level
from reports import right_below
from reports.casework import (
    added_days,
    assessments,
    file_ends,
    front_door,
    looking_back,
    meetings,
    wording,
    workers,
)
from reports.casework.added_days import Pair
from reports.casework.amounts import Amounts, Counting, Covered
from reports.casework.assessments import Teams
from reports.casework.doubts import doubts
from reports.casework.measures import ADDED, CASEWORK, TRUE, CaseworkMeasure
from reports.casework.of_england import with_england
from reports.casework_view import CaseworkFigure, Range
from reports.remembered import standing_of_files
from reports.view import Figure
from reports.wording import share
from storage import measures as queries
from storage import people
from storage.measures import Part, Scope, Session


@dataclass(frozen=True)
class OfFiles:
    """The figures of the council's own files, and every month of each that was read, by key.

    `added` are the assessments behind the days that a change of worker adds.
    """

    figures: tuple[CaseworkFigure, ...] = ()
    history: Mapping[str, Amounts] = field(default_factory=dict)
    added: tuple[Pair, ...] = ()


def figures(
    session: Session,
    scope: Scope,
    parts: Mapping[str, Sequence[Part]],
    beside: Mapping[str, Figure],
    shown: int,
) -> OfFiles:
    """Return every figure of the council's own files, for the last month of `scope`.

    `parts` are those that are kept, `beside` the summary's other figures, some of which stand
    beside one of these. So many of the months are shown; all of them are looked at for a change.
    """
    files = queries.imported(session)
    counting = Counting(session, scope, parts, covered(session, scope, files))
    days_added, pairs = added_by_change(counting)
    found = {**months(counting), **days_added}
    added = pairs if found[ADDED][-1].value is not None else ()
    within = {TRUE: _range(counting, found[TRUE])}
    more = {
        TRUE: tuple(wording.doubted(one) for one in within.values() if one),
        ADDED: _surely(added),
    }
    year = {key: amounts[-shown:] for key, amounts in found.items()}
    more |= {
        key: looking_back.caution(session, key, of) for key, of in year.items() if key not in more
    }
    level = Level.COUNCIL if queries.is_council(session, scope.teams) else Level.TEAM
    made = tuple(
        with_england(
            _figure(
                measure, year, beside, within.get(measure.key), _caution(measure, year, files, more)
            ),
            level,
        )
        for measure in CASEWORK
    )
    return OfFiles(made, found, added)


def covered(session: Session, scope: Scope, files: Collection[str]) -> Covered:
    """Return, by file, the months of `scope` of which the council has a row, with the newest day.

    `files` are those of which it has any.
    """
    return {
        file: queries.covered(session, file, scope) if file in files else {}
        for file in queries.FILES
    }


def months(counting: Counting, followed: Mapping[str, Amounts] | None = None) -> dict[str, Amounts]:
    """Return what every month comes to, of every figure but the days that are added.

    `followed` is what followed contacts, where that is known already.
    """
    found = {**_counted(counting), **(followed or what_followed(counting))}
    return file_ends.marked(counting, looking_back.marked(counting.session, found))


def _counted(counting: Counting) -> dict[str, Amounts]:
    sources = (front_door, workers, meetings)
    return {key: of for source in sources for key, of in source.amounts(counting).items()}


def what_followed(counting: Counting) -> Mapping[str, Amounts]:
    """Return what assessments, enquiries and conferences come to."""
    return with_what_followed_below(counting)[Teams(counting.scope.teams)]


def with_what_followed_below(counting: Counting) -> Mapping[Teams, Mapping[str, Amounts]]:
    """Return the same, and what they come to in the parts right below, each by its teams.

    They are read row by row, and once while no file brings anything: for all of these together.
    Where teams were moved since, a part may be missing.
    """

    def read() -> Mapping[Teams, Mapping[str, Amounts]]:
        top = people.topmost(counting.session, counting.scope.teams)
        parts = right_below.of_team(counting.session, top[0]) if len(top) == 1 else []
        return assessments.with_parts(counting, [Teams(part) for part in parts])

    return standing_of_files(counting.session, counting.scope).remember("figures", read)


Added = tuple[Mapping[str, Amounts], tuple[Pair, ...]]


def added_by_change(counting: Counting) -> Added:
    """Return the days that a change of worker adds, and the pairs of the last year; as above."""
    stands = standing_of_files(counting.session, counting.scope)
    found: Added = stands.remember("added", lambda: _added(counting))
    return found


def _added(counting: Counting) -> Added:
    lasted = added_days.timed(counting.session, counting.scope)
    pairs = added_days.of_year(lasted, counting.scope.months[-1])
    return added_days.amounts(counting, lasted), tuple(pairs)


def _range(counting: Counting, true: Amounts) -> Range | None:
    """Return how far the true contacts could go down, where anything is in doubt."""
    now = int(true[-1].numerator or 0)
    if not now:
        return None
    found = doubts(counting.session, counting.scope)
    return Range(now - found.together, now, *found) if found.together else None


def _surely(added: Sequence[Pair]) -> tuple[str, ...]:
    """Return how surely the days that a change of worker adds are known, where there are any."""
    return (added_days.doubt(added),) if added else ()


def _caution(
    measure: CaseworkMeasure,
    found: Mapping[str, Amounts],
    files: frozenset[str],
    more: Mapping[str, tuple[str, ...]],
) -> str:
    return wording.caution(measure, found[measure.key][-1], files, more.get(measure.key, ()))


def _figure(
    measure: CaseworkMeasure,
    found: Mapping[str, Amounts],
    beside: Mapping[str, Figure],
    within: Range | None,
    caution: str,
) -> CaseworkFigure:
    series = found[measure.key]
    return CaseworkFigure(
        key=measure.key,
        group=measure.group,
        unit=measure.unit,
        label=wording.label(measure.key),
        told=wording.counted(measure, series[-1], within),
        series=series,
        paired_with=measure.paired_with,
        pairs=_pairs(measure, found, beside),
        caution=caution,
        meaning=wording.meaning(measure.key),
        direction=measure.direction,
        range=within,
    )


def _pairs(
    measure: CaseworkMeasure, found: Mapping[str, Amounts], beside: Mapping[str, Figure]
) -> str:
    """Return what a figure must be read beside, each with its value of the month."""
    units = {one.key: one.unit for one in CASEWORK}
    told = (
        f"{beside[key].label} {share(beside[key].now)}"
        if key in beside
        else f"{wording.label(key)} {wording.told(units[key], found[key][-1])}"
        for key in measure.paired_with
    )
    listed = "; ".join(told)
    return wording.say("page.pairs", listed=listed) if listed else ""
