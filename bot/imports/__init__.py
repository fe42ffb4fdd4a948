"""Files that a council brings in: one module a kind, and one line here."""

import tomllib
from importlib.resources import files

from bot.imports import children, involvements, people, teams
from bot.sheets.columns import Aliases

KINDS = {kind.name: kind for kind in (teams.KIND, people.KIND, children.KIND, involvements.KIND)}


def aliases(kind: str) -> Aliases:
    """Return the other names of a kind's columns and values, from aliases.toml."""
    table = tomllib.loads(files("bot.imports").joinpath("aliases.toml").read_text("utf-8"))
    return Aliases(**table.get(kind, {}))
