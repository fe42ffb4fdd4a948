"""`understory schema`: what the files that this program writes look like, as JSON Schema."""

import json
from typing import Annotated, Literal

import typer

EXAMPLE = "Example: understory schema summary"


def schema(
    document: Annotated[Literal["summary"], typer.Argument(help="Which document.")],
) -> None:
    """Print the JSON Schema of a summary."""
    from reports.render.json import schema as summary_schema

    typer.echo(json.dumps({"summary": summary_schema}[document](), indent=2))
