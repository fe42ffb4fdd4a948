"""A handover: a child changes worker, and each of the two writes what the other cannot know."""

from collections.abc import Mapping

from bot.conversations import caseloads
from bot.conversations.addressed import Addressed, whom_it_concerns
from bot.conversations.submission import Alone
from bot.update import UpdateContext, first_name
from practice.access import OPENS_AS
from practice.handovers import Side
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.interview.state import Interview
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, handovers
from storage.handovers import Handover


def waiting(update: UpdateContext) -> list[Handover]:
    """Return the handovers that wait for the person to write them, by child."""
    return handovers.waiting(update.session, update.today, {update.person.id})


def opening(update: UpdateContext, one: Handover) -> Mapping[str, Json]:
    """Return what the handover of a child is opened with."""
    known = caseloads.own_and_supervised(update)
    return {
        **caseloads.context(update, [*known, ("", [one.child.ref])]),
        "child": one.child.ref,
        "leaving": one.side is Side.LEAVING,
        "held_on": update.written_on.isoformat(),
    }


def says(one: Handover) -> str:
    """Return why somebody is asked to write it."""
    child, day = one.child.ref, day_words(one.ends_on)
    if one.side is Side.TAKING_OVER:
        return phrase("handover.opens_taking", child=child, other=first_name(one.other))
    if one.gone is not None:
        return phrase("handover.opens_in_place", child=child, gone=first_name(one.gone))
    if one.other is None:
        return phrase("handover.opens_leaving_alone", child=child, day=day)
    return phrase("handover.opens_leaving", child=child, other=first_name(one.other), day=day)


def addressed(update: UpdateContext, told: Interview) -> Addressed | None:
    """Return that a handover goes to the child's file; None where it waits for its writer no more.

    The other worker is told, and who supervises the child's worker.
    """
    side = Side.LEAVING if told.context.get("leaving") else Side.TAKING_OVER
    ref = told.context.get("child")
    one = next((o for o in waiting(update) if (o.child.ref, o.side) == (ref, side)), None)
    if one is None:
        return None
    workers = children.current_workers(update.session, one.child.id, update.today)
    worker = next(iter(workers), one.writer)
    (visibility,) = OPENS_AS[RecordKind.HANDOVER]
    other_id = one.other.id if one.other else None
    what = Alone(RecordKind.HANDOVER, visibility, worker.team_id, one.child.id, other_id)
    return Addressed(
        whats=[what],
        said=phrase("handover.sent", child=one.child.ref),
        heard="handover.told",
        tells=whom_it_concerns(update, [*workers, *([one.other] if one.other else [])]),
    )
