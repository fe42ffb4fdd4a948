"""What share of the sentences in records in depth is about process: added up, never row by row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.scope import Scope, sent
from storage.tables import ProcessShare, table_of

_share = table_of(ProcessShare)


@dataclass(frozen=True)
class ProcessTexts:
    """The texts of a month's records in depth, as the version that read most of them estimated.

    `share` is that of all their sentences, from 0 to 1. `writers` wrote the records, of the work of
    `practitioners`; `most_of_one` is the largest part of the sentences that one writer wrote, or
    that is about the work of one practitioner. `left_out` is the part of the month's sentences that
    other versions read: what two versions find is not added up.
    """

    reader: str
    share: float
    records: int
    writers: int
    practitioners: int
    most_of_one: float
    left_out: float


def process_texts(session: Session, scope: Scope) -> dict[Month, ProcessTexts]:
    """Return what was estimated in each month of `scope` in which anything was.

    It says nothing of who may be told: a month may hold one record.
    """
    if not scope.begun:
        return {}
    records = sent(scope)
    statement = (
        select(
            records.c.month,
            _share.c.reader,
            records.c.writer_id.label("writer"),
            records.c.person_id.label("practitioner"),
            func.count(records.c.record_id).label("records"),
            func.sum(_share.c.share * _share.c.sentences).label("weighted"),
            func.sum(_share.c.sentences).label("sentences"),
        )
        .join(_share, _share.c.submission_id == records.c.submission_id)
        .group_by(records.c.month, _share.c.reader, records.c.writer_id, records.c.person_id)
    )
    months = defaultdict[Month, list[Row[Any]]](list)
    for row in session.connection().execute(statement):
        months[Month.parse(row.month)].append(row)
    return {month: _of_most(rows) for month, rows in months.items()}


def _of_most(rows: Sequence[Row[Any]]) -> ProcessTexts:
    """Return what the version of the reader estimated that read most of the sentences."""
    by_reader = _sentences(rows, "reader")
    reader = max(sorted(by_reader), key=lambda name: by_reader[name])
    read = [row for row in rows if row.reader == reader]
    by_writer, by_practitioner = _sentences(read, "writer"), _sentences(read, "practitioner")
    total = by_reader[reader]
    return ProcessTexts(
        reader=reader,
        share=min(1.0, sum(float(row.weighted) for row in read) / total),
        records=sum(row.records for row in read),
        writers=len(by_writer),
        practitioners=len(by_practitioner),
        most_of_one=max(*by_writer.values(), *by_practitioner.values()) / total,
        left_out=1 - total / sum(by_reader.values()),
    )


def _sentences(rows: Sequence[Row[Any]], column: str) -> dict[str, int]:
    """Return how many sentences stand under each value of a column."""
    found = defaultdict[str, int](int)
    for row in rows:
        found[row._mapping[column]] += row.sentences
    return found
