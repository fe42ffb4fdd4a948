"""A group supervision: one child that a practitioner brought, written by who supervises them."""

from collections.abc import Mapping

from bot.conversations import caseloads
from bot.conversations.addressed import Addressed, whom_it_concerns
from bot.conversations.submission import Alone
from bot.names import called_among
from bot.update import UpdateContext, first_name
from practice.access import OPENS_AS, may_supervise
from practice.terms import RecordKind
from prompts.interview.state import Interview
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, people
from storage.access import viewer_of
from storage.tables import Person

GUIDE = "group-supervision"


def opening(update: UpdateContext, practitioner: Person) -> Mapping[str, Json] | None:
    """Return what it is opened with; None where the practitioner has no child to bring."""
    refs = children.refs_for(update.session, [practitioner.id], update.today)
    if not refs:
        return None
    return {
        "practitioner": called_among(practitioner, _below(update)),
        "practitioner_id": practitioner.id,
        "colleagues": _codes(update),
        "held_on": update.written_on.isoformat(),
        **caseloads.context(update, [("", refs)]),
    }


def _below(update: UpdateContext) -> list[Person]:
    return people.supervisees(update.session, update.person.id, update.today)


def _codes(update: UpdateContext) -> str:
    """Return the codes of the writer's group, and theirs: a child's file names no colleague."""
    codes = {one.ref: first_name(one) for one in [update.person, *_below(update)]}
    return ", ".join(phrase("group.code", code=ref, name=name) for ref, name in codes.items())


def addressed(update: UpdateContext, told: Interview) -> Addressed | None:
    """Return that it goes to its child's file; who works with the child is told.

    None where the child is not with whoever brought them any more, or these not with its writer.
    """
    child = children.child_by_ref(update.session, next(iter(told.about()), ""))
    workers = children.current_workers(update.session, child.id, update.today) if child else []
    brought_by = next((w for w in workers if w.id == told.context.get("practitioner_id")), None)
    if child is None or brought_by is None or not _supervises(update, brought_by):
        return None
    (visibility,) = OPENS_AS[RecordKind.GROUP]
    what = Alone(RecordKind.GROUP, visibility, brought_by.team_id, child.id, brought_by.id)
    return Addressed(
        whats=[what],
        said=phrase("group.sent", child=child.ref, name=first_name(brought_by)),
        heard="group.told",
        tells=whom_it_concerns(update, workers),
    )


def _supervises(update: UpdateContext, practitioner: Person) -> bool:
    return may_supervise(viewer_of(update.session, update.person), practitioner.supervisor_id)
