"""When versions of guides were first used, and what records in depth written with one show."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, exists, func, select
from sqlmodel import Session, col

from practice.terms import DraftKind, RecordKind
from storage.records import counts
from storage.tables import Claim, ClaimStrike, Draft, GuideVersion, Record, Submission


@dataclass(frozen=True)
class FirstUse:
    """A version of a guide and the moment at which somebody first opened a draft of it."""

    guide: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """The records in depth that are meant: of a version, begun since a moment and before another.

    Of these teams, of all where that is None; as they were known at `as_of`.
    """

    guide: str
    version: int
    since: datetime
    until: datetime
    as_of: datetime
    teams: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Written:
    """How many records each writer wrote, and how many of them show an indicator, by its name."""

    records: Mapping[str, int]
    showing: Mapping[str, Mapping[str, int]]


def first_uses(session: Session, as_of: datetime) -> list[FirstUse]:
    """Return the versions that were used by then, by guide, in the order of their first use.

    One that ships is noted as the program starts, and perhaps never asked: so the first draft
    of a version says when, and not its note.
    """
    first = (
        select(func.min(col(Draft.opened_at)))
        .where(col(Draft.guide) == col(GuideVersion.guide))
        .where(col(Draft.version) == col(GuideVersion.version))
        .where(col(Draft.kind) == DraftKind.GUIDE)
        .scalar_subquery()
    )
    rows = session.execute(select(col(GuideVersion.guide), col(GuideVersion.version), first))
    found = [FirstUse(guide, version, at) for guide, version, at in rows if at and at <= as_of]
    return sorted(found, key=lambda one: (one.guide, one.at, one.version))


def written(session: Session, wanted: Wanted) -> Written:
    """Return what the records meant show, by who wrote them: claims that stand."""
    sent = _sent(wanted)
    records = select(sent.c.writer_id, func.count()).group_by(sent.c.writer_id)
    struck = exists().where(
        col(ClaimStrike.claim_id) == col(Claim.id), col(ClaimStrike.struck_at) <= wanted.as_of
    )
    shown = (
        select(col(Claim.indicator), sent.c.writer_id, func.count(sent.c.record_id.distinct()))
        .join(sent, sent.c.submission_id == col(Claim.submission_id))
        .where(col(Claim.confirmed_by).is_not(None), ~struck)
        .group_by(col(Claim.indicator), sent.c.writer_id)
    )
    showing: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for indicator, writer, count in session.execute(shown):
        showing[indicator][writer] = count
    wrote = {writer: int(count) for writer, count in session.execute(records)}
    return Written(wrote, showing)


def _sent(wanted: Wanted) -> Subquery:
    where = [
        col(Draft.guide) == wanted.guide,
        col(Draft.version) == wanted.version,
        col(Draft.opened_at) >= wanted.since,
        col(Draft.opened_at) < wanted.until,
        col(Record.kind) == RecordKind.IN_DEPTH,
        counts(as_of=wanted.as_of),
    ]
    if wanted.teams is not None:
        where.append(col(Record.team_id).in_(wanted.teams))
    return (
        select(
            col(Record.id).label("record_id"),
            col(Record.writer_id),
            col(Submission.id).label("submission_id"),
        )
        .join(Draft, col(Draft.id) == col(Record.draft_id))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .where(*where)
        .subquery()
    )
