"""What share of the sentences in records in depth is about process: added up, never row by row."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from practice.calendar import Month
from storage.measures.parts import Part
from storage.measures.scope import Asked, sent
from storage.tables import ProcessShare, table_of

_share = table_of(ProcessShare)
_BETWEEN = "|"


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


def process(asked: Asked) -> Select[Any]:
    """Select what was estimated, added up by month, team, reader, writer and practitioner.

    Units are the sentences, the amount those that are about process. State: who it is of.
    """
    records = sent(asked)
    names = (_share.c.reader, records.c.writer_id, records.c.person_id)
    return (
        select(
            records.c.month,
            records.c.team_id,
            (names[0] + _BETWEEN + names[1] + _BETWEEN + names[2]).label("state"),
            func.sum(_share.c.sentences).label("units"),
            func.count(records.c.record_id).label("records"),
            func.sum(_share.c.share * _share.c.sentences).label("amount"),
        )
        .join(_share, _share.c.submission_id == records.c.submission_id)
        .group_by(records.c.month, records.c.team_id, *names)
    )


def process_texts(parts: Iterable[Part]) -> dict[Month, ProcessTexts]:
    """Return what was estimated in each month in which anything was, from what `closed` gives.

    It says nothing of who may be told: a month may hold one record.
    """
    return {part.month: ProcessTexts(**json.loads(part.state or "")) for part in parts}


def closed(parts: Iterable[Part]) -> list[Part]:
    """Return one part for each month, of the parts of `process`: writers do not add up over teams.

    State: what process_texts reads.
    """
    months = defaultdict[Month, list[_Texts]](list)
    for part in parts:
        reader, writer, practitioner = (part.state or "").rsplit(_BETWEEN, 2)
        numbers = (part.records, part.amount, part.units)
        months[part.month].append(_Texts(reader, writer, practitioner, *numbers))
    texts = ((month, _of_most(rows)) for month, rows in months.items())
    return [Part(month, json.dumps(asdict(of)), False, 0, of.records) for month, of in texts]


class _Texts(NamedTuple):
    """What a version of the reader estimated of one writer's records about one's work."""

    reader: str
    writer: str
    practitioner: str
    records: int
    weighted: float
    sentences: int


def _of_most(rows: Sequence[_Texts]) -> ProcessTexts:
    """Return what the version of the reader estimated that read most of the sentences."""
    by_reader = _sentences(rows, "reader")
    reader = max(sorted(by_reader), key=lambda name: by_reader[name])
    read = [row for row in rows if row.reader == reader]
    by_writer, by_practitioner = _sentences(read, "writer"), _sentences(read, "practitioner")
    total = by_reader[reader]
    return ProcessTexts(
        reader=reader,
        share=min(1.0, sum(row.weighted for row in read) / total),
        records=sum(row.records for row in read),
        writers=len(by_writer),
        practitioners=len(by_practitioner),
        most_of_one=max(*by_writer.values(), *by_practitioner.values()) / total,
        left_out=1 - total / sum(by_reader.values()),
    )


def _sentences(rows: Sequence[_Texts], column: str) -> dict[str, int]:
    """Return how many sentences stand under each value of a column."""
    found = defaultdict[str, int](int)
    for row in rows:
        found[getattr(row, column)] += row.sentences
    return found
