"""Files that a council brings in: one module a kind, and one line here."""

import tomllib
from importlib.resources import files

from bot.imports import (
    assessments,
    children,
    conferences,
    contacts,
    establishment,
    involvements,
    people,
    plans,
    referrals,
    section47,
    supervision_notes,
    teams,
)
from bot.sheets.columns import Aliases

KINDS = {
    kind.name: kind
    for kind in (
        teams.KIND,
        people.KIND,
        establishment.KIND,
        children.KIND,
        involvements.KIND,
        contacts.KIND,
        referrals.KIND,
        assessments.KIND,
        section47.KIND,
        conferences.KIND,
        plans.KIND,
        supervision_notes.KIND,
    )
}
"""In the order in which they are imported: each may refer to those before it."""


def aliases(kind: str) -> Aliases:
    """Return the other names of a kind's columns and values, from aliases.toml."""
    table = tomllib.loads(files("bot.imports").joinpath("aliases.toml").read_text("utf-8"))
    return Aliases(**table.get(kind, {}))
