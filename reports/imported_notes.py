"""What a team's notes from before it began here would show: an estimate that nobody confirmed.

It stands apart: in no measure, no chart and no finding
(docs/decisions/0089-notes-from-before-are-estimated-apart.md).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor

from practice.calendar import Month, months_back
from practice.estimates import (
    ErrorCounts,
    Estimate,
    NoteCounts,
    Refusal,
    estimate,
    published_error_rates,
)
from practice.evidence import READER_VERSION
from prompts.phrases import phrases
from reports.imported_view import FromNotes, NoteEstimate
from reports.wording import say
from storage import measures as queries
from storage.measures import NotesRead, Scope, Session

FEWEST_PRACTITIONERS = 3
MOST_OF_ONE = 0.5
"""Of fewer people, or where one is behind more of the notes, it would be that person's figure."""

_MONTHS = 12
_KEPT = 512


def from_notes(session: Session, scope: Scope, begins: date | None) -> FromNotes | None:
    """Return what is estimated of the year of notes before a team's records begin.

    None where there are no such notes, and once the months of `scope`, which ends with the month
    it is about, all lie after that day: then the records speak for themselves.
    """
    last = min(begins - timedelta(1) if begins else date.max, scope.months[-1].last, scope.today)
    if last < scope.months[0].first - timedelta(1):
        return None
    since = months_back(Month.of(last), _MONTHS)[0].first
    read = queries.imported_notes(session, scope, READER_VERSION, since, last)
    return told(read) if read.notes or read.left_out else None


def told(read: NotesRead) -> FromNotes:
    """Return the estimates of notes that were read, or why there is none."""
    rates = published_error_rates()
    why = _unsaid(read, rates)
    measured: Mapping[str, Sequence[ErrorCounts]] = {} if isinstance(rates, Refusal) else rates
    estimates = () if why else tuple(_of(name, read, measured) for name in phrases("indicators"))
    return FromNotes(
        notes=read.notes,
        writers=len(read.by_writer),
        reader=READER_VERSION,
        since=read.first,
        until=read.last,
        left_out=read.left_out,
        estimates=estimates,
        unsaid=why,
        caution=say("imported.caution") if estimates else "",
    )


def _unsaid(read: NotesRead, rates: object) -> str:
    if isinstance(rates, Refusal):
        return say(f"imported.{rates.name.lower()}")
    if not read.notes:
        return say("imported.other_reader")
    people = len(read.by_practitioner) >= FEWEST_PRACTITIONERS
    most = max(*read.by_writer.values(), *read.by_practitioner.values()) / read.notes
    return "" if people and most <= MOST_OF_ONE else say("imported.of_one", n=FEWEST_PRACTITIONERS)


def _of(name: str, read: NotesRead, rates: Mapping[str, Sequence[ErrorCounts]]) -> NoteEstimate:
    key, label = f"records.{name}", say(f"imported.shows.{name}")
    found = read.found.get(name, Counter[str]())
    written = [NoteCounts(notes, found[who]) for who, notes in sorted(read.by_writer.items())]
    made = _estimated(tuple(rates.get(name, ())), tuple(written))
    if isinstance(made, Refusal):
        return NoteEstimate(key, label, unsaid=say(f"imported.{made.name.lower()}"))
    low, high = floor(made.low * 100), ceil(made.high * 100)
    return NoteEstimate(key, label, round(made.share * 100), low, high)


@lru_cache(_KEPT)
def _estimated(
    measured: tuple[ErrorCounts, ...], notes: tuple[NoteCounts, ...]
) -> Estimate | Refusal:
    """Return the estimate, drawn once for the same numbers: a page is opened more than once."""
    return estimate(measured, notes)
