"""What records show: claims that were confirmed, and those that were not."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlmodel import Session

from storage.oversight.asked import Asked, sent, table_of
from storage.oversight.counting import Query, candidates, one_if
from storage.tables import Claim, ClaimStrike

_claim, _strike = table_of(Claim), table_of(ClaimStrike)


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


def proposals(session: Session, asked: Asked) -> tuple[int, int]:
    """Return how many claims of the records in depth nobody confirmed, and how many were struck."""
    if not asked.begun:
        return 0, 0
    records = sent(asked)
    statement = select(
        func.coalesce(func.sum(one_if(_claim.c.confirmed_by.is_(None))), 0),
        func.coalesce(func.sum(one_if(_claim.c.confirmed_by.is_not(None) & _struck(asked))), 0),
    ).join(records, records.c.submission_id == _claim.c.submission_id)
    unconfirmed, struck = session.connection().execute(statement).one()
    return int(unconfirmed), int(struck)
