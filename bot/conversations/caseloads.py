"""The children that somebody may write about, as a conversation is opened with them."""

from collections.abc import Iterable, Mapping, Sequence

from bot.names import full_names
from bot.update import UpdateContext
from practice.access import Role
from prompts.steps import Json
from storage import children, people
from storage.access import viewer_of
from storage.tables import Person

Caseload = tuple[str, list[str]]
"""Whose children these are, "" for one's own or a whole tree's, and their references."""


def own_and_supervised(update: UpdateContext) -> list[Caseload]:
    """Return the children a person may reflect on: their own, and those of each supervisee."""
    return _of(update, [("", update.person), *_below(update)])


def all_refs(update: UpdateContext) -> list[str]:
    """Return the references of all children a person may reflect on, in order."""
    return sorted({ref for _, refs in own_and_supervised(update) for ref in refs})


def overseen(update: UpdateContext) -> list[Caseload]:
    """Return the children a person answers for: their supervisees', and a manager's whole tree.

    A worker may have left: until their involvement ends, who supervised them answers for the child.
    """
    session, me, today = update.session, update.person, update.today
    found: dict[str, list[str]] = {}
    for name, ref in children.of_supervisor(session, me.id, today):
        found.setdefault(name, []).append(ref)
    if me.role != Role.MANAGER:
        return list(found.items())
    known = {ref for refs in found.values() for ref in refs}
    in_tree = children.refs_in_teams(session, viewer_of(session, me).team_ids, today, me.id)
    rest = [ref for ref in in_tree if ref not in known]
    return [*found.items(), *([("", rest)] if rest else [])]


def context(update: UpdateContext, caseloads: Sequence[Caseload]) -> Mapping[str, Json]:
    """Return these children as the context of a guide holds them."""
    refs = sorted({ref for _, theirs in caseloads for ref in theirs})
    return {
        "children": list[Json](refs),
        "families": children.families(update.session, refs),
        "caseloads": [{"name": name, "children": list[Json](its)} for name, its in caseloads],
    }


def _below(update: UpdateContext) -> list[tuple[str, Person]]:
    below = people.supervisees(update.session, update.person.id, update.today)
    names = full_names(below)
    return [(names[person.id], person) for person in below]


def _of(update: UpdateContext, whose: Iterable[tuple[str, Person]]) -> list[Caseload]:
    found = [
        (name, children.refs_for(update.session, [person.id], update.today))
        for name, person in whose
    ]
    return [(name, refs) for name, refs in found if refs]
