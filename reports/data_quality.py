"""How good the data is: what is missing, late, contradictory or changed, why, and what carries it.

Of the council's own files as a whole, in counts; of the records of the teams that are asked about.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from practice.calendar import Month, is_working_day, london_day, months_back
from reports import kept, words_that_moved
from reports.casework.file_ends import begins_late, ends_early
from reports.casework.measures import WRITTEN_HERE
from reports.feeding import column_of, fed_by, feeds, file_of, label, needs, say
from reports.selection import CLAIMS, how_many
from reports.wording import full_day, month_name
from reports.words_that_moved import Told
from storage import data_quality as stored
from storage import measures as queries
from storage.data_quality import Days, Filled, LastImport
from storage.measures import CASEWORK_FILES, Part, Scope, Session

MONTHS, LONGEST = 13, kept.LONGEST
_STALE = timedelta(days=45)
"""A file that comes every month is late once its last one is older."""
_SELDOM = frozenset({"establishment"})
"""What holds until its next row comes when it changes, and not every month."""
_SURE, _MOVED = 3.0, 0.1
"""A share of blanks moved by a tenth, and by more than three times its standard error."""
_DECIDED, _ENQUIRED, _ASSESSED = 5, 15, 45
_LATE = {"referrals.undecided": "undecided_referrals", "assessments.unauthorised": "unauthorised",
         "section47.undecided": "undecided"}  # fmt: skip
_RECORDS = {
    "waiting": "records.agreed",
    "unconfirmed": CLAIMS.key,
    "unrated": "outcomes.rated_share",
}


@dataclass(frozen=True)
class Doubt:
    """One thing about the data; `count` is None where it is not counted in rows.

    `sort` is missing, late, contradictory or changed. `figures` are what the figures that carry it
    are called.
    """

    sort: str
    what: str
    why: str
    count: int | None
    figures: tuple[str, ...]


@dataclass(frozen=True)
class OfFile:
    """What is said of one kind of file, or of the records; `imported` says when it came last."""

    file: str
    heading: str
    imported: str
    doubts: tuple[Doubt, ...]


def data_quality(session: Session, teams: tuple[str, ...], as_of: datetime) -> tuple[OfFile, ...]:
    """Return what is known against the data at a moment, the files in the order of the map."""
    today = london_day(as_of)
    records = tuple(_of_records(session, Scope(teams, _months(today), as_of)))
    return (*of_files(session, today), OfFile(WRITTEN_HERE, say("page.records"), "", records))


def of_files(session: Session, today: date) -> tuple[OfFile, ...]:
    """Return what is known against the council's own files, in the order of the map."""
    found = stored.counts(session, _days(today))
    last = stored.last_imports(session)
    files = dict.fromkeys((*(one.file for one in feeds()), "plans"))
    words = words_that_moved.in_files(session, files, Month.last_whole(today))
    made = []
    for file in files:
        if file == WRITTEN_HERE:
            continue
        doubts = [
            *(_of_months(session, file, today) if file in CASEWORK_FILES else ()),
            *_of_words(file, words),
            *_of_rows(file, found),
            *_of_import(file, last.get(file), today),
        ]
        made.append(OfFile(file, file, _imported(last.get(file)), _sorted(doubts)))
    return tuple(made)


