"""A decision about a child between two supervisions, by who supervises its worker or a manager."""

from collections.abc import Mapping

from bot.conversations import caseloads
from bot.conversations.addressed import Addressed, whom_it_concerns
from bot.conversations.submission import Alone
from bot.update import UpdateContext
from practice.access import OPENS_AS, may_decide
from practice.terms import RecordKind
from prompts.interview.state import Interview
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, people
from storage.access import viewer_of
from storage.presence import is_here
from storage.tables import Child, Person


def opening(update: UpdateContext) -> Mapping[str, Json] | None:
    """Return what a decision is opened with; None of somebody who answers for no child's worker."""
    known = caseloads.overseen(update)
    if not known:
        return None
    return {"held_on": update.written_on.isoformat(), **caseloads.context(update, known)}


def addressed(update: UpdateContext, told: Interview) -> Addressed | None:
    """Return whom a decision goes to: its child's file, and the worker, who is told.

    None where the child is not, or not any more, one that its writer may decide about.
    """
    child = children.child_by_ref(update.session, next(iter(told.about()), ""))
    workers = children.current_workers(update.session, child.id, update.today) if child else []
    if child is None or not _may_decide(update, workers):
        return None
    here = [one for one in workers if is_here(one, update.today)]
    worker = next(iter(here or workers))
    return Addressed(
        whats=[_what(child, worker)],
        said=phrase("decision.sent", child=child.ref),
        heard="decision.told",
        tells=whom_it_concerns(update, workers),
    )


def _may_decide(update: UpdateContext, workers: list[Person]) -> bool:
    paths = people.paths_of(update.session, {one.team_id for one in workers})
    above = frozenset(one.supervisor_id for one in workers if one.supervisor_id)
    teams = frozenset[str]().union(*(paths[one.team_id] for one in workers))
    return may_decide(viewer_of(update.session, update.person), above, teams)


def _what(child: Child, worker: Person) -> Alone:
    (visibility,) = OPENS_AS[RecordKind.DECISION]
    # The worker's team: the managers above it are those above the child.
    return Alone(RecordKind.DECISION, visibility, worker.team_id, child.id, worker.id)
