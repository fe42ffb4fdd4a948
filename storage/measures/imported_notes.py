"""What the reader found in imported case notes, added up by who wrote them: for an estimate alone.

Personal notes and those of groups are left out, as they are of every measure. A note that was
corrected or taken back since is none.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import CTE, RowMapping, Select, String, and_, bindparam, case, func, select
from sqlmodel import Session

from practice.terms import NoteKind
from storage.measures.scope import EVERYBODY, Scope
from storage.note_standing import stood
from storage.tables import Claim, ImportedNote, ProcessShare, Record, Submission, table_of

_record, _note, _sent = table_of(Record), table_of(ImportedNote), table_of(Submission)
_claim, _share = table_of(Claim), table_of(ProcessShare)


@dataclass(frozen=True)
class NotesRead:
    """The case notes that one version of the reader read.

    `by_writer` and `by_practitioner` are how many there are of each person; `found` is, by
    indicator, in how many notes of each writer it was found. `first` and `last` are the days on
    which the first and the last were held. `left_out` more were not read by this version.
    """

    by_writer: Counter[str] = field(default_factory=Counter)
    by_practitioner: Counter[str] = field(default_factory=Counter)
    found: dict[str, Counter[str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    left_out: int = 0

    @property
    def notes(self) -> int:
        """How many notes were read."""
        return self.by_writer.total()


def imported_notes(
    session: Session, scope: Scope, reader: str, since: date, until: date
) -> NotesRead:
    """Return what a version of the reader found in the notes of a scope's teams.

    Those held from `since` to `until`, as they stood at the scope's moment; its months are not
    asked for.
    """
    values = {**scope.values, "since": since, "until": until, "reader": reader}
    connection = session.connection()
    pairs = connection.execute(_pairs(), values).mappings().all()
    return _added_up(pairs, connection.execute(_found(), values) if pairs else ())


def _added_up(pairs: Iterable[RowMapping], of_writers: Iterable[tuple[str, str, int]]) -> NotesRead:
    writers, practitioners, left_out = Counter[str](), Counter[str](), 0
    days: list[date] = []
    for pair in pairs:
        left_out += pair["notes"] - pair["read"]
        if pair["read"]:
            writers[pair["writer_id"]] += pair["read"]
            practitioners[pair["other_id"]] += pair["read"]
            days += [pair["first"], pair["last"]]
    found: dict[str, Counter[str]] = {}
    for indicator, writer, notes in of_writers:
        found.setdefault(indicator, Counter())[writer] = notes
    first, last = (min(days), max(days)) if days else (None, None)
    return NotesRead(writers, practitioners, found, first, last, left_out)


def _notes() -> CTE:
    """Return the notes asked about; `read` is the submission of each that the reader read."""
    read_it = and_(
        _share.c.submission_id == _sent.c.id, _share.c.reader == bindparam("reader", type_=String)
    )
    return (
        select(
            _record.c.writer_id,
            _record.c.other_id,
            _record.c.held_on,
            _share.c.submission_id.label("read"),
        )
        .join(_note, _note.c.record_id == _record.c.id)
        .join(_sent, _sent.c.record_id == _record.c.id)
        .outerjoin(_share, read_it)
        .where(
            EVERYBODY.by_teams(_record.c.team_id),
            EVERYBODY.within(_record.c.held_on),
            _note.c.kind == NoteKind.CASE,
            _sent.c.submitted_at <= EVERYBODY.moment,
            stood(EVERYBODY.moment),
        )
        .cte("notes")
    )


@cache
def _pairs() -> Select[Any]:
    """Select how many notes each two people held, how many were read, and from when to when."""
    notes = _notes()
    read_on = case((notes.c.read.is_not(None), notes.c.held_on))
    return select(
        notes.c.writer_id,
        notes.c.other_id,
        func.count().label("notes"),
        func.count(notes.c.read).label("read"),
        func.min(read_on).label("first"),
        func.max(read_on).label("last"),
    ).group_by(notes.c.writer_id, notes.c.other_id)


@cache
def _found() -> Select[Any]:
    """Select in how many notes of each writer the reader found an indicator."""
    notes = _notes()
    return (
        select(_claim.c.indicator, notes.c.writer_id, func.count(notes.c.read.distinct()))
        .join(_claim, _claim.c.submission_id == notes.c.read)
        .where(
            _claim.c.reader == bindparam("reader", type_=String), _claim.c.confirmed_by.is_(None)
        )
        .group_by(_claim.c.indicator, notes.c.writer_id)
    )
