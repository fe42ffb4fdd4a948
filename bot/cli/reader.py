"""`understory reader`: check on a council's own texts how well the reader reads them."""

import os
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError, unwritable
from bot.clock import clock_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sheets.marking import MarkedSheet

app = typer.Typer(rich_markup_mode=None, help="Check how well the reader reads your own texts.")

_SUFFIX = ".xlsx"
_SHOWN = 10


@app.command(epilog="Example: understory reader sample --texts 60 --out marks.xlsx")
def sample(
    texts: Annotated[int, typer.Option("--texts", min=1, help="How many texts to draw.")] = 60,
    out: Annotated[Path, typer.Option("--out", help="A new .xlsx file to write.")] = Path(
        "reader-sample.xlsx"
    ),
    seed: Annotated[int, typer.Option("--seed", help="Another number draws other texts.")] = 1,
) -> None:
    """Draw texts at random into a workbook in which two people mark what each shows.

    They are answers of records about a child that were sent, of each writer in turn. Reflections,
    personal parts and restricted children are never drawn. Keep the file on this server.
    """
    from bot.cli.reader_texts import drawn
    from bot.config import load
    from bot.sheets.marking import workbook
    from bot.store import open_store
    from prompts.phrases import phrase
    from storage import audit

    _refuse_place(out)
    settings = load()
    with closing(open_store(settings)) as store:
        with store.reading() as session:
            chosen = dict(islice(drawn(session, seed), texts))
        if not chosen:
            raise RefusedError(phrase("reader_check.refused.no_texts"))
        with store.writing() as session:
            deed = f"{len(chosen)} texts drawn to check the reader"
            now = clock_of(settings.folder).now()
            audit.record(session, deed, "reader_check", None, actor=None, at=now)
    # By the end of an id, which is random: no answer stands beside others of its record.
    rows = sorted(chosen.items(), key=lambda row: row[0][::-1])
    _write(out, workbook({step_id: told.text for step_id, told in rows}))
    writers = len({told.writer_id for told in chosen.values()})
    typer.echo(phrase("reader_check.holds_text", file=str(out.resolve())))
    typer.echo(phrase("reader_check.drawn", n=len(chosen), writers=writers))


def _refuse_place(out: Path) -> None:
    from prompts.phrases import phrase

    if out.suffix.lower() != _SUFFIX:
        raise RefusedError(phrase("reader_check.refused.not_xlsx"))
    if os.path.lexists(out):
        raise RefusedError(phrase("reader_check.refused.is_there"))


def _write(out: Path, content: bytes) -> None:
    """Write a new file that this account alone may read; none is left where it cannot be."""
    from prompts.phrases import phrase

    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise RefusedError(phrase("reader_check.refused.is_there")) from fault
    except OSError as fault:
        raise unwritable(fault) from fault
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as fault:
        out.unlink()
        raise unwritable(fault) from fault


@app.command(epilog="Example: understory reader check marks.xlsx")
def check(
    file: Annotated[Path, typer.Argument(help="The workbook of reader sample, filled in.")],
) -> None:
    """Say how far two people agree, and how often the reader is right and finds what is there.

    Only texts that both marked count. The counts are kept, with the reader's version and no word
    of any text.
    """
    from bot.cli.reader_figures import figures
    from bot.cli.reader_texts import as_drawn, checked
    from bot.config import load
    from bot.store import open_store
    from practice.evidence import INDICATORS, READER_VERSION
    from practice.reader_check import counted
    from prompts.phrases import phrase
    from storage import audit, reader_checks

    marked = _marked(file)
    settings = load()
    with closing(open_store(settings)) as store:
        with store.reading() as session:
            rows, left_out = as_drawn(session, marked)
        _say(left_out)
        if not rows:
            raise RefusedError(phrase("reader_check.refused.no_rows"))
        texts = [checked(row, told) for row, told in rows]
        every = {name: counted(text.marks[name] for text in texts) for name in INDICATORS}
        counts = {name: of_one for name, of_one in every.items() if of_one.marked}
        if not counts:
            raise RefusedError(phrase("reader_check.refused.no_marks"))
        with store.writing() as session:
            now = clock_of(settings.folder).now()
            reader_checks.keep(session, READER_VERSION, counts, now)
            audit.record(session, "reader checked", "reader_check", None, actor=None, at=now)
    for line in figures(counts, texts):
        typer.echo(line)
    typer.echo(phrase("reader_check.kept", reader=READER_VERSION))


def _marked(file: Path) -> "MarkedSheet":
    from bot.sheets.errors import SheetError
    from bot.sheets.marking import read_marks

    try:
        return read_marks(file)
    except SheetError as fault:
        raise RefusedError(f"{fault.why} Nothing was kept. {fault.remedy}") from fault


def _say(sentences: "Sequence[str]") -> None:
    """Print the first few sentences, and how many more there are."""
    from prompts.phrases import phrase

    for sentence in sentences[:_SHOWN]:
        typer.echo(sentence)
    if len(sentences) > _SHOWN:
        typer.echo(phrase("reader_check.more", n=len(sentences) - _SHOWN))
