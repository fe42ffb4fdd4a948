"""`understory quality`: how good the data is, in counts."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.teams import team_named
from bot.clock import clock_of

if TYPE_CHECKING:
    from reports.data_quality import OfFile

EXAMPLE = 'Example: understory quality --for "North"'


def quality(
    team: Annotated[str, typer.Option("--for", help="The team; those below it are in it.")],
) -> None:
    """Say what is missing, late, contradictory or changed in the data, in counts.

    The council's own files are looked at as a whole, the records of the team and those below it.
    """
    from bot.config import load
    from bot.store import open_store
    from reports.data_quality import data_quality
    from storage import audit
    from storage.people import team_and_descendants

    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store:
        with store.writing() as session:
            found = team_named(session, team, "Nothing was read.")
            audit.record(session, "data quality read", "team", found.id, actor=None, at=now)
        with store.reading() as session:
            teams = tuple(team_and_descendants(session, found.id))
            said = data_quality(session, teams, now)
    for one in said:
        _print(one)


def _print(one: "OfFile") -> None:
    from reports.feeding import say

    nothing = "" if one.doubts else say("page.nothing")
    typer.echo(" ".join(filter(None, (f"{one.heading}:", one.imported, nothing))))
    for doubt in one.doubts:
        count = "" if doubt.count is None else f"{doubt.count}: "
        typer.echo(f"  {say(f'sort.{doubt.sort}')}: {count}{doubt.what}. {doubt.why}")
        carried = "; ".join(doubt.figures) or say("page.no_figure")
        typer.echo(f"    {say('page.figures')}: {carried}")
