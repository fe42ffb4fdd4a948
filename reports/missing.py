"""What a month's figures lack although it came before: a file, or a column that came empty."""

from collections.abc import Iterable, Iterator

from practice.calendar import Month, london_day
from reports.casework.file_ends import FILE_OF
from reports.casework_view import CaseworkFigure
from reports.feeding import column_of, file_of, needs, say
from reports.places import Missing
from reports.wording import full_day, month_name
from storage import measures as queries
from storage.data_quality import first_imports
from storage.measures import CASEWORK_FILES, Scope, Session


def told(one: Missing) -> str:
    """Return what is missing in words: "contact outcomes, missing since March 2026"."""
    what = say(f"lacks.{one.source.replace('.', '_')}")
    if one.after:
        return say("lacks.after", what=what, day=full_day(one.after))
    if one.before:
        return say("lacks.before", what=what, day=full_day(one.before))
    return say("lacks.since", what=what, month=month_name(one.since))


def missing(
    session: Session, scope: Scope, figures: Iterable[CaseworkFigure]
) -> tuple[Missing, ...]:
    """Return what the last month of `scope` lacks that an earlier one had, and figures rest on.

    Of figures that are known in any month. A month that is not over lacks nothing yet.
    """
    if scope.today <= scope.months[-1].last:
        return ()
    known = [one for one in figures if one.is_known]
    wanted = dict.fromkeys(need for one in known for need in needs()[one.key])
    return (*_found(session, scope, wanted), *_ended(known))


def _ended(figures: Iterable[CaseworkFigure]) -> Iterator[Missing]:
    """Yield the files that end before the month does, or begin after it, each once."""
    gaps = {FILE_OF[one.key]: one.now for one in figures if one.now.ends or one.now.begins}
    for file, now in gaps.items():
        yield Missing(file, now.period, now.ends, None if now.ends else now.begins)


def _found(session: Session, scope: Scope, wanted: Iterable[str]) -> Iterator[Missing]:
    whole: set[str] = set()
    for need in wanted:
        file = file_of(need)
        if file not in CASEWORK_FILES or file in whole:
            continue
        of_column = not need.endswith("_on") or need in _MAY_BE_EMPTY
        if since := _since(session, scope, file, ""):
            whole.add(file)
            yield Missing(file, since)
        elif of_column and (since := _since(session, scope, file, column_of(need))):
            yield Missing(need, since)


def too_late(session: Session, period: Month) -> set[str]:
    """Return the figures whose file came first after a month was over.

    Of them nobody could take up in it what was found in the month before.
    """
    came = first_imports(session)
    known = {key: [came[of] for of in (file, _ALL_LISTS) if of in came] for key, file in _FILES}
    return {
        key for key, moments in known.items() if moments and london_day(min(moments)) > period.last
    }


_MAY_BE_EMPTY = frozenset({"assessments.child_seen_on", "section47.strategy_discussion_on"})
"""Days without which a row is a row of its month all the same."""


def _since(session: Session, scope: Scope, file: str, column: str) -> Month | None:
    """Return the first of the last months that lack something; None where none does, or all do."""
    lacking = None
    for month in reversed(scope.months):
        if _has(session, file, column, month):
            return lacking
        lacking = month
    return None


def _has(session: Session, file: str, column: str, month: Month) -> bool:
    asked = column or _ANY_COLUMN
    return queries.holds(session, file, asked, month.first, month.last)


_ANY_COLUMN = "id"
_ALL_LISTS = "annex-a"
_FILES = tuple(FILE_OF.items())
