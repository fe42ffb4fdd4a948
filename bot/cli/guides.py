"""`understory guides`: checks every guide file and lists what is there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError

if TYPE_CHECKING:
    from prompts.guide import Guide

EXAMPLE = "Example: understory guides --folder my-guides"


def guides(
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Check the guides in this folder, not those that ship."),
    ] = None,
) -> None:
    """Check every guide file and list the guides.

    A fault says the file, the question, what is wrong and what to do.
    """
    for line in check(folder):
        typer.echo(line)


def check(folder: Path | None) -> list[str]:
    """Return one line a guide version: its name, version, minutes, questions and probes.

    Raises RefusedError with every fault, one a line.
    """
    from prompts.errors import BrokenGuideError
    from prompts.loader import load_guides

    try:
        found = load_guides(folder)
    except BrokenGuideError as broken:
        raise RefusedError(str(broken)) from broken
    return [_line(guide) for guide in found.every()]


def _line(guide: "Guide") -> str:
    from prompts.guide import Kind

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
