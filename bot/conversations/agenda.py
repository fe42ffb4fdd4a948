"""The agenda a supervision is proposed with, and what each child's part is opened with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations import last_time, thinking
from bot.conversations.last_time import Between, LastTime, action_words
from bot.conversations.reasons import reasons
from bot.update import UpdateContext, first_name
from practice.contingencies import ActBy
from practice.supervision import (
    OURS,
    ChildFacts,
    DepthPolicy,
    Proposal,
    propose,
    says_how_seen,
)
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.guide import Guide
from prompts.phrases import phrase
from prompts.question import Keeps
from prompts.steps import Json
from storage import children, history, last_told, plans, records
from storage.history import ChildSoFar
from storage.plans import OpenAction, OpenOutcome
from storage.tables import Child, Person

RECENT_CHANGE_DAYS = 90
"""For how long a child's worker counts as changed."""
_SOON = 7


def context(
    update: UpdateContext, practitioner: Person, supervisor: Person | None = None
) -> Mapping[str, Json]:
    """Return what a meeting with a practitioner is opened with: who, when, every open child.

    Its supervisor is whoever opens it, unless another is given.
    """
    supervisor = supervisor or update.person
    listed = children.caseload(update.session, practitioner.id, update.today)
    by_id = {child.id: child for child, _ in listed}
    known = history.so_far(update.session, list(by_id))
    # What they shared with this supervisor since the last meeting, they ask to talk about.
    since = records.last_supervision_on(update.session, practitioner.id)
    shared = records.shared_reflections(update.session, practitioner.id, supervisor.id, since)
    prepared = records.prepared(update.session, practitioner.id, supervisor.id)
    asked_for = {record.child_id for record in prepared}
    # A preparation of before the last meeting is no wish for this one, whatever day that was.
    wished = asked_for | {r.child_id for r in shared if r.kind != RecordKind.PREPARATION}
    actions = plans.open_actions_of(update.session, list(by_id))
    seen = last_told.seen_on(update.session, list(by_id))
    heard = last_told.heard_on(update.session, list(by_id))
    on_agenda = [
        OnAgenda(
            child,
            known[child.id],
            child.id in wished,
            actions.get(child.id, []),
            seen_on=seen.get(child.id),
            heard_on=heard.get(child.id),
            unborn=thinking.unborn(update.session, child, update.today),
            prepared=child.id in asked_for,
        )
        for child in by_id.values()
    ]
    name = update.known_as(practitioner)
    return proposed((practitioner, supervisor), name, on_agenda, update.today, update.depth)


@dataclass(frozen=True)
class OnAgenda:
    """A child who may come on an agenda, what is known of them, whether the practitioner asked.

    `actions` are those that are open; `seen_on` and `heard_on` the days of the records that told
    last that somebody saw the child, and what the child said or did; `unborn` is not born yet.
    `prepared` says that they named the child as they prepared.
    """

    child: Child
    so_far: ChildSoFar
    wished: bool
    actions: Sequence[OpenAction] = ()
    prepared: bool = False
    seen_on: date | None = None
    heard_on: date | None = None
    unborn: bool = False


