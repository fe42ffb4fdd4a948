"""What the sending of a record leaves behind: its submission, its claims and its plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.demo.bank import fill
from bot.demo.cases import Aim, Case
from bot.demo.rows import Rows
from bot.demo.telling import Told
from practice.evidence import READER_VERSION
from prompts.interview.claims import claims
from prompts.interview.harvest import Entry, harvest
from prompts.interview.state import Interview
from storage.plans import OpenAction

_SETTLED = ("done", "no longer needed")


@dataclass(frozen=True)
class Sent:
    """A record that was sent: by whom, the submission that counts and the claims that stand."""

    record_id: str
    submission_id: str
    writer_id: str
    claims: Mapping[str, str]


def submit(
    rows: Rows, record: Mapping[str, str], interview: Interview, at: datetime, number: int = 1
) -> Sent:
    """Add one sending of a record (its id, its writer) with its claims; return what stands."""
    record_id, writer = record["id"], record["writer_id"]
    submission = add_submission(rows, record_id, writer, at, number)
    standing: dict[str, str] = {}
    if interview.guide.records_claims:
        for indicator, sentence in claims(interview).items():
            stands = indicator not in interview.taken_out
            claim = rows.add(
                "claim",
                submission_id=submission,
                indicator=indicator,
                sentence=sentence,
                reader=READER_VERSION,
                confirmed_by=writer if stands else None,
                made_at=at,
            )
            if stands:
                standing[claim] = indicator
    return Sent(record_id, submission, writer, standing)


def add_submission(rows: Rows, record_id: str, writer: str, at: datetime, number: int) -> str:
    """Add one sending of a record, and what the audit says of it; return its id."""
    submission = rows.add("submission", record_id=record_id, number=number, submitted_at=at)
    rows.audit("record sent", "record", record_id, writer, at)
    return submission


@dataclass(frozen=True)
class Planned:
    """What a submission changes in a child's plan."""

    actions: Sequence[tuple[OpenAction, str | None]]
    aims: Sequence[Aim]
    ratings: Sequence[tuple[str, int]]
    settled: frozenset[str]
    contingency_on: date | None


def plan(
    rows: Rows,
    case: Case,
    told: Told,
    sent: Sent,
    planned: Sequence[Mapping[str, str]],
    held_on: date,
) -> Planned:
    """Add what a record in depth agrees, rates and answers; return what changes for the child."""
    kept = harvest(told)
    fixed = {"submission_id": sent.submission_id}
    rated = {**fixed, "rated_by": sent.writer_id, "rated_on": held_on}
    aims = [_aim(rows, case, sent, *entry) for entry in kept.outcomes]
    firsts = zip(aims, kept.outcomes, strict=True)
    given = [(a.id, entry["rating"]) for a, (_, entry) in firsts if entry.get("rating") is not None]
    for outcome_id, rating in [*given, *kept.ratings]:
        rows.add("outcome_rating", outcome_id=outcome_id, rating=rating, **rated)
    for action_id, answer, difference in kept.action_answers:
        rows.add(
            "action_answer", action_id=action_id, answer=answer, difference=difference, **fixed
        )
    if kept.contingency_on:
        rows.add("contingency", child_id=case.child.id, due_on=kept.contingency_on, **fixed)
    actions = [_action(rows, case, sent, *entry) for entry in kept.actions]
    made = [_made(case, one) for one in planned]
    return Planned(
        list(zip(actions, made, strict=True)),
        aims,
        [(outcome_id, int(str(rating))) for outcome_id, rating in [*given, *kept.ratings]],
        frozenset(action for action, answer, _ in kept.action_answers if answer in _SETTLED),
        kept.contingency_on,
    )


def take_up(case: Case, changes: Planned, held_on: date) -> None:
    """Let the child's plan be what the record that counts has made of it."""
    case.actions = [action for action in case.actions if action.id not in changes.settled]
    case.actions += [action for action, _ in changes.actions]
    case.made.update({action.id: made for action, made in changes.actions})
    case.aims += changes.aims
    for outcome_id, rating in changes.ratings:
        aim = next(aim for aim in case.aims if aim.id == outcome_id)
        aim.ratings.append((held_on, rating))
        case.rated_last = aim
    case.contingency_on = changes.contingency_on or case.contingency_on


def _aim(rows: Rows, case: Case, sent: Sent, number: int, entry: Entry) -> Aim:
    due, what, measure = _day(entry), str(entry["what"]), entry.get("measure")
    outcome_id = rows.entry(
        "outcome",
        sent.record_id,
        number,
        submission_id=sent.submission_id,
        child_id=case.child.id,
        what=what,
        measure=measure,
        due_on=due,
    )
    return Aim(outcome_id, what, due, [])


def _action(rows: Rows, case: Case, sent: Sent, number: int, entry: Entry) -> OpenAction:
    due, what, who = _day(entry), str(entry["what"]), entry.get("who")
    action_id = rows.entry(
        "action",
        sent.record_id,
        number,
        submission_id=sent.submission_id,
        child_id=case.child.id,
        what=what,
        why=entry.get("why"),
        how=entry.get("how"),
        who=who,
        due_on=due,
    )
    return OpenAction(action_id, what, str(who) if who else None, due)


def _day(entry: Entry) -> date | None:
    day = entry.get("by_when")
    return date.fromisoformat(str(day)) if day else None


def _made(case: Case, action: Mapping[str, str]) -> str | None:
    text = action.get("made")
    return fill(text, case.girl) if text else None
