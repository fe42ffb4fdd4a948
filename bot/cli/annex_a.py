"""`understory import annex-a`: a workbook of lists, its names reviewed first; one batch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.asking import Asked, agree, day_reader_of, naming, refuse_unsound, tell
from bot.cli.edge import RefusedError
from bot.cli.output import bar
from bot.clock import clock_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.annex_a.finding import FoundList, Suggestion
    from bot.annex_a.planning import AnnexPlan
    from bot.sheets.plan import ParsedFile
    from storage.session import Store


@dataclass
class _Names:
    """What names mean: as reviewed before, and as somebody said now."""

    known: dict[str, dict[str, str]]
    ask: bool
    said: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: list[str] = field(default_factory=list)

    def review(self, suggestions: "Iterable[Suggestion]") -> None:
        """Ask about each suggestion; where nobody can be asked, say it and go on without it."""
        for one in suggestions:
            if not self.ask:
                self.notes.append(f"{one.words} Import without --yes to say so.")
            elif _agreed(one.words):
                self.known.setdefault(one.of, {})[one.said] = one.means
                self.said[one.of][one.said] = one.means


@dataclass(frozen=True)
class _Book:
    """The lists of a workbook, read on a day, with the titles of their sheets."""

    lists: "Mapping[int, ParsedFile]"
    titles: Mapping[int, str]
    notes: list[str]
    today: "date"


def _agreed(words: str) -> bool:
    try:
        return typer.confirm(f"{words} Is that so?")
    except typer.Abort:
        return False


def import_annex(file: Path, asked: Asked) -> None:
    """Bring in lists 1 to 8 of a workbook; `asked` are the choices of the command."""
    from bot.annex_a.planning import columns
    from bot.cli.preview import Source, refused, show, write_report
    from bot.config import load
    from bot.sheets.errors import SheetError
    from bot.store import open_store
    from practice.calendar import london_day
    from storage.reviewed_names import reviewed

    settings, number, source = load(), 0, Source(file.name)
    clock = clock_of(settings.folder)
    with closing(open_store(settings)) as store:
        with store.reading() as session:
            names = _Names(reviewed(session), ask=not asked.yes)
        try:
            book = _read(store, file, names, london_day(clock.now()))
        except SheetError as fault:
            for note in names.notes:
                typer.echo(note)
            write_report(asked.report, source, refused(fault), columns(), imported=0)
            raise naming(file, fault) from fault
        plan = _plan(store, book, names)
        whole = plan.whole
        show(source, whole, [*book.notes, *names.notes], columns())
        write_report(asked.report, source, whole, columns(), imported=0)
        refuse_unsound(whole, skip_bad=asked.skip_bad)
        if whole.has_work:
            if not asked.yes:
                agree(whole)
            number = _store(store, plan, book, names, (file.name, clock.now()))
    write_report(asked.report, source, whole, columns(), imported=whole.accepted)
    tell(whole, number)


def _read(store: "Store", file: Path, names: _Names, today: "date") -> _Book:
    """Return the lists of a workbook; asks what its sheets, columns, teams and workers mean."""
    from bot.annex_a import finding, planning
    from bot.sheets.file import read_book

    book = read_book(file)
    names.review(finding.sheet_suggestions(book, names.known))
    names.review(finding.part_suggestions(book, names.known))
    found, notes = finding.found_lists(book, names.known)
    lists: dict[int, ParsedFile] = {}
    for one in found:
        lists[one.place] = _rows(one, names)
        notes += lists[one.place].notes
    notes += planning.quiet_months(lists)
    with store.reading() as session:
        here = planning.known_names(session, names.known)
    names.review(planning.name_suggestions(lists, here))
    return _Book(lists, {one.place: one.title for one in found}, notes, today)


def _rows(found: "FoundList", names: _Names) -> "ParsedFile":
    from bot.annex_a import reading

    names.review(reading.column_suggestions(found, names.known))
    read_day = day_reader_of(reading.doubt_of(found, names.known), ask=names.ask)
    with bar(f"Reading {found.title}", len(found.sheet.lines)) as tick:
        return reading.rows_of(found, names.known, tick, read_day)


def _plan(store: "Store", book: _Book, names: _Names) -> "AnnexPlan":
    from bot.annex_a.planning import plan_of

    with store.reading() as session:
        return plan_of(session, book.lists, book.titles, names.known, book.today)


def _store(
    store: "Store", plan: "AnnexPlan", book: _Book, names: _Names, of: "tuple[str, datetime]"
) -> int:
    from bot.annex_a import planning

    with bar("Storing", len(plan.whole.added)) as tick, store.writing() as session:
        # Weighed again, since others may have written while the preview was read.
        now = planning.plan_of(session, book.lists, book.titles, names.known, book.today)
        if now.by_kind != plan.by_kind:
            raise RefusedError(
                "The records changed while the file was looked at, so nothing was imported. "
                "Run the same command again."
            )
        return planning.store(session, plan, names.said, of, tick)
