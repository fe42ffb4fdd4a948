"""`understory people`: who is here, and the codes with which they enrol."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, help="See who is here, and make enrolment codes.")


@app.command("list", epilog='Example: understory people list --team "North"')
def list_people(
    team: Annotated[
        str | None, typer.Option("--team", help="Only this team and those below it.")
    ] = None,
) -> None:
    """List the people who work here: reference, role, team, supervisor, name."""
    from bot.cli.roll import lines

    for line in lines(team):
        typer.echo(line)


@app.command(epilog="Example: understory people code P0017")
def code(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
) -> None:
    """Make a code with which one person enrols once.

    The first line is the code alone; the rest says until when it works and where to type it.
    """
    from bot.cli.roll import enrol

    for line in enrol(person_ref):
        typer.echo(line)


@app.command(epilog="Example: understory people stop P0017")
def stop(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
) -> None:
    """End every way in of one person: a phone that was lost, somebody who left.

    Nothing they wrote is changed. A new code lets them in again.
    """
    from bot.cli.roll import shut_out

    typer.echo(shut_out(person_ref))
