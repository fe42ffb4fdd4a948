"""What one sending of a record adds: its submission, its claims, its plan.

A record that is sent again names its plan again. Answers and ratings keep to the row in which an
entry was first sent, so that they stand whichever sending counts, now or at an earlier moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from practice.terms import SaysChange, Seen
from storage.bulk import Batch
from storage.tables import Action, Outcome, Record, Submission


@dataclass(frozen=True)
class NewClaim:
    """What a submission is proposed to show, and whether its writer let it stand.

    `reader` is the version of the reader that proposed it; None where its writer pointed to it.
    `question` is the answer in which its sentence stands.
    `by` is who confirmed it, where that is not the writer of the record: it rests on their words.
    """

    indicator: str
    sentence: str
    stands: bool
    reader: str | None = None
    question: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class NewProcessShare:
    """What share of so many sentences a version of the reader took to be about process (0 to 1)."""

    reader: str
    share: float
    sentences: int


@dataclass(frozen=True)
class NewAction:
    """An action agreed in a record; `entry` is its place there, the same at every sending.

    `why_is_bare` and `how_is_bare` are as in Action.
    """

    entry: int
    what: str
    why: str | None = None
    why_is_bare: bool = False
    how: str | None = None
    how_is_bare: bool = False
    who: str | None = None
    due_on: date | None = None
    likely: str | None = None


@dataclass(frozen=True)
class NewOutcome:
    """An outcome named in a record, with its first rating if one was given (0-10).

    `entry` is its place in the record, the same at every sending.
    """

    entry: int
    what: str
    measure: str | None = None
    due_on: date | None = None
    rating: int | None = None
    rests_on: str | None = None
    says_change: str = SaysChange.NOT_ASKED


@dataclass(frozen=True)
class NewRating:
    """A rating (0-10) of an outcome named before, and what it rests on if that was said.

    `by` is who gave it apart, beside the writer's own; None where it is the writer's.
    """

    outcome_id: str
    rating: int
    rests_on: str | None = None
    child_rating: int | None = None
    parent_rating: int | None = None
    by: str | None = None


class NewActionAnswer(NamedTuple):
    """What became of an action, and what was said of that; the fields are its table's."""

    action_id: str
    answer: str
    difference: str | None = None
    effect: str | None = None
    next_step: str | None = None
    in_the_way: str | None = None


@dataclass(frozen=True)
class NewSignAnswer:
    """What was said of a contingency whose day, `due_on`, had passed."""

    child_id: str
    due_on: date
    answer: str
    moved_to: date | None = None


@dataclass(frozen=True)
class NewSubmission:
    """What one sending of a record says.

    `line` is what became of a looked-at child, with the sentence about it. `seen` is
    how the child was seen since the record before, one of Seen, where that was told. `copied` is as
    in Submission.
    """

    record: Record
    at: datetime
    line: tuple[str, str | None] | None = None
    claims: Sequence[NewClaim] = ()
    process: Sequence[NewProcessShare] = ()
    actions: Sequence[NewAction] = ()
    outcomes: Sequence[NewOutcome] = ()
    ratings: Sequence[NewRating] = ()
    action_answers: Sequence[NewActionAnswer] = ()
    contingency_on: date | None = None
    contingency: str | None = None
    sign_answer: NewSignAnswer | None = None
    seen: str | None = None
    copied: bool | None = None


@dataclass(frozen=True)
class Sent:
    """A record as it was sent: how often, what each entry of its plan is known by, its claims.

    `known_by` is, by table and entry, the row in which an entry was first sent; `claims` are the
    indicators with their sentences, by claim's id, that the writer let stand in the last sending.
    """

    times: int = 0
    known_by: Mapping[tuple[str, int], str] = field(default_factory=dict)
    claims: Mapping[str, tuple[str, str]] = field(default_factory=dict)


NEVER = Sent()


