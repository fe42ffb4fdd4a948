"""The council's own files in the demo's folder: written there, and imported as any file is."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from bot.demo.files.council import Rows, council_of
from bot.demo.files.deliveries import IMPORTED, comes_on, deliveries, last_exported
from bot.imports import KINDS, aliases
from bot.sheets.batch import keep
from bot.sheets.columns import FileKind, Storing, read_rows
from bot.sheets.file import read
from practice.calendar import LONDON
from storage import batches
from storage.imports import Cell
from storage.many_rows import unwatched
from storage.session import Store

FOLDER, COMING = "files", "coming"
"""Where the files lie in the demo's folder, and those whose day has not come on its first one."""
_ARRIVES = time(8, 30)


def write(store: Store, folder: Path, today: date) -> None:
    """Write the files, unless they lie there: those to look at, and those of the next months."""
    place = folder / FOLDER
    if (place / COMING).exists():
        return
    with store.reading() as session:
        council = council_of(session, today)
    place.mkdir(mode=0o700, exist_ok=True)
    for delivery in deliveries(council):
        inside = place / COMING / f"{delivery.comes_on}" if delivery.month else place
        # The later ones last: where they lie, all do.
        inside.mkdir(mode=0o700, parents=True, exist_ok=True)
        for kind, rows in delivery.rows.items():
            _write(inside / delivery.name_of(kind), KINDS[kind], rows)


def remove(folder: Path) -> None:
    """Remove the files that `write` made, and nothing that somebody else put beside them."""
    place = folder / FOLDER
    for morning in place.glob(f"{COMING}/*"):
        for file in morning.glob("*.csv"):
            file.unlink()
        _remove_empty(morning)
    for kind in KINDS:
        (place / f"{kind}.csv").unlink(missing_ok=True)
    _remove_empty(place / COMING)
    _remove_empty(place)


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _write(file: Path, kind: FileKind, rows: Rows) -> None:
    names = [column.name for column in kind.columns]
    with file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(names)
        lines.writerows([_text(row.get(name)) for name in names] for row in rows)


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def bring_in(store: Store, folder: Path, today: date, now: datetime) -> int:
    """Import the files that have come by `now` and were not yet; return how many.

    `today` is the day the demo's council was made for: its own files came before.
    """
    with store.reading() as session:
        known = {facts.file for facts in batches.listed(session)}
    new = [one for one in _come(folder / FOLDER, today, now) if one[0].name not in known]
    return sum(_import(store, file, kind, at) for file, kind, at in new)


def _come(place: Path, today: date, now: datetime) -> Iterator[tuple[Path, FileKind, datetime]]:
    """Yield the files that have come, in the order of mornings and kinds."""
    mornings = [(comes_on(last_exported(today)), place)]
    mornings += [(date.fromisoformat(one.name), one) for one in sorted((place / COMING).iterdir())]
    for day, inside in mornings:
        at = datetime.combine(day, _ARRIVES, LONDON)
        found = [(file, KINDS[kind]) for kind in IMPORTED for file in inside.glob(f"{kind}*.csv")]
        yield from ((file, kind, at) for file, kind in found if at <= now)


def _import(store: Store, file: Path, kind: FileKind, at: datetime) -> bool:
    """Import a file as `understory import` does; say whether it held anything new."""
    parsed = read_rows(read(file), kind.columns, aliases(kind.name), unwatched)
    with store.writing() as session:
        plan = kind.check(session, replace(parsed, today=at.date()))
        if plan.has_work and not plan.rejected:
            ready = kind.made_ready(plan, unwatched)
            keep(session, kind, plan, (file.name, Storing(at, unwatched)), ready)
    return plan.has_work
