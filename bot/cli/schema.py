"""`understory schema`: what the files that this program reads and writes look like."""

import json
from typing import Annotated, Any, Literal

import typer

EXAMPLE = "Example: understory schema summary"


def schema(
    document: Annotated[Literal["summary", "import"], typer.Argument(help="Which document.")],
) -> None:
    """Print the JSON Schema of a summary, or of the files that `understory import` reads."""
    typer.echo(json.dumps(_of_import() if document == "import" else _of_summary(), indent=2))


def _of_summary() -> dict[str, Any]:
    from reports.render.json import schema as summary_schema

    return summary_schema()


def _of_import() -> dict[str, Any]:
    from bot.imports import KINDS
    from bot.sheets.schema import schema as import_schema

    return import_schema(list(KINDS.values()))
