"""Names in exports, as people said once what they mean."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.tables import ReviewedName

Names = Mapping[str, Mapping[str, str]]
"""By what kind of name, and then by the name: what it means."""


def reviewed(session: Session) -> dict[str, dict[str, str]]:
    """Return every name that was reviewed; of two answers about one the later holds."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = session.scalars(select(ReviewedName).order_by(col(ReviewedName.id)))
    for row in rows:
        found[row.of][row.said] = row.means
    return found


def keep(session: Session, names: Names, at: datetime) -> None:
    """Keep what was said of names, but what is known already."""
    known = reviewed(session)
    for of, said_of in names.items():
        for said, means in said_of.items():
            if known.get(of, {}).get(said) != means:
                session.add(ReviewedName(of=of, said=said, means=means, reviewed_at=at))