def put(batch: Batch, new: NewSubmission, before: Sent = NEVER) -> Sent:
    """Add to a batch one sending of a record that was sent `before`; the last one counts.

    The writer of the record is who sends it and gives its ratings. A claim is confirmed by whose
    words it rests on.
    """
    record, times = new.record, before.times + 1
    told = {"record_id": record.id, "number": times, "seen": new.seen, "copied": new.copied}
    sent = batch.add("submission", **told, submitted_at=new.at)
    batch.audit("record sent", "record", record.id, record.writer_id, new.at)
    if new.line:
        batch.add("line", submission_id=sent, became=new.line[0], text=new.line[1] or None)
    for share in new.process:
        batch.add("process_share", submission_id=sent, **vars(share))
    return Sent(times, _put_plan(batch, new, sent, before), _put_claims(batch, new, sent))


def _put_claims(batch: Batch, new: NewSubmission, sent: str) -> dict[str, tuple[str, str]]:
    standing = {}
    for claim in new.claims:
        claim_id = batch.add(
            "claim",
            submission_id=sent,
            indicator=claim.indicator,
            sentence=claim.sentence,
            reader=claim.reader,
            question=claim.question,
            confirmed_by=(claim.by or new.record.writer_id) if claim.stands else None,
            made_at=new.at,
        )
        if claim.stands:
            standing[claim_id] = (claim.indicator, claim.sentence)
    return standing


def _put_plan(
    batch: Batch, new: NewSubmission, sent: str, before: Sent
) -> Mapping[tuple[str, int], str]:
    known_by, ratings = dict(before.known_by), list[NewRating]()
    of_child = {"submission_id": sent, "child_id": new.record.child_id}
    for action in new.actions:
        first_id = known_by.get(("action", action.entry))
        row_id = batch.add("action", first_id=first_id, **of_child, **vars(action))
        known_by.setdefault(("action", action.entry), row_id)
    for outcome in new.outcomes:
        named = {n: v for n, v in vars(outcome).items() if n not in {"rating", "rests_on"}}
        first_id = known_by.get(("outcome", outcome.entry))
        row_id = batch.add("outcome", first_id=first_id, **of_child, **named)
        known = known_by.setdefault(("outcome", outcome.entry), row_id)
        if outcome.rating is not None:
            ratings.append(NewRating(known, outcome.rating, outcome.rests_on))
    by, on = new.record.writer_id, new.record.held_on
    rated = {"submission_id": sent, "rated_on": on, "unseen": new.seen == Seen.NOT_SEEN}
    for rating in [*ratings, *new.ratings]:
        said = {name: value for name, value in vars(rating).items() if name != "by"}
        whose = {"rated_by": rating.by or by, "beside": rating.by is not None}
        batch.add("outcome_rating", **rated, **whose, **said)
    for answer in new.action_answers:
        batch.add("action_answer", submission_id=sent, **answer._asdict())
    if new.contingency_on:
        batch.add("contingency", **of_child, due_on=new.contingency_on, plan=new.contingency)
    if new.sign_answer:
        put_answer(batch, new.sign_answer, new.record.supervision_id, by, on, new.at)
    return known_by


def put_answer(
    batch: Batch, answer: NewSignAnswer, meeting_id: str | None, by: str, on: date, at: datetime
) -> None:
    """Add to a batch what was said of a contingency in a meeting of a day; the last said holds."""
    batch.add(
        "contingency_answer",
        **vars(answer),
        supervision_id=meeting_id,
        answered_by=by,
        answered_on=on,
        answered_at=at,
    )
    batch.audit("contingency answered", "child", answer.child_id, by, at)


def sent_before(session: Session, record_id: str) -> Sent:
    """Return how often a record was sent, and what the entries of its plan are known by."""
    times = session.scalar(
        select(func.max(col(Submission.number))).where(col(Submission.record_id) == record_id)
    )
    known_by: dict[tuple[str, int], str] = {}
    for name, table in (("action", Action), ("outcome", Outcome)):
        rows = session.execute(
            select(col(table.entry), col(table.id))
            .join(Submission, col(Submission.id) == col(table.submission_id))
            .where(col(Submission.record_id) == record_id, col(table.first_id).is_(None))
        )
        known_by |= {(name, entry): row_id for entry, row_id in rows}
    return Sent(times or 0, known_by)
