"""`understory imports`: lists what was brought in, import by import, and takes one back."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError
from bot.cli.output import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.batches import BatchFacts
    from storage.errors import InTheWay

LIST = "Example: understory imports list"
UNDO = "Example: understory imports undo 3"

_HEADINGS = ("Import", "On", "Kind", "File", "New", "Changed", "Undone")

app = typer.Typer(
    help="List what was brought in, import by import, or take one back.",
    rich_markup_mode=None,
)


@app.command("list", epilog=LIST)
def list_imports() -> None:
    """List every import, the newest first: when, what kind, which file, how many rows."""
    from bot.config import load
    from bot.store import open_store
    from storage import batches

    with closing(open_store(load())) as store, store.reading() as session:
        rows = [_row(facts) for facts in batches.listed(session)]
    if rows:
        print_table(_HEADINGS, rows)
    else:
        typer.echo("Nothing was imported yet.")


def _row(facts: "BatchFacts") -> list[str]:
    from practice.calendar import london_day

    batch, undone = facts.batch, facts.undone_at
    shown = "".join(mark if mark.isprintable() else "?" for mark in facts.file)
    counts = [str(batch.number), f"{london_day(batch.imported_at)}", batch.kind, shown]
    gone = f"{london_day(undone)}" if undone else ""
    return [*counts, str(batch.added), str(batch.changed), gone]


@app.command("undo", epilog=UNDO)
def undo(
    number: Annotated[int, typer.Argument(help="Its number in the list of imports.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take it back without being asked.")] = False,
) -> None:
    """Take back what an import added, and restore what it changed.

    It is refused where something was built on it since, and says what: take that back first.
    """
    from bot.clock import clock_of
    from bot.config import load
    from bot.store import open_store
    from storage import batches
    from storage.errors import BatchInUseError, NoSuchBatchError

    settings = load()
    with closing(open_store(settings)) as store:
        try:
            if not yes:
                with store.reading() as session:
                    batches.refuse(session, number)
                _ask(number)
            with store.writing() as session:
                batch = batches.undo(session, number, clock_of(settings.folder).now())
        except NoSuchBatchError as fault:
            raise RefusedError(
                f"There is no import {number} to take back. List them with understory imports list."
            ) from fault
        except BatchInUseError as fault:
            raise RefusedError(_refused(number, fault.what)) from fault
    removed = "1 row" if batch.added == 1 else f"{batch.added} rows"
    typer.echo(
        f"Taken back: {removed} removed, {batch.changed} as they were before import {number}."
    )


def _refused(number: int, ways: "Sequence[InTheWay]") -> str:
    from prompts.phrases import phrase, phrases

    called = phrases("undoing.called")
    told = [
        phrase(f"undoing.way.{one.way}", what=called.get(one.what, one.what), n=one.n)
        for one in ways
    ]
    by_imports = all(one.way == "later" for one in ways)
    remedy = phrase(f"undoing.{'take_back_later' if by_imports else 'stays'}")
    return phrase("undoing.refused", number=number, what="; ".join(told), remedy=remedy)


def _ask(number: int) -> None:
    try:
        agreed = typer.confirm(f"Take back everything that import {number} brought in?")
    except typer.Abort as fault:
        raise RefusedError(
            "Nothing was taken back. Add --yes to do it without a question."
        ) from fault
    if not agreed:
        raise RefusedError("Nothing was taken back, as you chose.")
