"""What share of the sentences in records in depth is about process: added up, never row by row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.scope import Scope, sent
from storage.tables import ProcessShare, table_of

_share = table_of(ProcessShare)


@dataclass(frozen=True)
class ProcessTexts:
    """The texts of a month's records in depth, as the reader estimated them.

    `share` is that of all their sentences, from 0 to 1. `writers` wrote the records, of the work of
    `practitioners`; `most_of_one` is the largest part of the sentences that one writer wrote, or
    that is about the work of one practitioner. `readers` are the versions that read them.
    """

    share: float
    records: int
    writers: int
    practitioners: int
    most_of_one: float
    readers: frozenset[str]


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
            records.c.writer_id,
            records.c.person_id,
            func.count(records.c.record_id.distinct()),
            func.sum(_share.c.share * _share.c.sentences),
            func.sum(_share.c.sentences),
            func.min(_share.c.reader),
            func.max(_share.c.reader),
        )
        .join(_share, _share.c.submission_id == records.c.submission_id)
        .group_by(records.c.month, records.c.writer_id, records.c.person_id)
    )
    months = defaultdict[Month, list[Sequence[Any]]](list)
    for row in session.connection().execute(statement):
        months[Month.parse(row[0])].append(row)
    return {month: _added_up(rows) for month, rows in months.items()}


def _added_up(rows: Sequence[Sequence[Any]]) -> ProcessTexts:
    by_writer, by_practitioner = defaultdict[str, int](int), defaultdict[str, int](int)
    for row in rows:
        by_writer[row[1]] += row[5]
        by_practitioner[row[2]] += row[5]
    total = sum(by_writer.values())
    return ProcessTexts(
        share=min(1.0, sum(float(row[4]) for row in rows) / total),
        records=sum(row[3] for row in rows),
        writers=len(by_writer),
        practitioners=len(by_practitioner),
        most_of_one=max(*by_writer.values(), *by_practitioner.values()) / total,
        readers=frozenset(reader for row in rows for reader in (row[6], row[7])),
    )
