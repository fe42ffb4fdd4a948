"""How the questions of a guide are used: asked, answered, skipped, and what came of them. Counts.

They are counted from the steps of drafts that were not thrown away, by version and question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, case, distinct, exists, func, select
from sqlmodel import Session, col

from practice.terms import DraftKind, StepKind
from storage.tables import Claim, ClaimStrike, Draft, Record, Step, Submission, table_of

_SAYS = (StepKind.ANSWERED, StepKind.SKIPPED)


@dataclass(frozen=True)
class QuestionUse:
    """How often a question was asked, answered and skipped, and how many claims rest on answers.

    An entry of a group counts each time. What was asked and neither answered nor skipped was left
    open.
    """

    asked: int = 0
    answered: int = 0
    skipped: int = 0
    claims: int = 0


@dataclass(frozen=True)
class VersionUse:
    """How many drafts followed a version, of how many people, and each question's use by its key.

    The key is the one that steps have: "story", "actions.what", "probe.meaning".
    """

    drafts: int
    people: int
    questions: Mapping[str, QuestionUse] = field(default_factory=dict)


def of_guide(session: Session, guide: str, since: datetime) -> dict[int, VersionUse]:
    """Return the use of each version of a guide, of drafts opened since then."""
    followed = (
        col(Draft.guide) == guide,
        col(Draft.kind) == DraftKind.GUIDE,
        col(Draft.opened_at) >= since,
        ~_thrown_away(),
    )
    counted = select(
        col(Draft.version), func.count(), func.count(distinct(col(Draft.person_id)))
    ).where(*followed)
    rows = session.execute(counted.group_by(col(Draft.version))).all()
    asked = dict(_asked(session, *followed))
    claims = dict(_claims(session, guide, since))
    return {
        version: VersionUse(drafts, people, _questions(version, asked, claims))
        for version, drafts, people in rows
    }


def _questions(
    version: int,
    asked: Mapping[tuple[int, str], tuple[int, int, int]],
    claims: Mapping[tuple[int, str], int],
) -> dict[str, QuestionUse]:
    return {
        key: QuestionUse(*counts, claims.get((version, key), 0))
        for (of, key), counts in asked.items()
        if of == version
    }


def _thrown_away() -> ColumnElement[bool]:
    ends = table_of(Step).alias("ends")
    return exists().where(ends.c.draft_id == col(Draft.id), ends.c.kind == StepKind.DISCARDED)


def _asked(
    session: Session, *followed: ColumnElement[bool]
) -> Iterator[tuple[tuple[int, str], tuple[int, int, int]]]:
    """Yield how often each question of each version was asked, answered and skipped."""
    place = _places(*followed)
    answered = and_(place.c.said.is_not(None), place.c.said > func.coalesce(place.c.left, 0))
    skipped = and_(place.c.left.is_not(None), place.c.left > func.coalesce(place.c.said, 0))
    query = select(
        place.c.version,
        place.c.question,
        func.count(),
        *(func.sum(case((one, 1), else_=0)) for one in (answered, skipped)),
    ).group_by(place.c.version, place.c.question)
    for version, question, *counts in session.execute(query):
        yield (version, question), (int(counts[0]), int(counts[1]), int(counts[2]))


def _places(*followed: ColumnElement[bool]) -> Subquery:
    """Select each place that was asked: the step that answered it last, and that skipped it."""
    said, left = (func.max(case((col(Step.kind) == kind, col(Step.number)))) for kind in _SAYS)
    return (
        select(col(Draft.version), col(Step.question), said.label("said"), left.label("left"))
        .join(Step, col(Step.draft_id) == col(Draft.id))
        .where(*followed, col(Step.kind).in_((StepKind.ASKED, *_SAYS)))
        .where(~col(Step.question).startswith("#"))
        .group_by(col(Draft.version), col(Step.draft_id), col(Step.question), col(Step.entry))
        .subquery()
    )


def _claims(session: Session, guide: str, since: datetime) -> Iterator[tuple[tuple[int, str], int]]:
    """Yield how many claims rest on answers to each question: of last sendings, and standing."""
    later = table_of(Submission).alias("later")
    is_last = ~exists().where(
        later.c.record_id == col(Submission.record_id), later.c.number > col(Submission.number)
    )
    query = (
        select(col(Record.version), col(Claim.question), func.count())
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .join(Claim, col(Claim.submission_id) == col(Submission.id))
        .join(Draft, col(Draft.id) == col(Record.draft_id))
        .where(col(Record.guide) == guide, col(Draft.opened_at) >= since, is_last)
        .where(col(Claim.confirmed_by).is_not(None), col(Claim.question).is_not(None))
        .where(~exists().where(col(ClaimStrike.claim_id) == col(Claim.id)))
        .group_by(col(Record.version), col(Claim.question))
    )
    for version, question, count in session.execute(query):
        yield (version, question), count
