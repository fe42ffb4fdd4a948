"""`understory guides`: checks, walks through, compares and counts the guides."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from prompts.guide import Guide
    from prompts.loader import Guides
    from storage.session import Session

CHECK = "Example: understory guides check --folder my-guides"
PREVIEW = "Example: understory guides preview quick-reflection --version 2"
DIFF = "Example: understory guides diff case-supervision --from 1 --to 2"
USE = "Example: understory guides use quick-reflection"

app = typer.Typer(
    help="Check every guide file and list the guides, or walk through, compare and count them.",
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path | None,
    typer.Option("--folder", help="Take the guides in this folder, not those in use."),
]
Name = Annotated[str, typer.Argument(help="The name of a guide, such as quick-reflection.")]


@app.callback()
def guides(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Check the guides in this folder, not those in use."),
    ] = None,
) -> None:
    """Check every guide file and list the guides.

    A fault says the file, the question, what is wrong and what to do. With a command behind it,
    walk through a guide, compare two versions, or say how one is used.
    """
    if context.invoked_subcommand is not None:
        if folder is not None:
            given = context.invoked_subcommand
            raise RefusedError(
                "--folder stands before the command. Nothing was done. "
                f"Write it after: understory guides {given} --folder {folder}"
            )
        return
    _check(folder)


@app.command("check", epilog=CHECK)
def check_guides(folder: Folder = None) -> None:
    """Check every guide file and list the guides, those of the council too.

    A fault says the file, the question, what is wrong and what to do.
    """
    _check(folder)


@app.command("preview", epilog=PREVIEW)
def preview(
    name: Name,
    version: Annotated[
        int | None, typer.Option("--version", help="Its version; else the newest.")
    ] = None,
    folder: Folder = None,
    first_time: Annotated[
        bool, typer.Option("--first-time", help="Nothing came before: no actions, no plan.")
    ] = False,
    given: Annotated[
        list[str] | None,
        typer.Option("--with", help="What is filled in, such as worker_changed=yes."),
    ] = None,
) -> None:
    """Walk through a guide as a person would be asked it. Nothing is stored.

    Type an answer, or # and the number of a button. A line with a full stop ends the walk.
    """
    from bot.cli import guide_walk

    guide = _version(_found(folder), name, version)
    for line in guide_walk.walk(guide, given or [], first_time=first_time):
        _say(line)


@app.command("diff", epilog=DIFF)
def diff(
    name: Name,
    before: Annotated[
        int | None, typer.Option("--from", help="The version before; else the one before --to.")
    ] = None,
    after: Annotated[
        int | None, typer.Option("--to", help="The version after; else the newest.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Say in words what changed between two versions of a guide."""
    from prompts.guide_changes import changes

    found = _found(folder)
    later = _version(found, name, after)
    for line in changes(_version(found, name, _before(found, later, before)), later):
        _say(line)


@app.command("use", epilog=USE)
def use(
    name: Annotated[str | None, typer.Argument(help="The name of a guide; else all.")] = None,
) -> None:
    """Say how each version of a guide is used, question by question. Counts only.

    How often each was asked, answered and skipped, and how many claims rest on its answers.
    """
    from bot.clock import clock_of
    from bot.config import load
    from bot.store import open_store
    from reports.all_guides import all_guides
    from storage import audit

    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store:
        found = all_guides(store, settings.folder)
        names = [name] if name else sorted({guide.name for guide in found.every()})
        if name and name not in {guide.name for guide in found.every()}:
            _version(found, name, None)
        with store.writing() as session:
            audit.record(session, "guide use read", "guide", name, actor=None, at=now)
        with store.reading() as session:
            for one in names:
                for line in _used(session, found, one, now):
                    _say(line)


def _check(folder: Path | None) -> None:
    found = _found(folder)
    for guide in _shown(found, folder):
        _say(_line(guide))
    if found.faults:
        raise RefusedError("\n".join(map(str, found.faults)))


def _found(folder: Path | None) -> "Guides":
    """Return the guides in a folder, or those in use; no records are opened.

    Raises RefusedError with every fault, one a line, where those of a folder cannot be used.
    """
    from prompts.council_guides import is_of_council, with_council
    from prompts.errors import BrokenGuideError
    from prompts.loader import load_guides

    try:
        if folder is not None and not is_of_council(folder):
            return load_guides(folder)
        return with_council(load_guides(), folder or _of_council())
    except BrokenGuideError as broken:
        raise RefusedError(str(broken)) from broken


def _of_council() -> Path:
    from bot.config import load
    from reports.all_guides import FOLDER

    return load().folder / FOLDER


def _shown(found: "Guides", folder: Path | None) -> "Iterator[Guide]":
    """Yield the guides of a folder; those that ship stand beside no council's that is named."""
    for guide in found.every():
        if folder is None or not found.sources or (guide.name, guide.version) in found.sources:
            yield guide


def _version(found: "Guides", name: str, version: int | None) -> "Guide":
    from prompts.errors import PromptsError

    try:
        return found.newest(name) if version is None else found.version(name, version)
    except PromptsError as fault:
        why = [str(one) for one in found.faults if one.file.partition("/")[0] == name]
        said = f"{str(fault).capitalize()}. Nothing was done. "
        known = ", ".join(f"{guide.name} {guide.version}" for guide in found.every())
        raise RefusedError("\n".join([f"{said}There are: {known}.", *why])) from fault


def _before(found: "Guides", later: "Guide", before: int | None) -> int:
    """Return the version to compare with: the one that is asked for, or the one before."""
    if before is not None:
        return before
    earlier = [one.version for one in found.every() if one.name == later.name]
    earlier = [version for version in earlier if version < later.version]
    if not earlier:
        raise RefusedError(
            f"There is no version of {later.name} before version {later.version}. "
            "Nothing was compared. Say which with --from and --to."
        )
    return max(earlier)


def _used(session: "Session", found: "Guides", name: str, now: "datetime") -> Iterator[str]:
    from prompts.phrases import phrase
    from reports import guide_use

    versions = guide_use.used(session, found, name, now)
    yield f"{name}. {phrase('guides.use.since', months=guide_use.MONTHS)}"
    if not versions:
        yield f"  {phrase('guides.use.nobody', months=guide_use.MONTHS)}"
    for one in versions:
        yield from (f"  {sentence}" for sentence in one.sentences)
        for question in one.questions:
            count = phrase("guides.use.count", **vars(question.use))
            yield "    " + " · ".join([f"{question.title}: {count}", *question.notes])
        yield from (f"  {sentence}" for sentence in one.trial.sentences)
        yield from (f"    {row.line}" for row in one.trial.rows)


def _say(line: str) -> None:
    """Print a line, without what a terminal would obey rather than show."""
    typer.echo("".join(mark if mark.isprintable() else "?" for mark in line))


def _line(guide: "Guide") -> str:
    from prompts.question import Kind

    questions = sum(question.kind is not Kind.NOTE for _, question in guide.questions())
    counts = [
        f"version {guide.version}",
        _counted(guide.minutes, "minute"),
        _counted(questions, "question"),
        _counted(len(guide.probes), "probe"),
    ]
    return f"{guide.name}: {', '.join(counts)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
