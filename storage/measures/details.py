"""What a list says of its units beside the count: days, ratings, and words that are opened."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, null, select
from sqlmodel import Session, col

from storage import encryption
from storage.measures.counting import Query
from storage.measures.outcomes import changes
from storage.measures.records import standing_claims
from storage.measures.scope import EVERYBODY, Scope, sent
from storage.tables import (
    Action,
    Claim,
    Outcome,
    OutcomeRating,
    table_of,
)

_rating = table_of(OutcomeRating)


@dataclass(frozen=True)
class RatingMove:
    """An outcome's rating in a record, and its rating before that; `before` is None for a first.

    `rating` is the number of the record's writer, None where only the practitioner gave one, and
    `apart` the practitioner's own, where it was given apart and is told.
    """

    record_id: str
    what: str
    rating: float | None
    rated_on: date
    before: float | None = None
    before_on: date | None = None
    apart: float | None = None


def moves(session: Session, scope: Scope) -> dict[str, list[RatingMove]]:
    """Return, by child, the outcomes rated in `scope` and before, with both ratings."""
    change = changes(EVERYBODY)
    columns = (change.c.child_id, change.c.record_id, change.c.outcome_id, change.c.rating,
               change.c.held_on, change.c.before, change.c.before_on)  # fmt: skip
    return _by_child(session, select(*columns).order_by(change.c.outcome_id), scope)


def falls(session: Session, scope: Scope) -> dict[str, tuple[float, float]]:
    """Return, by child who is worse on an outcome, by how much it fell, and to what it fell.

    Of several that fell, the one that fell furthest; of two alike, the lower.
    """
    if not scope.begun:
        return {}
    change = changes(EVERYBODY)
    fell = (change.c.before - change.c.rating).label("fell")
    worse = select(change.c.child_id, fell, change.c.rating).where(
        change.c.rating < change.c.before
    )
    in_order = worse.order_by(fell, change.c.rating.desc())
    rows = session.connection().execute(in_order, scope.values)
    return {child: (float(by), float(to)) for child, by, to in rows}


def ratings(session: Session, scope: Scope) -> dict[str, list[RatingMove]]:
    """Return, by child, the outcomes rated in `scope`, and by which of the two people."""
    records = sent(EVERYBODY)
    statement = (
        select(
            records.c.child_id,
            records.c.record_id,
            _rating.c.outcome_id,
            func.avg(case((~_rating.c.beside, _rating.c.rating))),
            records.c.held_on,
            null(),
            null(),
            func.avg(case((_rating.c.beside, _rating.c.rating))),
        )
        .join(records, records.c.submission_id == _rating.c.submission_id)
        .group_by(records.c.child_id, records.c.record_id, _rating.c.outcome_id, records.c.held_on)
        .order_by(records.c.held_on, _rating.c.outcome_id)
    )
    return _by_child(session, statement, scope)


def _by_child(
    session: Session, statement: Select[Any], scope: Scope
) -> dict[str, list[RatingMove]]:
    rows = session.connection().execute(statement, scope.values).all()
    words = _words(session, Outcome, {outcome for _, _, outcome, *_ in rows})
    found: dict[str, list[RatingMove]] = defaultdict(list)
    for child, record, outcome, rating, *more in rows:
        number = None if rating is None else float(rating)
        move = RatingMove(record, words.get(outcome, ""), number, *more)
        found[child].append(move)
    return found


def action_words(session: Session, action_ids: Collection[str]) -> dict[str, str]:
    """Return, by id, what the actions say is to be done."""
    return _words(session, Action, action_ids)


def claim_sentences(session: Session, claim_ids: Collection[str]) -> dict[str, str]:
    """Return, by id, the sentences that claims rest on."""
    return _words(session, Claim, claim_ids, "sentence")


def _words(
    session: Session,
    table: type[Action] | type[Outcome] | type[Claim],
    ids: Collection[str],
    column: str = "what",
) -> dict[str, str]:
    columns, name = table_of(table).c, str(table.__tablename__)
    rows = session.connection().execute(
        select(columns.id, columns[column]).where(columns.id.in_(ids))
    )
    return {row[0]: encryption.unseal(session, row[1], name, row[0], column) for row in rows}


def sentences(session: Session, indicator: str, scope: Scope) -> dict[str, str]:
    """Return, by record, the sentence that the confirmed claim of an indicator rests on."""
    records = sent(EVERYBODY)
    statement = (
        select(records.c.record_id, col(Claim.id), col(Claim.sentence))
        .join(records, records.c.submission_id == col(Claim.submission_id))
        .where(standing_claims(EVERYBODY, indicator))
        .order_by(col(Claim.id).desc())
    )
    return {
        record: encryption.unseal(session, sentence, "claim", claim, "sentence")
        for record, claim, sentence in session.connection().execute(statement, scope.values)
    }


def indicators(session: Session, query: Query, scope: Scope) -> dict[str, tuple[str, str | None]]:
    """Return, by claim, its indicator and its reader, for the claims that a query selects."""
    ids = query(EVERYBODY).subquery("candidate").c.unit_id
    columns = select(col(Claim.id), col(Claim.indicator), col(Claim.reader))
    statement = columns.where(col(Claim.id).in_(select(ids)))
    found = session.connection().execute(statement, scope.values)
    return {claim: (indicator, reader) for claim, indicator, reader in found}
