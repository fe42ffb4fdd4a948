"""The agenda a supervision is proposed with, and what each child's part is opened with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.update import UpdateContext, first_name
from practice.supervision import ChildFacts, Proposal, Reason, propose
from prompts.days import day_words
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, history, plans, records
from storage.history import ChildSoFar
from storage.plans import OpenAction, OpenOutcome
from storage.tables import Child, Person

RECENT_CHANGE_DAYS = 90
"""For how long a child's worker counts as changed."""


def context(update: UpdateContext, practitioner: Person) -> Mapping[str, Json]:
    """Return what a meeting with a practitioner is opened with: who, when, every open child."""
    listed = children.caseload(update.session, practitioner.id, update.today)
    by_id = {child.id: child for child, _ in listed}
    known = history.so_far(update.session, list(by_id))
    # What they shared since the last meeting, they ask to talk about.
    since = records.last_supervision_on(update.session, practitioner.id)
    shared = records.shared_reflections(update.session, practitioner.id, since)
    wished = {record.child_id for record in shared}
    on_agenda = [OnAgenda(child, known[child.id], child.id in wished) for child in by_id.values()]
    return proposed((practitioner, update.person), on_agenda, update.today)


@dataclass(frozen=True)
class OnAgenda:
    """A child who may come on an agenda, what is known of them, whether the practitioner asked."""

    child: Child
    so_far: ChildSoFar
    wished: bool


def proposed(
    pair: tuple[Person, Person], on_agenda: Sequence[OnAgenda], today: date
) -> Mapping[str, Json]:
    """Return what a meeting of (practitioner, supervisor) is opened with; it looks up nothing."""
    practitioner, supervisor = pair
    by_id = {one.child.id: one for one in on_agenda}
    name = first_name(practitioner)
    return {
        "practitioner": name,
        "practitioner_id": practitioner.id,
        "supervisor": first_name(supervisor),
        "held_on": today.isoformat(),
        "children": [
            _listed(proposal, by_id[proposal.child_id], name)
            for proposal in propose([_facts(one) for one in on_agenda], today)
        ],
    }


def _facts(one: OnAgenda) -> ChildFacts:
    child, so_far = one.child, one.so_far
    return ChildFacts(
        child_ref=child.ref,
        child_id=child.id,
        status=child.status,
        opened_on=child.opened_on,
        last_discussed=so_far.last_discussed,
        last_in_depth=so_far.last_in_depth,
        contingency_on=_unless_taken_up(so_far.contingency_on, so_far.last_in_depth),
        outcome_due_on=so_far.outcome_due_on,
        outcome_last=so_far.last_rating,
        outcome_before=so_far.rating_before,
        wished=one.wished,
    )


def _unless_taken_up(day: date | None, last_in_depth: date | None) -> date | None:
    """Return a date that passed only while no meeting in depth has come after it."""
    taken_up = day is not None and last_in_depth is not None and last_in_depth > day
    return None if taken_up else day


def _listed(proposal: Proposal, one: OnAgenda, name: str) -> dict[str, Json]:
    child, so_far = one.child, one.so_far
    return {
        "id": child.id,
        "ref": child.ref,
        "status": child.status,
        "last_on": so_far.last_discussed.isoformat() if so_far.last_discussed else None,
        "rating": so_far.last_rating,
        "reason": _reason(proposal, name) if proposal.in_depth else None,
        "in_depth": proposal.in_depth,
        "family": child.family_ref,
    }


def _reason(proposal: Proposal, name: str) -> str:
    reason, day = proposal.reason, day_words(proposal.on) if proposal.on else ""
    if reason is Reason.WISHED:
        return phrase("agenda.wished", practitioner=name)
    if reason is Reason.OUTCOME_FELL:
        before, last = proposal.outcome_before or 0, proposal.outcome_last or 0
        return phrase("agenda.outcome_fell", before=before, last=last)
    if reason is Reason.NOT_DISCUSSED and proposal.weeks is not None and proposal.on:
        return phrase("agenda.not_discussed", weeks=proposal.weeks)
    if reason is Reason.CONTINGENCY_PASSED:
        return phrase("agenda.contingency_passed", day=day)
    if reason is Reason.OUTCOME_PASSED:
        return phrase("agenda.outcome_passed", day=day)
    return _other_reason(reason, day)


def _other_reason(reason: Reason, day: str) -> str:
    if reason is Reason.LAST_IN_DEPTH:
        return phrase("agenda.last_in_depth", day=day)
    if reason is Reason.NOT_DISCUSSED:
        return phrase("agenda.not_discussed_ever")
    return phrase("agenda.never_in_depth")


def part_context(
    update: UpdateContext, child_id: str, ref: str, practitioner: Person
) -> Mapping[str, Json]:
    """Return what a child's part is opened with: last actions and outcomes, frozen as they are."""
    left = LeftFromBefore(
        history.so_far(update.session, [child_id])[child_id].last_in_depth,
        plans.open_actions(update.session, child_id),
        plans.open_outcomes(update.session, child_id),
        _worker_changed(update, child_id, practitioner),
    )
    return part((practitioner, update.person), ref, left)


@dataclass(frozen=True)
class LeftFromBefore:
    """What a child's part takes up again: when last in depth, what is open, who is new."""

    last_in_depth: date | None
    actions: Sequence[OpenAction]
    outcomes: Sequence[OpenOutcome]
    worker_changed: bool


def part(pair: tuple[Person, Person], ref: str, left: LeftFromBefore) -> Mapping[str, Json]:
    """Return what a child's part is opened with, for (practitioner, supervisor)."""
    practitioner, supervisor = pair
    last, actions, outcomes = left.last_in_depth, left.actions, left.outcomes
    return {
        "child": ref,
        "practitioner": first_name(practitioner),
        "supervisor": first_name(supervisor),
        "last_on": day_words(last) if last else "",
        "last_action_count": len(actions),
        "outcome_count": len(outcomes),
        "worker_changed": left.worker_changed,
        "last_actions": [
            {
                "id": action.id,
                "what": action.what,
                "who": action.who or phrase("agenda.nobody_named"),
                "due": _by(action.due_on),
            }
            for action in actions
        ],
        "last_outcomes": [
            {
                "id": outcome.id,
                "what": outcome.what,
                "last_rating": outcome.rating,
                "last_on": day_words(outcome.rated_on),
            }
            for outcome in outcomes
        ],
    }


def _by(due_on: date | None) -> str:
    return phrase("agenda.by", day=day_words(due_on)) if due_on else phrase("agenda.no_date")


def _worker_changed(update: UpdateContext, child_id: str, practitioner: Person) -> bool:
    """Say whether the child came to this practitioner from another in the last three months."""
    listed = children.caseload(update.session, practitioner.id, update.today)
    started = [i.started_on for child, i in listed if child.id == child_id]
    recent = bool(started) and (update.today - started[0]).days <= RECENT_CHANGE_DAYS
    return recent and children.had_another_worker(update.session, child_id, practitioner.id)
