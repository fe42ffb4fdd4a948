"""`python -m tests.benchmarks.summary_apart URL TEAM WORK FOLDER`: one piece of work in a process.

Prints as JSON what it took of the processor, by the clock, and of memory at its peak, which is its
own: a process keeps what work before it took. What a server takes beside it is by the clock alone.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import polars as pl
from sqlalchemy.engine import Connection

from storage.cipher import Cipher
from storage.session import Store
from tests.benchmarks.front_door import COLUMNS
from tests.benchmarks.many_contacts import peak
from tests.benchmarks.test_summaries import make, summary
from tests.factories import KEY

SCAN, MADE = "every record and contact counted", "tallies made for the first time"
FIRST, AGAIN = "read from tallies, the first of a process", "read from tallies"
POLARS, OF_FILES = "polars, reading the records", "polars, reading files"
_CONTACTS = f"SELECT {', '.join(COLUMNS)} FROM contact"  # noqa: S608 - our own names
_RECORDS = "SELECT id, team_id, kind, child_id, held_on FROM record"


def main() -> int:
    url, team, work, folder = sys.argv[1:]
    sys.stdout.write(json.dumps({**_did(url, team, work, Path(folder)), "mb": peak() // 1024}))
    return 0


def _did(url: str, team: str, work: str, folder: Path) -> dict[str, float]:
    if work == OF_FILES:
        return timed(partial(of_files, folder))
    with closing(Store(url, Cipher(KEY))) as store:
        if work == POLARS:
            return timed(partial(of_records, store))
        if work == AGAIN:
            summary(store, team)
            return middle([timed(partial(summary, store, team)) for _ in range(5)])
        return timed(partial(make if work == MADE else summary, store, team))


def middle(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(each[name] for each in found) for name in found[0]}


def of_files(folder: Path) -> None:
    """Add up what polars reads from files, which are not encrypted."""
    names = ("contacts.csv", "records.csv")
    add_up(*(pl.read_csv(folder / name, try_parse_dates=True) for name in names))


def of_records(store: Store) -> None:
    """Add up what polars reads from the database."""
    with store.engine.connect() as on:
        frames = [_frame(on, asked) for asked in (_CONTACTS, _RECORDS)]
    days = ("received_on", "held_on")
    add_up(
        *(
            frame.with_columns(pl.col(day).str.to_date())
            if frame[day].dtype == pl.String
            else frame
            for frame, day in zip(frames, days, strict=True)
        )
    )


def _frame(on: Connection, asked: str) -> pl.DataFrame:
    found = on.exec_driver_sql(asked)
    names = list(found.keys())
    return pl.DataFrame(
        [tuple(row) for row in found], names, orient="row", infer_schema_length=None
    )


def add_up(contacts: pl.DataFrame, records: pl.DataFrame) -> None:
    """Add up by month and team what a summary says of contacts, and how many records there are."""
    month, team = pl.col("received_on").dt.truncate("1mo"), pl.col("team_id")
    told = contacts.sort("received_on").with_columns(
        before=pl.col("received_on").shift(1).over("child_ref"),
        first=pl.struct("child_ref", "received_on", "reason").is_first_distinct(),
    )
    again = (pl.col("received_on") - pl.col("before")).dt.total_days() <= 365
    told.group_by(month, team).agg(
        pl.len(),
        (pl.col("outcome") == "no further action").sum().alias("ended"),
        pl.col("domestic_abuse").sum().alias("abuse"),
        pl.col("triaged").sum().alias("triage"),
        pl.col("first").sum().alias("new"),
        again.sum().alias("again"),
    )
    held = pl.col("held_on").dt.truncate("1mo")
    records.group_by(held, team, "kind").agg(pl.len(), pl.col("child_id").n_unique())


def timed(work: Callable[[], object]) -> dict[str, float]:
    begun, clock = time.process_time(), time.monotonic()
    work()
    return {
        "ms": round((time.process_time() - begun) * 1e3),
        "clock_ms": round((time.monotonic() - clock) * 1e3),
    }


if __name__ == "__main__":
    sys.exit(main())
