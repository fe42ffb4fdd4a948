"""The `understory` command: one line a command."""

import typer

from bot.cli import (
    backup,
    batches,
    demo,
    due,
    export,
    guides,
    imports,
    people,
    quality,
    reader,
    restore,
    schema,
    serve,
    summary,
    verify,
)
from bot.cli.edge import COMMAND, Edge

app = typer.Typer(
    name=COMMAND,
    cls=Edge,
    help="Supervision that asks what changed for the child, and oversight that can show it.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(epilog=demo.EXAMPLE)(demo.demo)
app.command(epilog=serve.EXAMPLE)(serve.serve)
app.add_typer(people.app, name="people")
app.command("import", epilog=imports.EXAMPLE)(imports.import_file)
app.add_typer(batches.app, name="imports")
app.command(epilog=summary.EXAMPLE)(summary.summary)
app.command(epilog=quality.EXAMPLE)(quality.quality)
app.command(epilog=due.EXAMPLE)(due.due)
app.add_typer(guides.app, name="guides")
app.add_typer(reader.app, name="reader")
app.command(epilog=export.EXAMPLE)(export.export)
app.command(epilog=verify.EXAMPLE)(verify.verify)
app.command(epilog=backup.EXAMPLE)(backup.backup)
app.command(epilog=restore.EXAMPLE)(restore.restore)
app.command(epilog=schema.EXAMPLE)(schema.schema)


@app.callback()
def understory() -> None:
    """Take a command; every one has --help with an example."""


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
