"""Whom a list of a file's rows names to its reader: children by reference, as practice.access says.

Of a child who is not here nobody knows whose it is: managers above alone see that reference.
"""

from collections.abc import Collection
from datetime import date

from practice.access import Viewer, may_name_child, oversees
from storage import children, people
from storage.measures import Session


def named(
    session: Session, refs: Collection[str], team_id: str, viewer: Viewer, on: date
) -> frozenset[str]:
    """Return those of the references of children whom the list of a team's rows may name."""
    path = people.paths_of(session, [team_id])[team_id]
    if oversees(viewer, path):
        return frozenset(refs)
    here = children.ids_of(session, refs)
    workers = children.workers(session, set(here.values()), on)
    return frozenset(
        ref
        for ref, child in here.items()
        if may_name_child(
            viewer,
            frozenset(workers[child]),
            frozenset(filter(None, workers[child].values())),
            path,
        )
    )
