"""What records show: claims that were confirmed, and those that were not."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.oversight.asked import Asked, sent
from storage.oversight.counting import Query, candidates, one_if
from storage.tables import Claim, ClaimStrike, table_of

_claim, _strike = table_of(Claim), table_of(ClaimStrike)


@dataclass(frozen=True)
class Proposals:
    """Claims proposed, how many of them were confirmed, how many of those struck."""

    proposed: int
    confirmed: int
    struck: int


def _struck(asked: Asked) -> ColumnElement[bool]:
    return exists().where(_strike.c.claim_id == _claim.c.id, _strike.c.struck_at <= asked.moment)


def shows(indicator: str) -> Query:
    """Return the query of records in depth; those with the confirmed claim count.

    A claim counts when its writer confirmed it and the other person has not struck it.
    """

    def query(asked: Asked) -> Select[Any]:
        records = sent(asked)
        confirmed = exists().where(
            _claim.c.submission_id == records.c.submission_id,
            _claim.c.indicator == indicator,
            _claim.c.confirmed_by.is_not(None),
            ~_struck(asked),
        )
        return candidates(records, records.c.record_id, one_if(confirmed))

    return query


def proposals(session: Session, asked: Asked) -> dict[Month, Proposals]:
    """Return what became of the claims proposed in the records in depth of each month asked."""
    found = {month: Proposals(0, 0, 0) for month in asked.months}
    if not asked.begun:
        return found
    records = sent(asked)
    confirmed = _claim.c.confirmed_by.is_not(None)
    statement = (
        select(
            records.c.month,
            func.count(),
            func.sum(one_if(confirmed)),
            func.sum(one_if(confirmed & _struck(asked))),
        )
        .join(records, records.c.submission_id == _claim.c.submission_id)
        .group_by(records.c.month)
    )
    for month, *numbers in session.connection().execute(statement):
        found[Month.parse(month)] = Proposals(*(int(number) for number in numbers))
    return found
