"""Outcomes rated, and what moved since last time."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from practice.terms import RecordKind, SaysChange
from storage.measures.counting import candidates, one_if
from storage.measures.scope import Asked, sent
from storage.plans import known_by
from storage.records import counts
from storage.tables import Outcome, OutcomeRating, Record, Submission, table_of

_outcome, _rating = table_of(Outcome), table_of(OutcomeRating)
_wanted = _rating.alias("wanted")
_record, _submission = table_of(Record), table_of(Submission)


def rated(asked: Asked) -> Select[Any]:
    """Select children in depth; those with an outcome rated in such a record count."""
    records = sent(asked)
    has_rating = exists().where(_rating.c.submission_id == records.c.submission_id)
    return candidates(records, records.c.child_id, one_if(has_rating))


def improving(asked: Asked) -> Select[Any]:
    """Select children with an outcome rated in the month and before; those better count.

    Left out are outcomes whose writer was asked what changes for the child and did not say, and
    ratings of a child whom nobody saw since last time (`improving_unseen`).

    State: *better* (some outcome higher than last time, none lower), *worse* (the other way
    about), *mixed* (both) or *same*.
    """
    return _moved(changes(asked))


def improving_unseen(asked: Asked) -> Select[Any]:
    """Select the children whose ratings stand apart from those of `improving`.

    They were rated in the month and before, but nobody saw them since last time; those better
    count.
    """
    return _moved(changes(asked, unseen=True))


def _moved(change: CTE) -> Select[Any]:
    child = (change.c.month, change.c.child_id)
    rose = func.max(one_if(change.c.rating > change.c.before)).over(partition_by=child)
    fell = func.max(one_if(change.c.rating < change.c.before)).over(partition_by=child)
    moved = select(change, rose.label("rose"), fell.label("fell")).cte(f"moved_by_{change.name}")
    state = case(
        (and_(moved.c.rose == 1, moved.c.fell == 1), "mixed"),
        (moved.c.rose == 1, "better"),
        (moved.c.fell == 1, "worse"),
        else_="same",
    )
    return candidates(moved, moved.c.child_id, one_if(state == "better"), state)


def changes(asked: Asked, *, unseen: bool = False) -> CTE:
    """Return each outcome's last rating in a month beside its rating before that.

    Of children whom nobody saw since last time, or of all the others.
    """
    every = asked.once("every_rating", lambda: _last_ratings(asked))
    last = select(every).where(every.c.nth == 1, every.c.before.is_not(None))
    name = "change_unseen" if unseen else "change"
    return last.where(every.c.unseen == int(unseen)).cte(name)


def _last_ratings(asked: Asked) -> CTE:
    """Return each rating of a month beside the one before; `nth` is 1 for the month's last."""
    records = sent(asked)
    rating = _ratings_in_order(asked, records)
    newest = func.row_number().over(
        partition_by=(records.c.month, rating.c.outcome_id),
        order_by=(records.c.held_on.desc(), records.c.record_id.desc()),
    )
    columns = (rating.c.outcome_id, rating.c.rating, rating.c.before, rating.c.before_on)
    return (
        select(records, *columns, rating.c.unseen, newest.label("nth"))
        .join(rating, rating.c.record_id == records.c.record_id)
        .cte("every_rating")
    )


def _says_no_change(asked: Asked) -> ColumnElement[bool]:
    """Return the condition that nobody said what a rated outcome changes when asked.

    Of an outcome that was sent again, the last sending is asked.
    """
    named, sending = aliased(Outcome), aliased(Submission)
    return (
        exists()
        # By the child, of whom there are few; what an outcome was first sent as has no index.
        .where(col(named.child_id) == _outcome.c.child_id, known_by(named) == _outcome.c.id)
        .where(col(sending.id) == col(named.submission_id), counts(sending, as_of=asked.moment))
        .where(col(named.says_change) == SaysChange.NO)
        .correlate(_outcome)
    )


def _ratings_in_order(asked: Asked, records: CTE) -> CTE:
    """Return every rating that counts, whichever team gave it, beside the one before it.

    Of the outcomes that are rated in `records`; nobody asks about others. Of two people's numbers
    in one record the writer's stands, as in the plan: else a child would move by who rated.
    """
    # By their sendings, as a list: joined to them, SQLite reads every rating there is.
    wanted = select(_wanted.c.outcome_id).where(
        _wanted.c.submission_id.in_(select(records.c.submission_id))
    )
    given = (
        select(
            _rating.c.outcome_id,
            _record.c.id.label("record_id"),
            _record.c.held_on,
            func.avg(_rating.c.rating).label("rating"),
            func.max(one_if(_rating.c.unseen)).label("unseen"),
        )
        .join(_outcome, _outcome.c.id == _rating.c.outcome_id)
        .join(_submission, _submission.c.id == _rating.c.submission_id)
        .join(_record, _record.c.id == _submission.c.record_id)
        .where(counts(as_of=asked.moment), _record.c.kind == RecordKind.IN_DEPTH)
        .where(~_rating.c.beside)
        .where(_rating.c.outcome_id.in_(wanted), ~_says_no_change(asked))
        .group_by(_rating.c.outcome_id, _record.c.id, _record.c.held_on)
        .cte("given")
    )
    before, before_on = (
        func.lag(column, type_=column.type).over(
            partition_by=given.c.outcome_id, order_by=(given.c.held_on, given.c.record_id)
        )
        for column in (given.c.rating, given.c.held_on)
    )
    return select(given, before.label("before"), before_on.label("before_on")).cte("rating")