def proposed(
    pair: tuple[Person, Person],
    name: str,
    on_agenda: Sequence[OnAgenda],
    today: date,
    depth: DepthPolicy = OURS,
) -> Mapping[str, Json]:
    """Return what a meeting of (practitioner, supervisor) is opened with; it looks up nothing.

    `name` is what the practitioner is called in it.
    """
    practitioner, supervisor = pair
    by_id = {one.child.id: one for one in on_agenda}
    return {
        "practitioner": name,
        "practitioner_id": practitioner.id,
        "supervisor": first_name(supervisor),
        "held_on": today.isoformat(),
        "children": [
            _listed(proposal, by_id[proposal.child_id], name, today)
            for proposal in propose([_facts(one) for one in on_agenda], today, policy=depth)
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
        contingency_on=so_far.act_by.due_on if so_far.act_by else None,
        outcome_due_on=so_far.outcome_due_on,
        outcome_last=so_far.last_rating,
        outcome_before=so_far.rating_before,
        wished=one.wished,
        meetings_since=so_far.meetings_since,
        family=child.family_ref,
    )


def _listed(proposal: Proposal, one: OnAgenda, name: str, today: date) -> dict[str, Json]:
    child, so_far = one.child, one.so_far
    act_by = so_far.act_by
    return {
        "id": child.id,
        "ref": child.ref,
        "status": child.status,
        "in_depth_on": _iso(so_far.last_in_depth),
        "looked_at_on": _iso(so_far.last_looked_at),
        "rating": so_far.last_rating,
        "rated_on": _iso(so_far.rated_on),
        "act_by": _iso(act_by.due_on) if act_by else None,
        "act_by_passed": act_by is not None and act_by.due_on < today,
        "due": _due(one, today),
        "overdue": [
            {"id": action.id, "words": action_words(action)} for action in _overdue(one, today)
        ],
        "seen_on": _iso(one.seen_on),
        "heard_on": _iso(one.heard_on),
        "asks_seen": says_how_seen(child.status, unborn=one.unborn),
        "act_by_words": _act_by_words(act_by) if act_by else "",
        "reason": reasons(proposal, name, prepared=one.prepared),
        "in_depth": proposal.in_depth,
        "family": child.family_ref,
        "asked": one.prepared,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _due(one: OnAgenda, today: date) -> list[str]:
    """Return a child's actions that are due within a week, in words."""
    overdue = [phrase("agenda.overdue", action=action_words(a)) for a in _overdue(one, today)]
    until = today + timedelta(days=_SOON)
    soon = [action_words(a) for a in one.actions if a.due_on and today <= a.due_on <= until]
    return [*overdue, *soon]


def _overdue(one: OnAgenda, today: date) -> list[OpenAction]:
    """Return a child's actions whose day has passed, the earliest first."""
    late = [(a.due_on, a.id, a) for a in one.actions if a.due_on and a.due_on < today]
    return [action for _, _, action in sorted(late, key=lambda found: found[:2])]


def _act_by_words(act_by: ActBy) -> str:
    day, plan = day_words(act_by.due_on), (act_by.plan or "").rstrip(".")
    if act_by.not_acted:
        day = phrase("agenda.not_acted", day=day)
    if not plan:
        return phrase("agenda.due_act_by", day=day)
    return phrase("agenda.due_act_by_plan", day=day, plan=plan)


def part_context(
    update: UpdateContext, child_id: str, ref: str, practitioner: Person
) -> Mapping[str, Json]:
    """Return what a child's part is opened with: last actions and outcomes, frozen as they are."""
    outcomes = plans.open_outcomes(update.session, child_id)
    last = last_time.last_time(update.session, update.guides, child_id)
    held_on = last.held_on if last else None
    left = LeftFromBefore(
        last,
        history.so_far(update.session, [child_id])[child_id].act_by,
        plans.open_actions(update.session, child_id),
        [(outcome, scale_of(update.guides.version(*outcome.guide))) for outcome in outcomes],
        _worker_changed(update, child_id, practitioner),
        last_time.between(update.session, update.guides, child_id, held_on),
    )
    pair = (practitioner, update.person)
    child = children.child(update.session, child_id)
    assert child is not None  # noqa: S101 - it stands on the agenda
    opened = part(pair, ref, left, update.today)
    heard = last_time.heard_since(update.session, update.guides, pair, child_id)
    return {
        **opened,
        "last_plan": "\n".join(line for line in (str(opened["last_plan"]), *heard) if line),
        **thinking.of_child(update.session, child, update.today),
        **thinking.of_pair(update.session, pair, child, update.today),
    }


def scale_of(guide: Guide) -> tuple[str, str]:
    """Return what 0 and 10 mean on the outcomes that a guide asks for.

    An outcome keeps these words, or its earlier ratings would mean something else.
    """
    fields = dict(guide.everything_asked())
    kept = next(q.id for q in fields.values() if q.keeps is Keeps.OUTCOMES)
    rating = fields[f"{kept}.rating"]
    return rating.low or "", rating.high or ""


@dataclass(frozen=True)
class LeftFromBefore:
    """What a child's part takes up again: what was said last time and since, what is open.

    `outcomes` come with what 0 and 10 mean on each.
    """

    last_time: LastTime | None
    act_by: ActBy | None
    actions: Sequence[OpenAction]
    outcomes: Sequence[tuple[OpenOutcome, tuple[str, str]]]
    worker_changed: bool
    since: Sequence[Between] = ()


def part(
    pair: tuple[Person, Person], ref: str, left: LeftFromBefore, today: date
) -> Mapping[str, Json]:
    """Return what a child's part is opened with, for (practitioner, supervisor)."""
    practitioner, supervisor = pair
    last, actions, outcomes, act_by = left.last_time, left.actions, left.outcomes, left.act_by
    return {
        "child": ref,
        "practitioner": first_name(practitioner),
        "supervisor": first_name(supervisor),
        "last_on": day_words(last.held_on) if last else "",
        "last_plan": last_time.words(last, act_by, actions, left.since),
        "act_by": day_words(act_by.due_on) if act_by else "",
        "act_by_on": _iso(act_by.due_on) if act_by else None,
        "act_by_plan": act_by.plan if act_by else None,
        "act_by_passed": act_by is not None and act_by.due_on < today,
        "last_action_count": len(actions),
        "outcome_count": len(outcomes),
        "worker_changed": left.worker_changed,
        "moved_question": last.moved or "" if last else "",
        "moved_on": day_words(last.held_on) if last and last.moved else "",
        "last_actions": [
            {
                "id": action.id,
                "what": action.what,
                "who": action.who or phrase("agenda.nobody_named"),
                "due": _by(action.due_on),
                "carried": action.carried,
            }
            for action in actions
        ],
        "last_outcomes": [
            {
                "id": outcome.id,
                "what": outcome.what,
                "last_rating": outcome.rating,
                "last_on": day_words(outcome.rated_on),
                "low": low,
                "high": high,
            }
            for outcome, (low, high) in outcomes
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