def _sorted(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    order = ("missing", "late", "contradictory", "changed")
    return tuple(sorted(doubts, key=lambda one: order.index(one.sort)))


def _months(today: date) -> tuple[Month, ...]:
    return tuple(months_back(Month.last_whole(today), MONTHS))


def _days(today: date) -> Days:
    ago = (_worked_before(today, days) for days in (_DECIDED, _ENQUIRED, _ASSESSED))
    return Days(today, *ago)


def _worked_before(day: date, days: int) -> date:
    """Return the day that lies so many working days before another."""
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


def _figures(source: str) -> tuple[str, ...]:
    return tuple(map(label, fed_by(source)))


# --- what each month has ---


def _of_months(session: Session, file: str, today: date) -> Iterator[Doubt]:
    # As far back as a change is looked for: there a gap would pass for a fall.
    months = months_back(Month.last_whole(today), LONGEST)
    wanted = dict.fromkeys(
        column_of(need) for of in needs().values() for need in of if file_of(need) == file
    )
    columns = tuple(name for name in wanted if name)
    of = stored.filled(session, file, columns, months[0].first, months[-1].last)
    if not of:
        yield Doubt("missing", say("missing.file"), say("missing_why.file"), None, _figures(file))
        return
    without = [month for month in months if month not in of and month > min(of)]
    if without:
        named = ", ".join(map(month_name, without))
        what = say("missing.months", months=named)
        yield Doubt("missing", what, say("missing_why.months"), len(without), _figures(file))
    year = {month: filled for month, filled in of.items() if month in _months(today)}
    if year:
        yield from _blanks(file, columns, year)
    newest = queries.newest_days(session, file, months, today)
    for month, day in ends_early(session, file, newest, today).items():
        what = say("late.ends", month=month_name(month), day=full_day(day))
        yield Doubt("late", what, say("late_why.ends"), None, _figures(file))
    for month, day in begins_late(session, file, tuple(newest), today).items():
        what = say("late.begins", month=month_name(month), day=full_day(day))
        yield Doubt("late", what, say("late_why.begins"), None, _figures(file))


def _of_words(file: str, words: Iterable[Told]) -> Iterator[Doubt]:
    for one in words:
        if one.files[0] == file:
            figures = tuple(dict.fromkeys(name for of in one.files for name in _figures(of)))
            yield Doubt("changed", one.what, say(f"changed_why.{one.kind}"), None, figures)


def _blanks(file: str, columns: Iterable[str], of: Mapping[Month, Filled]) -> Iterator[Doubt]:
    *before, now = sorted(of)
    for column in columns:
        blank, rows = of[now].rows - of[now].columns[column], of[now].rows
        blanks = sum(of[month].rows - of[month].columns[column] for month in before)
        all_rows = sum(of[month].rows for month in before)
        figures, named = _figures(f"{file}.{column}"), month_name(now)
        if blank == rows and not (all_rows and blanks == all_rows and _is_optional(file, column)):
            what = say("missing.blank", column=column, month=named)
            yield Doubt("missing", what, say("missing_why.blank"), rows, figures)
        elif all_rows and _has_moved(blank, rows, blanks, all_rows):
            told = {"now": round(100 * blank / rows), "before": round(100 * blanks / all_rows)}
            what = say("changed.moved", column=column, month=named, **told)
            yield Doubt("changed", what, say("changed_why.moved"), blank, figures)


def _is_optional(file: str, column: str) -> bool:
    """Say whether no figure rests on a column alone, so that it may always be empty."""
    return not fed_by(f"{file}.{column}")


def _has_moved(blank: int, rows: int, blanks: int, all_rows: int) -> bool:
    now, before = blank / rows, blanks / all_rows
    whole = (blank + blanks) / (rows + all_rows)
    error = sqrt(whole * (1 - whole) * (1 / rows + 1 / all_rows))
    return abs(now - before) > max(_MOVED, _SURE * error)


# --- what rows say, and when they came ---


def _of_rows(file: str, found: Mapping[str, int]) -> Iterator[Doubt]:
    for name, count in found.items():
        of, _, check = name.partition(".")
        if of != file or not count:
            continue
        late = _LATE.get(name)
        sort, key = ("late", late) if late else ("contradictory", _key(of, check))
        why = "end_first" if check == "end_first" else key
        what = say(f"{sort}.{key}")
        yield Doubt(sort, what, say(f"{sort}_why.{why}"), count, _figures(file))


def _key(file: str, check: str) -> str:
    return f"end_first_{file}" if check == "end_first" else check


def _of_import(file: str, last: LastImport | None, today: date) -> Iterator[Doubt]:
    if last is None:
        return
    day = london_day(last.at)
    if today - day > _STALE and file not in _SELDOM:
        what = say("late.imported", day=full_day(day))
        yield Doubt("late", what, say("late_why.imported"), None, _figures(file))
    if last.changed:
        what = say("changed.corrected")
        yield Doubt("changed", what, say("changed_why.corrected"), last.changed, _figures(file))


def _imported(last: LastImport | None) -> str:
    if last is None:
        return say("page.never_imported")
    return say("page.imported", day=full_day(london_day(last.at)))


# --- the records ---


def _of_records(session: Session, scope: Scope) -> Iterator[Doubt]:
    parts = kept.parts(session, scope, *_RECORDS.values())
    for name, key in _RECORDS.items():
        count = _rest(name, parts[key])
        if count:
            figures = ("records.agreed",) if name == "waiting" else _CARRY[name]
            labels = tuple(map(label, figures))
            yield Doubt("missing", say(f"kept.{name}"), say(f"kept_why.{name}"), count, labels)


def _rest(name: str, parts: Iterable[Part]) -> int:
    if name == "unconfirmed":
        return how_many(CLAIMS.key, list(parts), "unconfirmed")
    return sum(part.units for part in parts if not part.counted)


_CARRY = {
    "unconfirmed": ("records.child_voice", "records.own_practice"),
    "unrated": ("outcomes.rated_share", "outcomes.improving_share"),
}
